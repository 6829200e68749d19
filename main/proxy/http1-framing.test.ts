/** HTTP/1.1 as bytes: where a request ends, and whom it is for, must have one reading only. */
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { judgeFraming } from './one-reading.ts';
import { basic, ProxyFixture } from './testing/proxy-fixture.ts';
import { Wire } from './testing/wire.ts';

/** Without `Accept` this one is the asker’s own and goes to the host each time. */
const READ = '/d/pbmc/api/v0.2/layout/obs';
const COMPUTE = '/d/pbmc/api/v0.2/diffexp/obs';

let fixture: ProxyFixture;
let wire: Wire;

beforeAll(async () => {
  fixture = await new ProxyFixture().start();
  fixture.host.json('/api/v0.2/layout/obs', {}).json('/api/v0.2/diffexp/obs', { positive: [] });
});
afterAll(() => fixture.stop());
beforeEach(() => {
  fixture.host.asked.length = 0;
  wire = new Wire(fixture.port);
});
afterEach(() => wire.close());

const host = () => `127.0.0.1:${fixture.port}`;
/** A request with our name and credentials, and what a test is about. */
const request = (line: string, headers = '', body = '') =>
  `${line} HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${basic}\r\n${headers}\r\n${body}`;
const post = (headers: string, body = '') => request(`POST ${COMPUTE}`, headers, body);
const get = (headers = '', target = READ) => request(`GET ${target}`, headers);
const asked = () => fixture.host.asked.map(({ method, url, body }) => [method, url, body.toString()]);

/** Sends it with a second request behind it: neither may reach the host, and nothing else is answered. */
async function refused(bytes: string, status: number): Promise<void> {
  wire.send(bytes + get('', `${READ}?smuggled`));
  expect((await wire.rest()).map((answer) => answer.status)).toEqual([status]);
  expect(asked()).toEqual([]);
}

describe('the length of a body', () => {
  test('Content-Length with Transfer-Encoding', () =>
    refused(post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), 400));
  test('Transfer-Encoding with Content-Length', () =>
    refused(post('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', '0\r\n\r\n'), 400));
  test('two different Content-Lengths', () => refused(post('Content-Length: 2\r\nContent-Length: 3\r\n', '{}x'), 400));
  test('two equal Content-Lengths', () => refused(post('Content-Length: 2\r\nContent-Length: 2\r\n', '{}'), 400));
  test.each(['2, 2', '+2', '-2', '0x2', '2 2', '', '99999999999999999999'])('Content-Length: %j', (length) =>
    refused(post(`Content-Length: ${length}\r\n`, '{}'), 400),
  );
  test.each(['identity', 'xchunked', 'chunked, gzip', '\x0bchunked', 'chunked\r\nTransfer-Encoding: chunked'])(
    'Transfer-Encoding: %j',
    (coding) => refused(post(`Transfer-Encoding: ${coding}\r\n`, '2\r\n{}\r\n0\r\n\r\n'), 400),
  );
  test('a transfer coding besides chunks, which the host would not be told of', () =>
    refused(post('Transfer-Encoding: gzip, chunked\r\n', '2\r\n{}\r\n0\r\n\r\n'), 501));
  test('a space before the colon', () => refused(post('Transfer-Encoding : chunked\r\n', '2\r\n{}\r\n0\r\n\r\n'), 400));
  test('chunks in HTTP/1.0', () =>
    refused(post('Transfer-Encoding: chunked\r\n', '2\r\n{}\r\n0\r\n\r\n').replace('HTTP/1.1', 'HTTP/1.0'), 400));
});

