import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CloudflaredProvider } from './cloudflared-provider.ts';
import { NgrokProvider } from './ngrok-provider.ts';
import type { OpenTunnel, TunnelProvider } from './provider.ts';
import { failureOf } from './testing/servers.ts';
import { standIn, type StandIn } from './testing/stand-in.ts';

const log = pino({ level: 'silent' });
const never = new AbortController().signal;
const request = { localHost: '127.0.0.1', localPort: 40123, name: null, signal: never };

async function open(provider: TunnelProvider): Promise<OpenTunnel> {
  const tunnel = await provider.open(request);
  onTestFinished(() => tunnel.close());
  return tunnel;
}

const wordsOf = ({ argsFile }: StandIn) => readFileSync(argsFile, 'utf8').trimEnd().split('\n');

describe('cloudflared (a stand-in executable)', () => {
  const provider = ({ path }: StandIn, openDeadlineMs = 20_000) =>
    new CloudflaredProvider({ program: 'cloudflared', path, openDeadlineMs, log });
  const box = `
    say '2026-05-29T09:25:34Z INF Thank you for trying Cloudflare Tunnel. See https://developers.cloudflare.com/cloudflare-one/'
    say '2026-05-29T09:25:34Z INF Requesting new quick Tunnel on trycloudflare.com...'
    say '2026-05-29T09:25:36Z INF |  https://seen-cells-with-care.trycloudflare.com                 |'`;
  const registered = `say '2026-05-29T09:25:37Z INF Registered tunnel connection connIndex=0 connection=1c0 event=0 ip=198.41.200.1 location=fra01 protocol=quic'`;

  test('it opens once a connection stands, with our address and none of the owner’s own configuration', async () => {
    const program = standIn('cloudflared', `${box}\n${registered}\nexec sleep 600`);
    const tunnel = await open(provider(program));
    expect(tunnel).toMatchObject({ url: 'https://seen-cells-with-care.trycloudflare.com', name: null });
    expect(wordsOf(program)).toEqual([
      'tunnel',
      '--no-autoupdate',
      '--config',
      '/dev/null',
      '--url',
      'http://127.0.0.1:40123',
    ]);
  });

  test('an address without a connection is not open: given up in time', async () => {
    const error = await failureOf(provider(standIn('cloudflared', `${box}\nexec sleep 600`), 500).open(request));
    expect(error.code).toBe('tunnel-unreachable');
  });

  test.each([
    [
      'too many requests',
      `say '2026-05-29T09:25:34Z ERR Error unmarshaling QuickTunnel response: error code: 1015 status_code="429 Too Many Requests"'
       say "failed to unmarshal quick Tunnel: invalid character 'e' looking for beginning of value"`,
      'tunnel-limit-reached',
    ],
    [
      'no internet',
      `say 'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com on 127.0.0.53:53: no such host'`,
      'tunnel-unreachable',
    ],
    ['something else', `say 'failed to parse quick Tunnel ID: invalid UUID length: 0'`, 'tunnel-program-failed'],
  ])('it ends by itself: %s', async (_, says, code) => {
    const error = await failureOf(provider(standIn('cloudflared', `${says}\nexit 1`)).open(request));
    expect(error.code).toBe(code);
    expect(error.failure.detail).not.toBe('');
  });

  test('it ends after it was open: the tunnel is lost, with its last words', async () => {
    const program = standIn('cloudflared', `${box}\n${registered}\nsleep 0.2\nsay 'ERR Tunnel was deleted.'\nexit 1`);
    expect(await (await open(provider(program))).closed).toEqual({ reason: 'ERR Tunnel was deleted' });
  });

  test('whether it is there, and which one', async () => {
    const there = standIn('cloudflared', `echo 'cloudflared version 2026.5.0 (built 2026-05-02-1122 UTC)'`);
    expect(await provider(there).available()).toEqual({
      ok: true,
      version: 'cloudflared version 2026.5.0 (built 2026-05-02-1122 UTC)',
    });
    const missing = new CloudflaredProvider({ program: 'cloudflared-that-is-not-there', path: there.path, log });
    expect(await missing.available()).toMatchObject({ ok: false, failure: { code: 'tunnel-program-missing' } });
    expect(await failureOf(missing.open(request))).toMatchObject({ code: 'tunnel-program-missing' });
  });

  test('one that cannot be started says so instead of being offered', async () => {
    const broken = standIn('cloudflared', `say 'exec format error'; exit 126`);
    expect(await provider(broken).available()).toMatchObject({
      ok: false,
      failure: { code: 'tunnel-program-failed', message: 'cloudflared did not open a way out: exec format error.' },
    });
  });
});

describe('ngrok (a stand-in executable)', () => {
  const provider = ({ path }: StandIn, url: string | null = null) =>
    new NgrokProvider({ program: 'ngrok', url, path, openDeadlineMs: 20_000, log });
  const started = `
    echo '{"lvl":"info","msg":"starting web service","obj":"web","addr":"127.0.0.1:4040","t":"2026-05-29T09:25:34Z"}'
    echo '{"lvl":"info","msg":"client session established","obj":"csess","t":"2026-05-29T09:25:35Z"}'
    echo '{"addr":"http://127.0.0.1:40123","lvl":"info","msg":"started tunnel","name":"command_line","obj":"tunnels","url":"https://ab12.ngrok-free.app"}'`;

  test('it opens, and keeps no requests for other programs to see', async () => {
    const program = standIn('ngrok', `${started}\nexec sleep 600`);
    expect((await open(provider(program))).url).toBe('https://ab12.ngrok-free.app');
    expect(wordsOf(program)).toContain('--inspect=false');
    expect(wordsOf(program).at(-1)).toBe('http://127.0.0.1:40123');
  });

  test('an address of the owner’s own is asked for', async () => {
    const program = standIn('ngrok', `${started}\nexec sleep 600`);
    await open(provider(program, 'https://cells.ngrok.app'));
    expect(wordsOf(program).join(' ')).toContain('--url https://cells.ngrok.app');
  });

  test.each([
    ['no token', 'ERR_NGROK_4018', 'tunnel-not-signed-in'],
    ['a token that is none', 'ERR_NGROK_105', 'tunnel-not-signed-in'],
    ['a token that was taken back', 'ERR_NGROK_107', 'tunnel-not-signed-in'],
    ['tunnels elsewhere', 'ERR_NGROK_108', 'tunnel-limit-reached'],
    ['the address in use', 'ERR_NGROK_334', 'tunnel-program-failed'],
  ])('it is refused and would try for ever: %s', async (_, number, code) => {
    const line = `{"err":"authentication failed: Your authtoken: 1yaP1QLD0cVVKBknmtX9\\\\r\\\\n\\\\r\\\\n${number}\\\\r\\\\n","lvl":"eror","msg":"failed to auth","obj":"csess"}`;
    const error = await failureOf(provider(standIn('ngrok', `printf '%s\\n' '${line}'\nexec sleep 600`)).open(request));
    expect(error.code).toBe(code);
    expect(error.failure.detail).toContain(number);
    expect(error.failure.detail).not.toContain('1yaP1QLD0cVVKBknmtX9');
  });

  test('no internet', async () => {
    const says = `echo '{"err":"failed to dial ngrok server with address connect.ngrok-agent.com:443: dial tcp: lookup connect.ngrok-agent.com: no such host","lvl":"eror","msg":"failed to reconnect session"}'`;
    const error = await failureOf(provider(standIn('ngrok', `${says}\nexit 1`)).open(request));
    expect(error.code).toBe('tunnel-unreachable');
  });
});
