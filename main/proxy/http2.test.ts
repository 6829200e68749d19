/** HTTP/2: what the passes see of it, many requests on one connection, and clients that misuse it. */
import { once } from 'node:events';
import { constants, type IncomingHttpHeaders } from 'node:http2';
import { buffer } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aCertificate, FakeSource } from './testing/certificate.ts';
import { Http2Client, whole } from './testing/http2-client.ts';
import { basic, ProxyFixture } from './testing/proxy-fixture.ts';

/** Without `Accept` this one is the asker’s own and goes to the host each time. */
const READ = '/d/pbmc/api/v0.2/layout/obs';
const LARGE = '/d/pbmc/api/v0.2/data/var';
const COMPUTE = '/d/pbmc/api/v0.2/diffexp/obs';
const signedIn = { authorization: basic };
const certificate = await aCertificate();
const MIB = 1 << 20;

let fixture: ProxyFixture;
let client: Http2Client;

async function start(limits = {}): Promise<void> {
  fixture = await new ProxyFixture({ certificates: new FakeSource(certificate), limits }).start();
  fixture.host.json('/api/v0.2/layout/obs', {}).json('/api/v0.2/diffexp/obs', { positive: [] });
  client = new Http2Client(fixture.port);
}

afterEach(async () => {
  client.close();
  await fixture.stop();
});

describe('many at once', () => {
  beforeEach(() => start());

  test('fifty requests on one connection, each with its own answer', async () => {
    fixture.host.on('/api/v0.2/data/var', ({ url }, response) => {
      const body = gzipSync(Buffer.alloc(200_000, url ?? ''));
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'application/octet-stream' }).end(body);
    });
    // Signed in beforehand: many wrong tries at once would have to wait, and so would these.
    await client.ask(READ, signedIn);
    const numbers = Array.from({ length: 50 }, (_, number) => number);
    const answers = await Promise.all(
      numbers.map(async (number) => {
        const stream = client.open(`${LARGE}?layout-name=${number}`, { ...signedIn, 'accept-encoding': 'gzip' });
        const body = buffer(stream);
        await once(stream, 'response');
        return gunzipSync(await body);
      }),
    );
    for (const number of numbers) {
      const expected = Buffer.alloc(200_000, `/api/v0.2/data/var?layout-name=${number}`);
      expect(answers[number]?.equals(expected)).toBe(true);
    }
  });

  test('a slow one holds up nobody', async () => {
    let finish: () => void = () => undefined;
    fixture.host.on('/api/v0.2/diffexp/obs', (_, response) => {
      finish = () => void response.end('{}');
    });
    const slow = client.ask(COMPUTE, { ':method': 'POST', ...signedIn }, '{}');
    await expect.poll(() => fixture.host.asked.length).toBe(1);
    expect((await client.ask(READ, signedIn)).status).toBe(200);
    finish();
    expect((await slow).status).toBe(200);
  });

  test('the owner sees each one’s own bytes', async () => {
    fixture.host.on('/api/v0.2/data/var', (_, response) => response.end(Buffer.alloc(100_000, 1)));
    await Promise.all([client.ask(LARGE, signedIn), client.ask(READ, signedIn), client.ask(LARGE, signedIn)]);
    await expect.poll(() => fixture.session.observed.length).toBe(3);
    const sizes = fixture.session.observed.map(({ bytesSent }) => bytesSent).sort((a, b) => a - b);
    expect(sizes[0]).toBeLessThan(1000);
    expect(sizes[1]).toBeGreaterThanOrEqual(100_000);
    expect(sizes[2]).toBeLessThan(101_000);
  });

  test('a person who leaves takes only their own request along', async () => {
    fixture.host.on('/api/v0.2/data/var', () => undefined);
    const leaving = client.open(LARGE, signedIn).on('error', () => undefined);
    await expect.poll(() => fixture.host.asked.length).toBe(1);
    leaving.close(constants.NGHTTP2_CANCEL);
    expect((await client.ask(READ, signedIn)).status).toBe(200);
  });
});