describe('chunks', () => {
  const chunked = (body: string) => post('Transfer-Encoding: chunked\r\n', body);

  test.each([
    ['a size in C’s notation', '0x2\r\n{}\r\n0\r\n\r\n'],
    ['a negative size', '-2\r\n{}\r\n0\r\n\r\n'],
    ['a size with a space', '2 \r\n{}\r\n0\r\n\r\n'],
    ['a size that overflows', '10000000000000002\r\n{}\r\n0\r\n\r\n'],
    ['no size', '\r\n{}\r\n0\r\n\r\n'],
    ['more data than announced', '2\r\n{}xx\r\n0\r\n\r\n'],
    ['bare line feeds', '2\n{}\n0\n\n'],
    ['an extension that ends in a bare line feed', '2;a\n{}\r\n0\r\n\r\n'],
    ['an extension with a NUL', '2;a\0\r\n{}\r\n0\r\n\r\n'],
    ['an endless extension', `2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`],
    ['a Content-Length among the trailers', '2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n'],
    ['a trailer with a lone carriage return', '2\r\n{}\r\n0\r\nX: a\rY: b\r\n\r\n'],
  ])('%s', async (_, body) => {
    wire.send(chunked(body) + get('', `${READ}?smuggled`));
    const answers = await wire.rest();
    expect(answers).toHaveLength(1);
    expect([400, 413]).toContain(answers[0]?.status);
    expect(asked()).toEqual([]);
  });

  test('extensions are read over', async () => {
    wire.send(chunked('2;a=b;c="d"\r\n{}\r\n0\r\n\r\n'));
    expect((await wire.next())?.status).toBe(200);
    expect(asked()).toEqual([['POST', '/api/v0.2/diffexp/obs', '{}']]);
  });

  test('trailers do not become headers', async () => {
    wire.send(chunked('2\r\n{}\r\n0\r\nX-Annotate-Share-Collaborator: other\r\nIf-None-Match: "1"\r\n\r\n'));
    expect((await wire.next())?.status).toBe(200);
    expect(fixture.host.last.headers).not.toHaveProperty('if-none-match');
    expect(fixture.host.last.headers['x-annotate-share-collaborator']).toBe('program');
  });
});

describe('headers', () => {
  test.each([
    ['obs-fold', 'X-A: b\r\n c\r\n'],
    ['obs-fold that hides a header', 'X-A: b\r\n Transfer-Encoding: chunked\r\n'],
    ['a bare line feed', 'X-A: a\nX-B: b\r\n'],
    ['a NUL', 'X-A: a\0b\r\n'],
    ['a lone carriage return', 'X-A: a\rX-B: b\r\n'],
    ['two carriage returns', 'X-A: a\r\r\n'],
    ['a control character', 'X-A: a\x01b\r\n'],
    ['no name', ': a\r\n'],
    ['no colon', 'Foo\r\n'],
    ['a space in the name', 'X A: b\r\n'],
  ])('%s', (_, line) => refused(get(line), 400));

  test('a bare line feed after the request line', () =>
    refused(`GET ${READ} HTTP/1.1\nHost: ${host()}\nAuthorization: ${basic}\n\n`, 400));
  test('a bare line feed at the end of the headers', () => refused(get().replace(/\r\n$/, '\n'), 400));
  test('too many', () => refused(get('A: b\r\n'.repeat(101)), 431));
  test('so many that Node would drop the last', () => refused(get(`${'a:\r\n'.repeat(2100)}Host: evil\r\n`), 431));
  test('too long', () => refused(get(`X-A: ${'a'.repeat(17_000)}\r\n`), 431));
  test('a very long request line', () => refused(get('', `${READ}?${'x'.repeat(17_000)}`), 431));
});

