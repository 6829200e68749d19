import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { LocaltunnelProvider } from './localtunnel-provider.ts';
import { failureOf, listen, silent, until } from './testing/servers.ts';

const log = pino({ level: 'silent' });
const never = new AbortController().signal;

describe('a relay that is none, or a bad one', () => {
  async function openAt(
    port: number,
    more: { name?: string; signal?: AbortSignal; openDeadlineMs?: number; localPort?: number } = {},
  ) {
    const relay = `http://127.0.0.1:${port}`;
    const provider = new LocaltunnelProvider({ relay, openDeadlineMs: more.openDeadlineMs ?? 400, log });
    return provider.open({
      localHost: '127.0.0.1',
      localPort: more.localPort ?? 9,
      name: more.name ?? null,
      signal: more.signal ?? never,
    });
  }
  const answering = (status: number, body: string) =>
    listen(
      http.createServer((_, response) => response.writeHead(status, { location: 'http://127.0.0.1:9/' }).end(body)),
    );
  const answer = (port: number, more: object = {}) =>
    JSON.stringify({ id: 'a-name', url: 'http://a-name.lt.localhost', port, max_conn_count: 3, ...more });

  test('nobody listens', async () => {
    const { server, port } = await listen(silent());
    server.close();
    const error = await failureOf(openAt(port, { openDeadlineMs: 15_000 }));
    expect(error.code).toBe('tunnel-unreachable');
    expect(error.message).toBe(`The relay 127.0.0.1:${port} did not answer.`);
    expect(error.failure.detail).toMatch(/ECONNREFUSED/);
  });

  test('it takes the connection and never answers: given up in time, nothing left', async () => {
    const { port, connections } = await listen(silent());
    const started = performance.now();
    const error = await failureOf(openAt(port));
    expect(error.code).toBe('tunnel-unreachable');
    expect(performance.now() - started).toBeLessThan(3000);
    await until(() => connections.size === 0);
  });

  test('it gives a name, but refuses the connections', async () => {
    const gone = await listen(silent());
    gone.server.close();
    const { port } = await answering(200, answer(gone.port));
    const error = await failureOf(openAt(port, { openDeadlineMs: 15_000 }));
    expect(error.code).toBe('tunnel-unreachable');
    expect(error.failure.detail).toContain(`port ${gone.port}`);
  });

  test('it gives a name and ends every connection at once: not hammered, given up', async () => {
    let connections = 0;
    const legs = await listen(net.createServer((socket) => (connections++, socket.destroy())));
    const { port } = await answering(200, answer(legs.port));
    const proxy = await listen(silent());
    const tunnel = await openAt(port, { openDeadlineMs: 5000, localPort: proxy.port });
    expect(await tunnel.closed).toEqual({ reason: 'the relay ends every connection at once' });
    expect(connections).toBeLessThanOrEqual(12);
  });

  test.each([
    ['a web page', 200, '<html>', 'it answered, but not as a localtunnel relay does'],
    ['an endless answer', 200, 'x'.repeat(200_000), null],
    ['trouble', 502, 'Bad gateway', 'it answered 502'],
    ['the way elsewhere', 302, '', 'it answered 302'],
    [
      'a script for an address',
      200,
      answer(9, { url: 'javascript:alert(1)' }),
      'it answered, but not as a localtunnel relay does',
    ],
    ['another’s address', 200, answer(9, { url: 'http://bank.example' }), 'it gave an address that is not its own'],
  ])('it answers with %s', async (_, status, body, reason) => {
    const { port } = await answering(status, body);
    const error = await failureOf(openAt(port));
    expect(error.code).toBe(reason === null ? 'tunnel-unreachable' : 'tunnel-failed');
    if (reason !== null) expect(error.message).toBe(`The tunnel through 127.0.0.1:${port} broke: ${reason}.`);
  });

  test('it gives another name than was asked for: refused before anything is connected', async () => {
    const legs = await listen(silent());
    const { port } = await answering(200, answer(legs.port));
    const error = await failureOf(openAt(port, { name: 'mine' }));
    expect(error.message).toBe('The relay gave the name a-name where the name mine was asked for.');
    expect(legs.connections.size).toBe(0);
  });

  test('given up while it is asked: at once, with the asker’s own reason', async () => {
    const { server, port, connections } = await listen(silent());
    const abort = new AbortController();
    const opening = openAt(port, { signal: abort.signal, openDeadlineMs: 60_000 });
    await once(server, 'connection');
    abort.abort(new Error('stopped by its owner'));
    await expect(opening).rejects.toThrow('stopped by its owner');
    await until(() => connections.size === 0);
  });

  test('given up beforehand: nothing is sent', async () => {
    const { port, connections } = await listen(silent());
    await expect(openAt(port, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    expect(connections.size).toBe(0);
  });
});