describe('bodies', () => {
  beforeEach(() => start());

  test('without a length arrive whole, and are no longer than allowed', async () => {
    const post = client.open(COMPUTE, { ':method': 'POST', ...signedIn }, '{"a":1}');
    expect((await whole(post)).status).toBe(200);
    expect(fixture.host.last.body.toString()).toBe('{"a":1}');
    const long = client.open('/d/pbmc/api/v0.2/data/var', { ':method': 'PUT', ...signedIn }, 'x'.repeat(MIB + 1));
    expect((await whole(long.on('error', () => undefined))).status).toBe(413);
    expect((await client.ask(READ, signedIn)).status).toBe(200);
  });

  test('that are refused leave the connection sound', async () => {
    const refused = client.open(COMPUTE, { ':method': 'POST' }, 'x'.repeat(MIB)).on('error', () => undefined);
    expect((await whole(refused)).status).toBe(401);
    expect((await client.ask(READ, signedIn)).status).toBe(200);
    expect(fixture.host.asked).toHaveLength(1);
  });

  test('are asked for only when they are wanted', async () => {
    const expecting = (headers: Record<string, string>) => {
      const stream = client.session.request({
        ':path': COMPUTE,
        ':method': 'POST',
        expect: '100-continue',
        ...headers,
      });
      let continued = false;
      stream
        .on('error', () => undefined)
        .on('continue', () => {
          continued = true;
          stream.end('{}');
        });
      return whole(stream).then(({ status }) => [status, continued]);
    };
    expect(await expecting(signedIn)).toEqual([200, true]);
    expect(await expecting({})).toEqual([401, false]);
  });

  test('longer or shorter than announced are no requests', async () => {
    const lying = client.open(COMPUTE, { ':method': 'POST', ...signedIn, 'content-length': '9' }, '{}');
    await expect(whole(lying)).rejects.toThrow();
    expect(fixture.host.asked).toEqual([]);
  });
});

describe('whom a request is for', () => {
  beforeEach(() => start());
  const status = async (headers: Record<string, string>) =>
    (await client.ask(READ, { ...signedIn, ...headers })).status;

  test.each<[string, () => Record<string, string>, number]>([
    ['the authority', () => ({}), 200],
    ['another authority', () => ({ ':authority': 'evil.example' }), 421],
    ['a Host and no authority', () => ({ host: `127.0.0.1:${fixture.port}` }), 200],
    ['another Host and no authority', () => ({ host: 'evil.example' }), 421],
    ['an authority and another Host', () => ({ ':authority': `127.0.0.1:${fixture.port}`, host: 'evil.example' }), 400],
    [
      'our Host with another authority',
      () => ({ ':authority': 'evil.example', host: `127.0.0.1:${fixture.port}` }),
      400,
    ],
    ['an asterisk', () => ({ ':path': '*', ':method': 'OPTIONS' }), 400],
    ['TRACE', () => ({ ':method': 'TRACE' }), 405],
  ])('%s', async (_, headers, expected) => expect(await status(headers())).toBe(expected));

  test('a whole URL is no path', async () => {
    await expect(client.ask('http://evil.example/', signedIn)).rejects.toThrow('PROTOCOL_ERROR');
  });

  test('CONNECT', async () => {
    const stream = client.session.request({ ':method': 'CONNECT', ':authority': 'evil.example:443' });
    expect((await whole(stream.on('error', () => undefined))).status).toBe(405);
  });

  test('cookies that come in pieces are one', async () => {
    const cookie = await cookieOf();
    const pieces = cookie.split('; ');
    expect(pieces).toHaveLength(2);
    expect((await client.ask(READ, { cookie: pieces })).status).toBe(200);
  });

  test('nothing of the protocol reaches the host', async () => {
    await client.ask(READ, { ...signedIn, 'x-forwarded-for': '1.2.3.4', te: 'trailers' });
    const names = Object.keys(fixture.host.last.headers);
    for (const name of names) expect(name).toMatch(/^(accept-encoding|connection|host|x-annotate-share-\w+)$/);
  });
});

async function cookieOf(): Promise<string> {
  const page = await client.ask('/d/pbmc/', { accept: 'text/html' });
  const token = /name="token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const form = new URLSearchParams({ token, user: 'guest', password: 'correct-horse-1' }).toString();
  const headers = {
    ':method': 'POST',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(form.length),
    cookie: cookiesOf(page.headers),
  };
  return cookiesOf((await client.ask('/d/pbmc/-/sign-in', headers, form)).headers);
}

