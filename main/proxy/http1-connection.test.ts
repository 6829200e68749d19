/** HTTP/1.1 as a conversation: what one connection carries, in which order, for how long, and what becomes of bodies nobody wants. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onceMore } from './once-more.ts';
import { basic, ProxyFixture } from './testing/proxy-fixture.ts';
import { Wire } from './testing/wire.ts';

/** Without `Accept` this one is the asker’s own and goes to the host each time. */
const READ = '/d/pbmc/api/v0.2/layout/obs';
const COMPUTE = '/d/pbmc/api/v0.2/diffexp/obs';
const SAVE = '/d/pbmc/api/v0.2/genesets';

let fixture: ProxyFixture;
let wires: Wire[] = [];

const quick = { headersMs: 300, requestMs: 600, idleMs: 300, stalledMs: 300, checkEveryMs: 50 };

async function start(limits = {}): Promise<void> {
  fixture = await new ProxyFixture({ limits }).start();
  fixture.host.json('/api/v0.2/layout/obs', {}).json('/api/v0.2/diffexp/obs', { positive: [] });
  fixture.host.json('/api/v0.2/genesets', { genesets: [] });
}

afterEach(async () => {
  for (const wire of wires) wire.close();
  wires = [];
  await fixture.stop();
});

const open = () => {
  const wire = new Wire(fixture.port);
  wires.push(wire);
  return wire;
};
const request = (line: string, headers = '', body = '', credentials = `Authorization: ${basic}\r\n`) =>
  `${line} HTTP/1.1\r\nHost: 127.0.0.1:${fixture.port}\r\n${credentials}${headers}\r\n${body}`;
const get = (target = READ, headers = '') => request(`GET ${target}`, headers);
const urls = () => fixture.host.asked.map(({ method, url }) => `${method} ${url}`);
const statuses = (answers: readonly ({ readonly status: number } | null)[]) =>
  answers.map((one) => one?.status ?? null);

describe('keep-alive', () => {
  beforeEach(() => start());

  test('a second request on the same connection, and connections to the host are used again', async () => {
    const ports = new Set<number | undefined>();
    fixture.host.on('/api/v0.2/layout/obs', (asked, response) => {
      ports.add(asked.socket.remotePort);
      response.end('{}');
    });
    const wire = open();
    for (let turn = 0; turn < 5; turn += 1) expect((await wire.send(get()).next())?.status).toBe(200);
    expect([ports.size, fixture.host.asked.length]).toEqual([1, 5]);
  });

  test('a client that says close is hung up on', async () => {
    expect(statuses(await open().send(get(READ, 'Connection: close\r\n')).rest())).toEqual([200]);
  });

  test('requests sent ahead are answered in their order, each after the one before it', async () => {
    let answerFirst: () => void = () => undefined;
    fixture.host.on('GET /api/v0.2/layout/obs', (_, response) => {
      answerFirst = () => void response.end('"first"');
    });
    fixture.host.on('GET /api/v0.2/genesets', (_, response) => response.end('"second"'));
    const wire = open().send(get() + get(SAVE));
    await expect.poll(urls).toEqual(['GET /api/v0.2/layout/obs']);
    answerFirst();
    expect([(await wire.next())?.body, (await wire.next())?.body]).toEqual(['"first"', '"second"']);
  });

  test('a connection cannot pile up requests', async () => {
    fixture.host.on('/api/v0.2/layout/obs', () => undefined);
    const wire = open().send(get().repeat(30));
    expect(await wire.rest()).toEqual([]);
    expect(urls().length).toBeLessThanOrEqual(1);
  });
});

