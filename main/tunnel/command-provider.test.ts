import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CommandProvider } from './command-provider.ts';
import { addressIn, commandWords, type OwnCommand } from './own-command.ts';
import type { OpenTunnel } from './provider.ts';
import { failureOf, until } from './testing/servers.ts';

const log = pino({ level: 'silent' });
const never = new AbortController().signal;

function providerFor(command: OwnCommand | null, openDeadlineMs = 20_000): CommandProvider {
  return new CommandProvider({ command, openDeadlineMs, log });
}

async function open(command: OwnCommand, openDeadlineMs?: number): Promise<OpenTunnel> {
  const tunnel = await providerFor(command, openDeadlineMs).open({
    localHost: '127.0.0.1',
    localPort: 40123,
    name: null,
    signal: never,
  });
  onTestFinished(() => tunnel.close());
  return tunnel;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'command-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    // A zombie waits for whoever adopted it: it runs no more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('the words of a command', () => {
  test.each<[string, OwnCommand, readonly string[]]>([
    ['as a list', ['frpc', '-p', '{port}'], ['frpc', '-p', '40123']],
    ['as one text', 'frpc http -p {port} --name cells', ['frpc', 'http', '-p', '40123', '--name', 'cells']],
    ['with quotation marks', `bore local "{port}" --to 'my host'`, ['bore', 'local', '40123', '--to', 'my host']],
    ['a variable is left to the program', 'frpc --token $TOKEN', ['frpc', '--token', '$TOKEN']],
    ['what looks like a pattern is a word', 'frpc --allow *.example', ['frpc', '--allow', '*.example']],
    ['a list is never read', ['frpc', '; rm -rf ~', '$(id)'], ['frpc', '; rm -rf ~', '$(id)']],
  ])('%s', (_, command, words) => {
    expect(commandWords(command, 40123)).toEqual(words);
  });

  test.each(['frpc | tee log', 'frpc && frpc', 'frpc > log', 'frpc; id', 'frpc &', 'frpc # now', ''])(
    'what only a shell could do is refused: %s',
    (command) => {
      expect(() => commandWords(command, 1)).toThrow('is not set up');
    },
  );
});

test.each([
  ['your url is: https://a-b.loca.lt', 'https://a-b.loca.lt'],
  ['Forwarding   https://a.example:8443/path?x=1 -> http://127.0.0.1:40123', 'https://a.example:8443'],
  ['http://127.0.0.1:40123 is at https://a.example.', 'https://a.example'],
  ['\u001b[32mhttps://a.example\u001b[0m', 'https://a.example'],
  ['"url":"https://a.example","x":1', 'https://a.example'],
  ['listening on http://localhost:40123/', null],
  ['nothing here', null],
  ['https://', null],
])('the address in «%s»', (line, address) => {
  expect(addressIn(line, 40123)).toBe(address);
});