function cookiesOf(headers: IncomingHttpHeaders): string {
  return (headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ');
}

describe('clients that misuse it', () => {
  test('rapid reset (CVE-2023-44487): a connection that opens and resets is ended, and another one is served', async () => {
    await start();
    fixture.host.on('/api/v0.2/layout/obs', () => undefined);
    const socket = connect({ port: fixture.port, ALPNProtocols: ['h2'], rejectUnauthorized: false });
    socket.on('error', () => undefined).resume();
    await once(socket, 'secureConnect');
    socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(4, 0, 0, Buffer.alloc(0))]));
    const ended = once(socket, 'close');
    for (let stream = 1; stream < 1000 && !socket.destroyed; stream += 2) {
      const opened = frame(1, 0x05, stream, headerBlock(`127.0.0.1:${fixture.port}`, '/robots.txt'));
      const reset = frame(3, 0, stream, Buffer.from([0, 0, 0, constants.NGHTTP2_CANCEL]));
      if (!socket.write(Buffer.concat([opened, reset]))) await Promise.race([once(socket, 'drain'), ended]);
    }
    await ended;
    const other = new Http2Client(fixture.port);
    expect((await other.ask('/robots.txt')).status).toBe(200);
    other.close();
  });

  test('no more than a hundred requests are under way on one connection', async () => {
    await start();
    await client.ask('/robots.txt');
    expect(client.session.remoteSettings.maxConcurrentStreams).toBe(100);
  });

  test('too many headers, or too long ones, are refused', async () => {
    await start();
    const many = Object.fromEntries(Array.from({ length: 105 }, (_, number) => [`x-${number}`, 'a']));
    await expect(client.ask(READ, { ...signedIn, ...many })).resolves.toMatchObject({ status: 431 });
    await expect(client.ask(READ, { ...signedIn, 'x-long': 'a'.repeat(80_000) })).rejects.toThrow();
    expect(fixture.host.asked).toEqual([]);
  });

  const quick = { headersMs: 300, requestMs: 400, idleMs: 300, stalledMs: 300, checkEveryMs: 50 };

  test('a body that does not end', async () => {
    await start(quick);
    const stream = client.session.request({ ':path': COMPUTE, ':method': 'POST', ...signedIn });
    const closed = once(stream.on('error', () => undefined).resume(), 'close');
    const dripping = setInterval(() => stream.write(' '), 20);
    await closed;
    clearInterval(dripping);
    expect(fixture.host.asked).toEqual([]);
  });

  test('a reader who stops reading: the stream is cut and the host is let go', async () => {
    await start(quick);
    const left = new Promise<void>((resolve) => {
      fixture.host.on('/api/v0.2/layout/obs', (_, response) => {
        response.once('close', () => resolve());
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(MIB)));
        };
        response.on('drain', more);
        more();
      });
    });
    client
      .open(READ, signedIn)
      .on('error', () => undefined)
      .pause();
    await left;
  });

  test('an answer that takes its time to compute is waited for', async () => {
    await start(quick);
    fixture.host.on('/api/v0.2/diffexp/obs', (_, response) => void setTimeout(() => response.end('{}'), 1000));
    expect((await client.ask(COMPUTE, { ':method': 'POST', ...signedIn }, '{}')).status).toBe(200);
  });
});

test('an answer of the host that breaks off is no success', async () => {
  await start();
  fixture.host.on('/api/v0.2/data/var', (_, response) => {
    response.writeHead(200, { 'Content-Length': String(9 * MIB) });
    response.write(Buffer.alloc(4 * MIB), () => response.destroy());
  });
  await expect(client.ask(LARGE, signedIn)).rejects.toThrow();
});

/** A frame of HTTP/2 (RFC 9113, 4.1). */
function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** GET by https, packed as simply as HPACK allows (RFC 7541): two indexed fields and two literals of indexed names. */
function headerBlock(authority: string, path: string): Buffer {
  const literal = (name: number, value: string) =>
    Buffer.concat([Buffer.from([name, value.length]), Buffer.from(value)]);
  return Buffer.concat([Buffer.from([0x82, 0x87]), literal(0x01, authority), literal(0x04, path)]);
}