describe('a body that is refused is never taken for a request', () => {
  beforeEach(() => start());
  const smuggled = () => get(`${READ}?smuggled`);
  const withBody = (line: string, headers = '', credentials = `Authorization: ${basic}\r\n`) =>
    request(line, `Content-Length: ${smuggled().length}\r\n${headers}`, smuggled(), credentials);

  test.each([
    ['without a sign-in', () => withBody(`POST ${COMPUTE}`, '', ''), 401],
    ['to a route that is not there', () => withBody('POST /d/pbmc/health'), 404],
    ['by another method', () => withBody(`POST ${READ}`), 405],
    ['for another host', () => withBody(`POST ${COMPUTE}`).replace(/Host: [^\r]*/, 'Host: evil.example'), 421],
  ] as const)('%s', async (_, bytes, status) => {
    const wire = open().send(bytes() + get(`${READ}?next`));
    expect((await wire.next())?.status).toBe(status);
    expect((await wire.next())?.status).toBe(200);
    expect(urls()).toEqual(['GET /api/v0.2/layout/obs?next']);
  });

  test('of a GET, which may have none: it is the connection’s last request', async () => {
    const answers = await open()
      .send(withBody(`GET ${READ}`) + request(`GET ${READ}?next`, '', '', 'Authorization: Basic Z3Vlc3Q6d3Jvbmc=\r\n'))
      .rest();
    expect([statuses(answers), urls()]).toEqual([[413], []]);
    // Not even looked at: its wrong password was not checked.
    expect(fixture.session.gatekeeper.checks).toBe(1);
  });

  test('in chunks', async () => {
    const body = smuggled();
    const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const wire = open().send(
      request(`POST ${COMPUTE}`, 'Transfer-Encoding: chunked\r\n', chunks, '') + get(`${READ}?next`),
    );
    expect(statuses([await wire.next(), await wire.next()])).toEqual([401, 200]);
    expect(urls()).toEqual(['GET /api/v0.2/layout/obs?next']);
  });
});

describe('Expect: 100-continue', () => {
  beforeEach(() => start());
  const expecting = (target: string, length: number, credentials?: string) =>
    request(`POST ${target}`, `Expect: 100-continue\r\nContent-Length: ${length}\r\n`, '', credentials);

  test('a body that is wanted is asked for, and the connection goes on', async () => {
    const wire = open().send(expecting(COMPUTE, 2));
    expect((await wire.next())?.status).toBe(100);
    expect((await wire.send('{}').next())?.status).toBe(200);
    expect((await wire.send(get()).next())?.status).toBe(200);
    expect(fixture.host.asked[0]?.body.toString()).toBe('{}');
  });

  test.each([
    ['without a sign-in', () => expecting(COMPUTE, 2, ''), 401],
    ['too large', () => expecting(COMPUTE, 1e9), 413],
    ['switched off', () => expecting(COMPUTE, 2), 501],
  ] as const)(
    'a body that is refused (%s) is not asked for, and what follows is no request',
    async (_, bytes, status) => {
      if (status === 501) fixture.session.toggles = { diffexp: false, annotations: true };
      // One that does not wait sends it all the same, and goes on.
      const answers = await open().send(`${bytes()}{}${get()}`).rest();
      expect([statuses(answers), urls()]).toEqual([[status], []]);
    },
  );

  test('the sign-in page’s form', async () => {
    const { token, cookie } = await fixture.openForm('/d/pbmc/');
    const form = new URLSearchParams({ token, user: 'guest', password: 'wrong' }).toString();
    const type = `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}\r\nCookie: ${cookie}\r\n`;
    const wire = open().send(request('POST /d/pbmc/-/sign-in', `${type}Expect: 100-continue\r\n`, '', ''));
    expect((await wire.next())?.status).toBe(100);
    expect((await wire.send(form).next())?.status).toBe(401);
  });

  test('any other expectation', async () => {
    expect(
      (
        await open()
          .send(request(`GET ${READ}`, 'Expect: the-unexpected\r\n'))
          .next()
      )?.status,
    ).toBe(417);
  });
});