describe('any program of the owner’s own', () => {
  test('its address is taken from what it says, and it is told the port', async () => {
    const tunnel = await open(['sh', '-c', 'echo "at http://here.example:$ANNOTATE_SHARE_PORT/x" >&2; exec sleep 600']);
    expect(tunnel.url).toBe('http://here.example:40123');
  });

  test('when it ends the way is lost', async () => {
    const tunnel = await open(['sh', '-c', 'echo https://a.example; sleep 0.1; echo Bye.; exit 3']);
    expect(await tunnel.closed).toEqual({ reason: 'Bye' });
  });

  test('closing ends it, also one that does not want to, and what it started', async () => {
    const folder = temporaryFolder();
    const script = `trap '' TERM; sleep 601 & echo $! > ${folder}/below; echo $$ > ${folder}/self; echo https://a.example; while :; do sleep 602; done`;
    const tunnel = await open(['sh', '-c', script]);
    const pids = ['self', 'below'].map((name) => Number(readFileSync(join(folder, name), 'utf8')));
    expect(pids.map(isAlive)).toEqual([true, true]);
    await tunnel.close();
    await tunnel.close();
    expect(await tunnel.closed).toEqual({ reason: 'it was closed here' });
    await until(() => pids.every((pid) => !isAlive(pid)));
  });

  test('it says no address: given up in time, and ended', async () => {
    const folder = temporaryFolder();
    const opening = open(['sh', '-c', `echo $$ > ${folder}/self; echo hello; exec sleep 600`], 400);
    const error = await failureOf(opening);
    expect(error.message).toBe('sh did not open a way out: it has printed no address in time.');
    expect(error.failure.detail).toBe('hello');
    const pid = Number(readFileSync(join(folder, 'self'), 'utf8'));
    await until(() => !isAlive(pid));
  });

  test('it ends before it has an address: its last words are the reason, without secrets', async () => {
    const error = await failureOf(open(['sh', '-c', 'echo "bad token=abcdef123 for anna" >&2; exit 2']));
    expect(error.code).toBe('tunnel-program-failed');
    expect(error.message).toBe('sh did not open a way out: bad token=… for anna.');
  });

  test('given up while it is opened: at once, with the asker’s own reason', async () => {
    const abort = new AbortController();
    const opening = providerFor(['sleep', '600']).open({
      localHost: '127.0.0.1',
      localPort: 1,
      name: null,
      signal: abort.signal,
    });
    abort.abort(new Error('stopped by its owner'));
    await expect(opening).rejects.toThrow('stopped by its owner');
  });

  test('however much it says and never ends its line, it is heard on', async () => {
    const flood = `process.stdout.write('x'.repeat(30e6)); console.log(''); console.log('https://a.example'); process.stdout.write('y'.repeat(30e6), () => process.exit(0));`;
    const tunnel = await open([process.execPath, '-e', flood]);
    expect(tunnel.url).toBe('https://a.example');
    expect((await tunnel.closed).reason.length).toBeLessThan(400);
  });

  test('what is missing is found out before it is offered', async () => {
    expect(await providerFor(['sh']).available()).toEqual({ ok: true, version: null });
    expect(await providerFor('no-such-program-anywhere x').available()).toMatchObject({
      ok: false,
      failure: { code: 'tunnel-program-missing' },
    });
    expect(await providerFor(null).available()).toMatchObject({ ok: false, failure: { code: 'tunnel-not-set-up' } });
  });

  test('after 100 rounds no process, pipe or timer is left', async () => {
    const before = process.getActiveResourcesInfo().length;
    for (let round = 0; round < 100; round += 10) {
      const tunnels = await Promise.all(
        Array.from({ length: 10 }, () => open(['sh', '-c', 'echo https://a.example; exec sleep 603'])),
      );
      await Promise.all(tunnels.map((tunnel) => tunnel.close()));
    }
    await until(() => process.getActiveResourcesInfo().length <= before);
  });

  test('it ends when the program that opened it is killed', async () => {
    const source = `
      import { pino } from 'pino';
      import { CommandProvider } from ${JSON.stringify(new URL('./command-provider.ts', import.meta.url).href)};
      const command = ['sh', '-c', 'sleep 604 & echo "https://a.example/"; echo "$$ $!" >&2; wait'];
      const log = { debug: (_, line) => /^\\d/.test(line) && console.log(line), info: () => undefined };
      const provider = new CommandProvider({ command, log });
      await provider.open({ localHost: '127.0.0.1', localPort: 9, name: null, signal: new AbortController().signal });
      setInterval(() => undefined, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', source], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void owner.kill('SIGKILL'));
    const [line] = (await once(createInterface({ input: owner.stdout }), 'line')) as [string];
    const pids = line.split(' ').map(Number);
    expect(pids.map(isAlive)).toEqual([true, true]);
    owner.kill('SIGKILL');
    await until(() => pids.every((pid) => !isAlive(pid)));
  });
});
