import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { basic, ProxyFixture } from './testing/proxy-fixture.ts';

const MIB = 1024 * 1024;
const config = {
  config: { parameters: { annotations: true, annotations_genesets_readonly: false, filler: 'x'.repeat(2000) } },
};
let fixture: ProxyFixture;

beforeEach(async () => {
  fixture = await new ProxyFixture().start();
});
afterEach(() => fixture.stop());

async function open(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const request = httpRequest({
    host: '127.0.0.1',
    port: fixture.port,
    path: `/d/pbmc${path}`,
    headers: { authorization: basic, ...headers },
    agent: false,
  });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

describe('streaming', () => {
  test('a slow reader slows the host down: the proxy does not collect the answer', async () => {
    let written = 0;
    fixture.host.on('/api/v0.2/layout/obs', (_, response) => {
      const chunk = Buffer.alloc(MIB, 1);
      const more = () => {
        while (written < 200 && !response.destroyed) {
          written += 1;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const response = await open('/api/v0.2/layout/obs');
    // What is on the way are buffers of sockets, some megabytes at most; they stop growing while nobody reads.
    let before = -1;
    await expect
      .poll(
        () => {
          const stands = written === before;
          before = written;
          return stands;
        },
        { interval: 200, timeout: 10_000 },
      )
      .toBe(true);
    expect(written).toBeLessThan(60);
    expect((await buffer(response)).length).toBe(200 * MIB);
  });

  test('the first bytes arrive before the last are there', async () => {
    let finish: () => void = () => undefined;
    fixture.host.on('/api/v0.2/layout/obs', (_, response) => {
      response.write('first');
      finish = () => response.end('last');
    });
    const response = await open('/api/v0.2/layout/obs');
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('first');
    finish();
    expect((await buffer(response)).toString()).toBe('last');
  });
});

describe('an answer that breaks off is no success', () => {
  const breaksOff = (announced: number, sent: string) =>
    fixture.host.on('/api/v0.2/layout/obs', (_request, response) => {
      response.writeHead(200, { 'Content-Length': String(announced) });
      response.flushHeaders();
      response.write(sent, () => response.destroy());
    });

  test.each([
    ['no bytes at all', ''],
    ['fewer bytes than announced', 'abc'],
  ])('%s of a short one, which is taken whole first', async (_, sent) => {
    breaksOff(464, sent);
    const answer = await fixture.ask('/api/v0.2/layout/obs');
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
  });

  test.each([
    ['no bytes at all', ''],
    ['fewer bytes than announced', 'abc'],
  ])('%s of a long one, which is on its way already', async (_, sent) => {
    breaksOff(4 * MIB, sent);
    await expect(open('/api/v0.2/layout/obs').then(buffer)).rejects.toThrow();
  });

  test('a host that dies in the middle', async () => {
    fixture.host.on(
      '/api/v0.2/layout/obs',
      (_, response) => void response.write(Buffer.alloc(MIB), () => void fixture.host.stop()),
    );
    await expect(open('/api/v0.2/layout/obs').then(buffer)).rejects.toThrow();
  });
});

describe('compression', () => {
  const data = Buffer.alloc(5000, 'cells ');

  beforeEach(() => {
    fixture.host.on('/api/v0.2/layout/obs', (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'application/octet-stream', ETag: '"z"' });
      response.end(gzipSync(data));
    });
  });

  test.each([
    ['br', brotliDecompressSync],
    ['zstd', zstdDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('the host is asked for gzip, the browser gets %s if it asks for it', async (coding, unpack) => {
    const response = await open('/api/v0.2/layout/obs', { 'accept-encoding': coding });
    expect(fixture.host.last.headers['accept-encoding']).toBe('gzip');
    expect([response.headers['content-encoding'], response.headers['vary']]).toEqual([coding, 'Accept-Encoding']);
    expect(unpack(await buffer(response)).equals(data)).toBe(true);
  });

  test.each([{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'gzip;q=0, identity' }])(
    'the host is asked for gzip whatever the client says (%o), and the proxy unpacks',
    async (headers) => {
      const response = await open('/api/v0.2/layout/obs', headers);
      expect(fixture.host.last.headers['accept-encoding']).toBe('gzip');
      expect(response.headers['content-encoding']).toBeUndefined();
      expect((await buffer(response)).equals(data)).toBe(true);
    },
  );

  test('the host’s version of what it packed is not passed on: it names other bytes', async () => {
    expect((await open('/api/v0.2/layout/obs')).headers['etag']).toBeUndefined();
  });
});

describe('an answer that is somebody’s own', () => {
  const path = '/api/v0.2/annotations/obs';

  beforeEach(() => {
    fixture.host.on(path, (request, response) =>
      response.end(String(request.headers['x-annotate-share-collaborator'])),
    );
  });

  test('is asked anew each time, as theirs', async () => {
    const [program, guest] = [await fixture.ask(path), await fixture.send(`/d/pbmc${path}`, await asGuest())];
    expect([program.body, guest.body]).toEqual(['program', 'guest-1']);
    await fixture.ask(path);
    expect(fixture.host.asked.filter(({ url }) => url === path)).toHaveLength(3);
  });

  test('is not sent again to a browser that has this very version', async () => {
    const { etag = '' } = (await fixture.ask(path)).headers;
    expect(await fixture.ask(path, { headers: { 'if-none-match': etag } })).toMatchObject({ status: 304, body: '' });
    const other = await fixture.send(`/d/pbmc${path}`, await asGuest({ 'if-none-match': etag }));
    expect([other.status, other.body]).toEqual([200, 'guest-1']);
    // Conditions are not for the host: it always gives the whole.
    expect(fixture.host.last.headers['if-none-match']).toBeUndefined();
  });

  test('a save passes with its body, and what the host says to it comes back', async () => {
    fixture.host.on(`PUT ${path}`, (_, response, body) => response.writeHead(400).end(`no ${String(body)}`));
    expect(await fixture.ask(path, { method: 'PUT', body: 'labels' })).toMatchObject({
      status: 400,
      body: 'no labels',
    });
    expect(fixture.host.last.headers['x-annotate-share-collaborator']).toBe('program');
  });

  async function asGuest(headers: Record<string, string> = {}) {
    return { headers: { cookie: await fixture.cookie(), ...headers } };
  }
});

test('the type of an answer passes to the letter: Annotate’s client compares it with “application/json”', async () => {
  fixture.host.json('POST /api/v0.2/diffexp/obs', { positive: [], negative: [] }).json('/api/v0.2/config', config);
  const diffexp = await fixture.ask('/api/v0.2/diffexp/obs', { method: 'POST', body: '{}' });
  const rewritten = await fixture.ask('/api/v0.2/config');
  expect([diffexp.headers['content-type'], rewritten.headers['content-type']]).toEqual([
    'application/json',
    'application/json',
  ]);
});

describe('answers that are rewritten', () => {
  test('follow the toggles at the next request, packed when that is worth it', async () => {
    fixture.host.json('/api/v0.2/config', config);
    fixture.session.toggles = { diffexp: false, annotations: false };
    const answer = await open('/api/v0.2/config', { 'accept-encoding': 'gzip' });
    expect(answer.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'application/json',
      'cache-control': 'private, no-cache',
    });
    expect(JSON.parse(gunzipSync(await buffer(answer)).toString())).toMatchObject({
      config: { parameters: { annotations: false, 'disable-diffexp': true, annotations_genesets_readonly: true } },
    });
    fixture.session.toggles = { diffexp: true, annotations: true };
    const plain = await fixture.ask('/api/v0.2/config');
    expect(JSON.parse(plain.body)).toMatchObject({
      config: { parameters: { annotations: true, 'disable-diffexp': false } },
    });
  });

  test('errors of Annotate pass as they are', async () => {
    fixture.host.on('/api/v0.2/config', (_, response) => response.writeHead(400).end('{"message":"no"}'));
    expect(await fixture.ask('/api/v0.2/config')).toMatchObject({ status: 400, body: '{"message":"no"}' });
  });

  test('what is not as we know it is not passed on unrewritten', async () => {
    fixture.host.json('/api/v0.2/config', { surprise: true });
    const answer = await fixture.ask('/api/v0.2/config');
    expect([answer.status, answer.body.includes('surprise')]).toEqual([502, false]);
  });

  test('a host that dies while it gives one: the page and no error', async () => {
    fixture.host.on('/', (_, response) => void response.write('<html>', () => response.destroy()));
    const answer = await fixture.ask('/', { headers: { accept: 'text/html' } });
    expect([answer.status, answer.body.includes('Starting again…')]).toEqual([503, true]);
  });

  test('HEAD gives the headers alone', async () => {
    fixture.host.on('/', (_, response) => response.setHeader('Content-Type', 'text/html').end());
    expect(await fixture.ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });
});

describe('a host that is not there', () => {
  const page = { headers: { accept: 'text/html' } };

  test.each([
    ['starting', 'Starting again…', '5'],
    ['paused', 'Paused by its owner', '30'],
    ['broken', 'Still not back', '60'],
  ] as const)('%s: a page that goes on by itself, and a message for programs', async (kind, heading, seconds) => {
    fixture.session.state = { kind };
    const shown = await fixture.ask('/', page);
    expect([shown.status, shown.headers['retry-after'], shown.headers['refresh']]).toEqual([503, seconds, seconds]);
    expect(shown.body).toContain(`<h1>${heading}</h1>`);
    const told = await fixture.ask('/api/v0.2/schema');
    expect([told.status, told.headers['retry-after'], told.headers['refresh']]).toEqual([503, seconds, undefined]);
    expect(JSON.parse(told.body)).toHaveProperty('message');
  });

  test('a host that died a moment ago: the page and no error', async () => {
    await fixture.host.stop();
    const shown = await fixture.ask('/', page);
    expect([shown.status, shown.body.includes('Starting again…')]).toEqual([503, true]);
    expect((await fixture.ask('/api/v0.2/schema')).status).toBe(503);
  });

  test('a host that dies over a request: the page and no error', async () => {
    fixture.host.on('/', (_, response) => response.destroy());
    expect((await fixture.ask('/', page)).status).toBe(503);
  });

  test('the host that was started in its place is asked at once', async () => {
    const before = fixture.host.origin;
    await fixture.host.stop();
    await fixture.host.start();
    fixture.host.json('/api/v0.2/colors', {});
    expect(fixture.host.origin).not.toBe(before);
    fixture.session.state = { kind: 'open', upstream: { origin: fixture.host.origin, secret: fixture.host.secret } };
    expect((await fixture.ask('/api/v0.2/colors')).status).toBe(200);
  });
});

test('a redirect of the host, which would name its own address, is not passed on', async () => {
  fixture.host.on('/api/v0.2/colors', (_, response) =>
    response.writeHead(308, { Location: `${fixture.host.origin}/x` }).end(),
  );
  const answer = await fixture.ask('/api/v0.2/colors');
  expect([answer.status, answer.headers.location]).toEqual([502, undefined]);
});