describe('Upgrade', () => {
  beforeEach(() => start());
  const upgrade = (to: string, more = '') => `Connection: Upgrade\r\nUpgrade: ${to}\r\n${more}`;

  test('to a WebSocket is refused, and nothing that follows is read as anything', async () => {
    const bytes = get(READ, upgrade('websocket', 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n'));
    const answers = await open()
      .send(bytes + get())
      .rest();
    expect([statuses(answers), urls()]).toEqual([[400], []]);
  });

  test('to HTTP/2 in the clear is not taken up: the request is answered and the connection ends', async () => {
    const bytes = get(READ, upgrade('h2c', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n'));
    const answers = await open()
      .send(bytes + get(`${READ}?next`))
      .rest();
    expect([statuses(answers), urls()]).toEqual([[200], ['GET /api/v0.2/layout/obs']]);
    expect(answers[0]?.headers.get('connection')).toBe('close');
  });

  test('with a body: the body arrives whole', async () => {
    const bytes = request(`POST ${COMPUTE}`, upgrade('h2c', 'Content-Length: 2\r\n'), '{}');
    expect(
      statuses(
        await open()
          .send(bytes + get())
          .rest(),
      ),
    ).toEqual([200]);
    expect(fixture.host.last.body.toString()).toBe('{}');
  });
});

describe('clients that are slow', () => {
  beforeEach(() => start(quick));

  test('with headers', async () => {
    const wire = open().send(`GET ${READ} HTTP/1.1\r\nHost: `);
    const dripping = setInterval(() => wire.send('x'), 20);
    expect(statuses(await wire.rest())).toEqual([408]);
    clearInterval(dripping);
  });

  test('with the first byte', async () => {
    expect(statuses(await open().rest())).toEqual([408]);
  });

  test('with a body', async () => {
    const wire = open().send(request(`POST ${COMPUTE}`, 'Content-Length: 1000\r\n', '{'));
    const dripping = setInterval(() => wire.send(' '), 20);
    const answers = await wire.rest();
    clearInterval(dripping);
    expect(statuses(answers).filter((status) => status !== 408)).toEqual([]);
    expect(urls()).toEqual([]);
  });

  test('with the next request', async () => {
    const wire = open().send(get());
    expect((await wire.next())?.status).toBe(200);
    expect(await wire.rest()).toEqual([]);
  });

  test('in reading: the connection is cut and the host is let go', async () => {
    const left = new Promise<void>((resolve) => {
      fixture.host.on('/api/v0.2/layout/obs', (_, response) => {
        response.once('close', () => resolve());
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(1 << 20)));
        };
        response.on('drain', more);
        more();
      });
    });
    const wire = open();
    wire.socket.pause();
    wire.send(get());
    await left;
    const ended = once(wire.socket, 'close');
    wire.socket.resume();
    await ended;
  });

  test('in nothing: an answer that takes its time to compute is waited for', async () => {
    fixture.host.on('/api/v0.2/diffexp/obs', (_, response) => void setTimeout(() => response.end('{}'), 900));
    expect(
      (
        await open()
          .send(request(`POST ${COMPUTE}`, 'Content-Length: 2\r\n', '{}'))
          .next()
      )?.status,
    ).toBe(200);
  });
});

describe('a connection to the host that was closed as it was used', () => {
  let host: Server;
  let agent: Agent;
  let dropped = 0;
  const ask = (method: 'GET' | 'POST') => () =>
    agent.request({ origin: `http://127.0.0.1:${(host.address() as AddressInfo).port}`, path: '/', method });

  beforeEach(async () => {
    await start();
    agent = new Agent({ connections: 1 });
    dropped = 0;
    // Answers the first request of each connection and hangs up on the second, as a host does whose patience has just ended.
    const used = new WeakSet<object>();
    host = createServer(({ socket }, response) => {
      if (used.has(socket)) {
        dropped += 1;
        socket.destroy();
      } else {
        used.add(socket);
        response.end('{}');
      }
    });
    host.listen(0, '127.0.0.1');
    await once(host, 'listening');
    await (await ask('GET')()).body.dump();
  });
  afterEach(async () => {
    await agent.destroy();
    host.closeAllConnections();
    host.close();
  });

  test('people notice nothing of it', async () => {
    const used = new WeakSet<object>();
    fixture.host.on('/api/v0.2/layout/obs', ({ socket }, response) => {
      if (used.has(socket)) socket.destroy();
      else response.end('{}');
      used.add(socket);
    });
    expect((await fixture.ask('/api/v0.2/layout/obs')).status).toBe(200);
    expect((await fixture.ask('/api/v0.2/layout/obs')).status).toBe(200);
    expect(fixture.host.asked).toHaveLength(3);
  });

  test('a read is asked once more, on a new one', async () => {
    const reply = await onceMore(true, ask('GET'));
    expect([reply.statusCode, dropped]).toEqual([200, 1]);
  });

  test('a change is not', async () => {
    await expect(onceMore(false, ask('POST'))).rejects.toThrow();
    expect(dropped).toBe(1);
  });

  test('a host that is gone is asked no third time, and one that refuses not even twice', async () => {
    let asked = 0;
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const failWith = (error: Error) => () => {
      asked += 1;
      return Promise.reject(error);
    };
    await expect(onceMore(true, failWith(reset))).rejects.toBe(reset);
    expect(asked).toBe(2);
    await expect(onceMore(true, failWith(refused))).rejects.toBe(refused);
    expect(asked).toBe(3);
  });
});
