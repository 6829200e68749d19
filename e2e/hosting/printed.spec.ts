/** Configurations with awkward values in them, as the servers and systemd themselves judge them, and a Procfile as a platform runs it. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { exampleDataset } from '../support/datasets.ts';
import { runProgram } from '../support/share.ts';
import { freePort, judged, kinds, makeMaterial, printed, type Material } from './front-server.ts';

/** Everything that means something in one of these languages, but for what is refused. */
const awkward = ['with spaces', `it's "quoted"`, 'a;b{c}#d', 'back\\slash', '100%{d}%n', '`echo`&|<>*?!~', 'Müller 王'];
const project = resolve(import.meta.dirname, '../..');

let material: Material;
let folder: string;
test.beforeAll(() => {
  material = makeMaterial();
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-printed-'));
});
test.afterAll(() => {
  for (const path of [material.folder, folder]) rmSync(path, { recursive: true, force: true });
});

/** The certificate and its key, under a name of the test's. */
function named(name: string): { readonly certificate: string; readonly key: string; readonly htpasswd: string } {
  const inside = join(folder, name);
  mkdirSync(inside, { recursive: true });
  const [certificate, key, htpasswd] = ['c', 'k', 'h'].map((file) => join(inside, file)) as [string, string, string];
  for (const [from, to] of [
    [material.certificate, certificate],
    [material.key, key],
    [material.htpasswd, htpasswd],
  ] as const)
    symlinkSync(from, to);
  return { certificate, key, htpasswd };
}

for (const kind of kinds) {
  for (const name of awkward) {
    test(`${kind} accepts and finds files in a folder called ${name}`, async () => {
      const { certificate, key, htpasswd } = named(`${kind} ${name}`);
      const files = ['--tls-cert', certificate, '--tls-key', key, '--htpasswd', htpasswd];
      const more = ['--trust-user-header', 'X-Remote-User', '--front-secret-file', material.frontSecret];
      const address = ['--public-url', 'https://lab.example.org:8443/a.b/c~d'];
      const site = await printed([kind, ...address, ...files, ...more]);
      const { valid, said } = judged(kind, site);
      expect(said, site).not.toContain('emerg');
      expect(valid, said).toBe(true);
      // Whether the files were found is what shows that their names arrived: with another certificate it would not start.
      const broken = judged(kind, site.replaceAll('/c"', '/d"'));
      expect(broken.valid).toBe(false);
    });
  }

  test(`${kind}: the part for a site that is there already, and an address without TLS`, async () => {
    const part = await printed([kind, '--public-url', 'https://lab.example.org/cells']);
    const around =
      kind === 'nginx'
        ? `server {\nlisten 127.0.0.1:8081;\n${part}\n}\n`
        : `<VirtualHost *:8081>\n${part}\n</VirtualHost>\n`;
    expect(judged(kind, around)).toMatchObject({ valid: true });
    expect(judged(kind, await printed([kind, '--public-url', 'http://192.0.2.7']))).toMatchObject({ valid: true });
  });

  for (const [name, value] of [
    ['a line break', 'a\nb'],
    ['a variable', kind === 'nginx' ? 'a$host' : 'a${HOME}'],
  ] as const) {
    test(`${kind}: ${name} in a name is refused, since it could not be written`, async () => {
      const run = runProgram([
        'hosting',
        kind,
        '--json',
        '--public-url',
        'https://lab.example.org/',
        '--htpasswd',
        `/etc/${value}`,
      ]);
      expect((await run.ended).code).toBe(1);
      expect(JSON.parse(run.stdout())).toMatchObject({ event: 'failed', error: { code: 'usage' } });
    });
  }
}

test('systemd takes the unit as it was meant, whatever the dataset is called', async () => {
  for (const name of [...awkward, 'a $HOME ${b} $$']) {
    const dataset = join(folder, name, 'x.h5ad');
    // A backslash is the one thing that can be written in a command and not in the line that names this file.
    const passwordFile = name.includes('\\') ? '/etc/lab' : `/etc/lab ${name}`;
    const args = ['--public-url', 'https://lab.example.org/cells', '--password-file', passwordFile];
    const unit = await printed(['systemd', dataset, ...args]);
    const command = unit.split('\n').find((line) => line.startsWith('ExecStart=')) ?? '';
    expect(wordsOf(command.slice('ExecStart='.length))).toContain(dataset);
    const file = join(folder, 'annotate-share.service');
    writeFileSync(file, unit);
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
    // Without systemd there is nobody to ask; what the words are was looked at above in any case.
    if (verified.error !== undefined) continue;
    const about = verified.stderr.split('\n').filter((line) => line.includes('annotate-share.service'));
    expect(about, unit).toEqual([]);
    expect(verified.status, verified.stderr).toBe(0);
  }
});

test('the sandbox leaves little open', async () => {
  const file = join(folder, 'annotate-share.service');
  writeFileSync(file, await printed(['systemd', '/srv/atlas']));
  const looked = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', file], {
    encoding: 'utf8',
  });
  const needed = [
    'ProtectSystem=strict',
    'NoNewPrivileges=true',
    'StateDirectory=annotate-share',
    'KillMode=mixed',
    'ProtectHome=true',
  ];
  const unit = await printed(['systemd', '/srv/atlas']);
  expect(needed.filter((line) => !unit.split('\n').includes(line))).toEqual([]);
  if (looked.error === undefined) expect(looked.status, looked.stdout).toBe(0);
});

/** As systemd reads a line of words (systemd.service(5)): quotes, backslashes, `%%` and `$$`. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) =>
    (quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '').replaceAll('%%', '%').replaceAll('$$', '$'),
  );
}

test('a platform gives dataset, port and password in the environment, ends TLS, and stops it by SIGTERM', async () => {
  test.setTimeout(120_000);
  const [port, home] = [await freePort(), mkdtempSync(join(tmpdir(), "annotate-share-platform it's-"))];
  // Its router has an address of its own network there; here it is this computer.
  const address = ['--public-url', 'https://app.example.org', '--trusted-proxy', 'loopback', '--home', home];
  const file = await printed(['procfile', ...address]);
  const line = file.split('\n').find((one) => one.startsWith('web: ')) ?? '';
  const platform = {
    DATASET: exampleDataset(),
    PORT: String(port),
    SHARE_PASSWORD: 'given by the platform',
    TMPDIR: home,
  };
  const child = spawn('sh', ['-c', line.slice('web: '.length)], {
    cwd: project,
    env: {
      ...process.env,
      DEBUG: undefined,
      ...platform,
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', (code) => done(code)));
  const said: string[] = [];
  try {
    for await (const one of createInterface({ input: child.stdout })) {
      said.push(one);
      if (one.includes('Ctrl+C')) break;
    }
    expect(said.join('\n')).toMatch(/Link +https:\/\/app\.example\.org\/d\/[\w-]+\//);
    expect(said.join('\n')).not.toContain('given by the platform');
    const link = /https:\S+/.exec(said.join('\n'))?.[0] ?? '';
    const authorization = `Basic ${Buffer.from('guest:given by the platform').toString('base64')}`;
    const headers = {
      host: 'app.example.org',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '203.0.113.7',
      authorization,
    };
    const path = `${new URL(link).pathname}api/v0.2/schema`;
    const status = await new Promise((done, reject) => {
      get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        response.resume();
        done(response.statusCode);
      }).once('error', reject);
    });
    expect(status).toBe(200);
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
  // What the platform's shell would have been asked to run, it takes for one command.
  execFileSync('sh', ['-n', '-c', line.slice('web: '.length)]);
  rmSync(home, { recursive: true, force: true });
});
