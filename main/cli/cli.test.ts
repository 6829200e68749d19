import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkSchema, doctorSchema } from '../../contract/control.ts';
import { failedLineSchema } from '../../contract/command-line.ts';

const program = join(import.meta.dirname, 'main.ts');

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'annotate-share-cli-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real program; `closeEarly` closes our end of its output before it says anything. */
function run(
  args: readonly string[],
  { closeEarly = false, variables = {} }: { closeEarly?: boolean; variables?: Record<string, string> } = {},
): Promise<Run> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ANNOTATE_SHARE_HOME: home, DEBUG: undefined, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [string[], string[]] = [[], []];
  if (closeEarly) child.stdout.destroy();
  else child.stdout.setEncoding('utf8').on('data', (chunk: string) => out.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => err.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout: out.join(''), stderr: err.join('') }));
  });
}

const failure = ({ stdout }: Run) => failedLineSchema.parse(JSON.parse(stdout)).error;

describe('help', () => {
  test.each([
    'share',
    'serve',
    'list',
    'stop',
    'toggle',
    'hide',
    'invite',
    'revoke',
    'people',
    'audit',
    'groups',
    'group',
    'user',
    'import-users',
    'check',
    'hosting',
    'doctor',
    'setup',
  ])('%s --help has an example', async (verb) => {
    const { code, stdout } = await run([verb, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`$ annotate-share ${verb}`);
    expect(stdout).toContain('--json');
  });
});

describe('what cannot be understood', () => {
  test.each([
    [['share', 'x.h5ad', '--port', 'many']],
    [['share', 'x.h5ad', '--port', '70000']],
    [['share', 'x.h5ad', '--tunnel', 'carrier-pigeon']],
    [['share', 'x.h5ad', '--base-path', 'no-slash']],
    [['share', 'x.h5ad', '--base-path', '/a/../b']],
    [['share', 'x.h5ad', '--sleep-after', 'later']],
    [['share', 'x.h5ad', '--sleep-after', '0']],
    [['share', 'x.h5ad', '--sleep-after', '']],
    [['share', 'x.h5ad', '--surprise']],
    [['share', 'x.h5ad', '--public-url', 'lab.example.org']],
    [['share', 'x.h5ad', '--public-url', 'https://lab.example.org/a', '--base-path', '/b']],
    [['share', 'x.h5ad', '--trusted-proxy', '0.0.0.0/0']],
    [['share', 'x.h5ad', '--trusted-proxy', 'loopback', '--trusted-proxy', 'lab.example.org']],
    [['share', 'x.h5ad', '--trust-user-header', 'X-Remote-User']],
    [['share', 'x.h5ad', '--trusted-proxy', 'loopback', '--trust-user-header', 'X-Forwarded-For']],
    [['share', 'x.h5ad', '--trusted-proxy', 'loopback', '--trust-user-header', 'Authorization']],
    [['share', 'x.h5ad', '--trusted-proxy', 'loopback', '--trust-user-header', 'a b']],
    [['hosting', 'iis', '--public-url', 'https://lab.example.org']],
    [['hosting', 'nginx']],
    [['hosting', 'nginx', '--public-url', 'https://lab.example.org', '--tls-cert', '/a']],
    [['hosting', 'nginx', '--public-url', 'http://lab.example.org', '--tls-cert', '/a', '--tls-key', '/b']],
    [['hosting', 'systemd', '--user', 'root; rm']],
    [['share']],
    [['dance']],
    [['stop']],
    [['stop', 'abc', '--all']],
    [['toggle', 'abc']],
    [['toggle', 'abc', '--general-link', 'maybe']],
    [['share', 'x.h5ad', '--general-link', 'closed']],
    [['invite', 'abc']],
    [['invite', 'abc', '--name', 'M', '--role', 'owner']],
    [['invite', 'abc', '--name', 'M', '--expires', 'soon']],
    [['invite', 'abc', '--name', ' ']],
    [['revoke']],
    [['people']],
  ])('%j is a usage failure with a hint, and nothing is started', async (args) => {
    const result = await run([...args, '--json']);
    expect(result.code).toBeGreaterThan(0);
    expect(failure(result)).toMatchObject({ code: 'usage', hint: expect.stringContaining('--help') as string });
    const told = await run(args);
    expect(told.stdout).toBe('');
    expect(told.stderr).toContain('(usage)');
    expect(told.stderr).not.toMatch(/^ {4}at /m);
  });
});

describe('without a service', () => {
  test('list says that nothing is shared', async () => {
    expect((await run(['list'])).stdout).toBe('Nothing is being shared.\n');
    expect(await run(['list', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' });
  });

  test('stop of a session says that no service runs; stop --all has nothing to do', async () => {
    expect(failure(await run(['stop', 'abc', '--json'])).code).toBe('service-not-running');
    for (const args of [
      ['invite', 'abc', '--name', 'M'],
      ['revoke', 'abc'],
      ['people', 'abc'],
    ])
      expect(failure(await run([...args, '--json'])).code).toBe('service-not-running');
    expect(await run(['stop', '--all', '--json'])).toMatchObject({ code: 0, stdout: '{"stopped":[]}\n' });
  });

  test('check tells in one JSON object what is wrong with a file, with exit code 2', async () => {
    const file = join(home, 'x.h5ad');
    writeFileSync(file, 'cell,gene\n');
    const { code, stdout } = await run(['check', file, '--json']);
    const answer = checkSchema.parse(JSON.parse(stdout));
    expect([code, answer.ok, answer.problems.map((problem) => problem.code)]).toEqual([
      2,
      false,
      ['dataset-wrong-kind'],
    ]);
  });

  test('doctor answers without making anything', async () => {
    const { stdout } = await run(['doctor', '--json', '--home', join(home, 'not made')]);
    expect(doctorSchema.parse(JSON.parse(stdout)).checkups.length).toBeGreaterThan(3);
    expect(await run(['list', '--home', join(home, 'not made')])).toMatchObject({ code: 0 });
  });
});

describe('share fails in one line', () => {
  test('for a password file that is missing or too short', async () => {
    expect(failure(await run(['share', 'x.h5ad', '--json', '--password-file', join(home, 'none')])).code).toBe(
      'password-file-unreadable',
    );
    writeFileSync(join(home, 'short'), 'pw\n');
    expect(failure(await run(['share', 'x.h5ad', '--json', '--password-file', join(home, 'short')])).code).toBe(
      'password-too-short',
    );
  });

  test('for a port in use and an address that is not ours', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    expect(failure(await run(['share', 'x.h5ad', '--json', '--port', String(port)])).code).toBe('port-in-use');
    taken.close();
    expect(failure(await run(['share', 'x.h5ad', '--json', '--bind', '192.0.2.77'])).code).toBe('address-unavailable');
  });

  test('for a secret of the web server in front that is missing or none', async () => {
    const asked = [
      'share',
      'x.h5ad',
      '--json',
      '--trusted-proxy',
      'loopback',
      '--front-secret-file',
      join(home, 'secret'),
    ];
    expect(failure(await run(asked)).code).toBe('front-secret-unusable');
    for (const text of ['short', 'sixteen letters; and more', '']) {
      writeFileSync(join(home, 'secret'), text);
      expect(failure(await run(asked)).code, text).toBe('front-secret-unusable');
    }
  });

  test('what is said counts before what the environment says of dataset and port', async () => {
    const environment = { DATASET: join(home, 'of-the-environment.h5ad'), PORT: 'many' };
    const port = failure(await run(['share', '--json'], { variables: environment }));
    expect(port).toMatchObject({ code: 'usage', message: expect.stringContaining('PORT') as string });
    const dataset = failure(await run(['share', '--json', '--port', '0'], { variables: environment }));
    expect(dataset).toMatchObject({
      code: 'dataset-not-found',
      message: expect.stringContaining('of-the-env') as string,
    });
    const said = failure(
      await run(['share', join(home, 'said.h5ad'), '--json', '--port', '0'], { variables: environment }),
    );
    expect(said.message).toContain('said.h5ad');
    const none = failure(await run(['share', '--json'], { variables: { DATASET: '', PORT: '' } }));
    expect(none).toMatchObject({ code: 'usage', message: expect.stringContaining('DATASET') as string });
  });

  test('for a port of the environment that is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const variables = { DATASET: 'x.h5ad', PORT: String(port) };
    expect(failure(await run(['share', '--json'], { variables })).code).toBe('port-in-use');
    taken.close();
  });

  test('for a home that cannot be made', async () => {
    writeFileSync(join(home, 'file'), '');
    expect(failure(await run(['share', 'x.h5ad', '--json', '--home', join(home, 'file', 'home')])).code).toBe(
      'home-unwritable',
    );
  });
});

test('a reader that closes our output early is no reason to crash', async () => {
  const { code, stderr } = await run(['doctor'], { closeEarly: true });
  expect(stderr).toBe('');
  expect(code).not.toBeNull();
});