describe('whom a request is for', () => {
  const bare = (target: string, hosts: readonly string[], version = '1.1') =>
    `GET ${target} HTTP/${version}\r\n${hosts.map((one) => `Host: ${one}\r\n`).join('')}Authorization: ${basic}\r\nConnection: close\r\n\r\n`;

  test.each<[string, () => string]>([
    ['no Host', () => bare(READ, [])],
    ['no Host in HTTP/1.0', () => bare(READ, [], '1.0')],
    ['two Hosts', () => bare(READ, [host(), 'evil.example'])],
    ['two equal Hosts', () => bare(READ, [host(), host()])],
    ['absolute form with another name', () => bare(`http://evil.example${READ}`, [host()])],
    ['absolute form with our name, and another Host', () => bare(`http://${host()}${READ}`, ['evil.example'])],
    ['absolute form with our name', () => bare(`http://${host()}${READ}`, [host()])],
    ['authority form', () => bare(host(), [host()])],
    ['asterisk form', () => bare('*', [host()])],
    ['a target without its slash', () => bare('d/pbmc/', [host()])],
    ['a control character in the target', () => bare(`${READ}?\x01`, [host()])],
    ['a space in the target', () => bare(`${READ} x`, [host()])],
    ['HTTP/1.2', () => bare(READ, [host()], '1.2')],
    ['the preface of HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('%s', async (_, bytes) => refused(bytes(), 400));

  test('asterisk form of OPTIONS', () => refused(request('OPTIONS *', 'Connection: close\r\n'), 400));
  test('CONNECT', () => refused(request('CONNECT evil.example:443'), 405));

  test('TRACE gives nothing back', async () => {
    wire.send(request(`TRACE ${READ}`, 'X-Mine: 1\r\nConnection: close\r\n'));
    const [answer, ...more] = await wire.rest();
    expect([answer?.status, answer?.body.includes('X-Mine'), more]).toEqual([405, false, []]);
  });

  test('HTTP/1.0 with a Host, as nginx sends it by default, is answered without chunks and hung up on', async () => {
    wire.send(bare(READ, [host()], '1.0'));
    const [answer, ...more] = await wire.rest();
    expect([answer?.status, answer?.headers.get('transfer-encoding'), more]).toEqual([200, undefined, []]);
    expect(answer?.body).toBe('{}');
  });

  test('an empty line before the request is read over', async () => {
    wire.send(`\r\n${get()}`);
    expect((await wire.next())?.status).toBe(200);
  });
});

test.each([
  ['chunks', { transferEncoding: 'Chunked ' }, null],
  ['no body', {}, null],
  ['HTTP/1.0', { httpVersion: '1.0' }, null],
  ['chunks in HTTP/1.0', { httpVersion: '1.0', transferEncoding: 'chunked' }, 400],
  ['two codings', { transferEncoding: 'deflate, chunked' }, 501],
  ['chunks that are not the last coding', { transferEncoding: 'chunked, deflate' }, 400],
  ['a hundred headers', { headerCount: 100 }, null],
  ['one more', { headerCount: 101 }, 431],
])('judgeFraming: %s', (_, change, expected) => {
  expect(judgeFraming({ httpVersion: '1.1', transferEncoding: undefined, headerCount: 3, ...change })).toBe(expected);
});

describe('a host that answers oddly', () => {
  let odd: Server;
  let answer = '';

  beforeAll(async () => {
    odd = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.end(Buffer.from(answer, 'latin1')));
    });
    odd.listen(0, '127.0.0.1');
    await once(odd, 'listening');
  });
  beforeEach(() => {
    const origin = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
    fixture.session.state = { kind: 'open', upstream: { origin, secret: 'x' } };
  });
  afterAll(() => void odd.close());

  test.each([
    ['a line break made of a bare carriage return', 'Content-Type: a\rSet-Cookie: b=c\r\nContent-Length: 2\r\n\r\n{}'],
    ['a NUL in a header', 'Content-Type: a\0b\r\nContent-Length: 2\r\n\r\n{}'],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x'],
    ['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'],
    ['a bad chunk', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'],
    ['no end of its headers', 'Content-Type: application/json\r\n'],
  ])('%s: no success, no header of its making, and the next answer is right', async (_, rest) => {
    answer = `HTTP/1.1 200 OK\r\n${rest}`;
    wire.send(get());
    const first = await wire.next();
    if (first !== null) {
      expect(first.status).toBeGreaterThanOrEqual(500);
      expect([...first.headers.keys()]).not.toContain('set-cookie');
    }
    answer = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';
    const second = new Wire(fixture.port).send(get('Connection: close\r\n'));
    expect((await second.rest()).map(({ status, body }) => [status, body])).toEqual([[200, '{}']]);
  });

  test('an answer behind its answer is given to nobody', async () => {
    const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n';
    answer = `${ok}{}${ok}[]`;
    wire.send(get() + get('Connection: close\r\n'));
    for (const { body } of await wire.rest()) expect(body).not.toBe('[]');
  });

  test('headers that end at the next hop stay with us', async () => {
    answer =
      'HTTP/1.1 200 OK\r\nConnection: close, Content-Disposition\r\nContent-Disposition: attachment\r\nKeep-Alive: timeout=99\r\nContent-Length: 2\r\n\r\n{}';
    wire.send(get());
    const first = await wire.next();
    expect([first?.status, first?.headers.get('connection'), first?.headers.get('content-disposition')]).toEqual([
      200,
      'keep-alive',
      undefined,
    ]);
    expect(first?.headers.get('keep-alive')).not.toContain('99');
  });
});
