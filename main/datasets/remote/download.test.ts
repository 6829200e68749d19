import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ShareError } from '../../../contract/errors.ts';
import { download, type DownloadWish, type Progress } from './download.ts';
import { HttpOrigin, type Lookup } from './http-origin.ts';
import { PartFile, type Note } from './part-file.ts';
import { parseRemote, type HttpSource } from './source.ts';
import { answers, behave, FileServer, sends } from './testing/file-server.ts';

const content = randomBytes(300_000);
let folder: string;
let server: FileServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annotate-share-download-'));
  server = await new FileServer(content).listen();
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
});

async function fetchIt(more: Partial<DownloadWish> = {}, isPublic?: (address: string) => boolean): Promise<Buffer> {
  const source = parseRemote(server.url) as HttpSource;
  const origin = new HttpOrigin(source, isPublic);
  try {
    await download({
      source,
      origin,
      part: new PartFile(folder),
      makeRoom: () => Promise.resolve(),
      onProgress: ({ received }) => server.arrived(received),
      signal: new AbortController().signal,
      pauseMs: () => 1,
      ...more,
    });
    return await readFile(join(folder, 'lung.h5ad'));
  } finally {
    origin.close();
  }
}

async function failureOf(fetching: Promise<unknown>): Promise<ShareError> {
  const error: unknown = await fetching.catch((thrown: unknown) => thrown);
  if (!(error instanceof ShareError)) throw new Error(`no ShareError: ${String(error)}`);
  return error;
}

describe('the whole arrives', () => {
  test('at once, and nothing is left beside it', async () => {
    const told: Progress[] = [];
    expect((await fetchIt({ onProgress: (now) => told.push(now) })).equals(content)).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['.whole.json', 'lung.h5ad']);
    expect(told.at(-1)).toMatchObject({ received: 300_000, total: 300_000, secondsLeft: 0 });
    expect(server.asked).toHaveLength(1);
  });

  test('from a server that drops the connection again and again: each time it goes on from there', async () => {
    const dropping =
      (bytes: number) =>
      (...[request, response, of]: Parameters<typeof behave>) => {
        const from = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
        const headers = { etag: of.etag, 'content-length': content.length - from };
        response.writeHead(206, {
          ...headers,
          'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
        });
        response.write(content.subarray(from, from + bytes));
        of.dropAt(from + bytes, response);
      };
    server.next.push(sends(1000, 'drops'), dropping(2000), dropping(3000));
    expect((await fetchIt()).equals(content)).toBe(true);
    expect(server.asked.map(({ range }) => range)).toEqual([null, 'bytes=1000-', 'bytes=3000-', 'bytes=6000-']);
    expect(server.asked.slice(1).every(({ ifRange }) => ifRange === server.etag)).toBe(true);
  });

  test('from a server that stalls', async () => {
    server.next.push(sends(5000, 'stalls'));
    expect((await fetchIt({ stallMs: 200 })).equals(content)).toBe(true);
    expect(server.asked[1]?.range).toBe('bytes=5000-');
  });

  test('from a server that never answers the first time', async () => {
    server.next.push(() => undefined);
    expect((await fetchIt({ stallMs: 200 })).equals(content)).toBe(true);
  });

  test('from a server that gives out no parts: from the beginning', async () => {
    server.next.push(sends(5000, 'drops'), (_, response) => {
      response.writeHead(200, { etag: server.etag, 'content-length': content.length }).end(content);
    });
    expect((await fetchIt()).equals(content)).toBe(true);
  });

  test('after the file changed in between: all of the new one, nothing of the old one', async () => {
    const newer = randomBytes(200_000);
    server.next.push(sends(5000, 'drops'));
    const fetching = fetchIt({
      pauseMs: () => {
        server.content = newer;
        return 1;
      },
    });
    expect((await fetching).equals(newer)).toBe(true);
  });

  test('after the file changed, from a server that gives the rest of the new one all the same', async () => {
    const newer = randomBytes(300_000);
    server.next.push(sends(5000, 'drops'), (request, response, of) => {
      server.content = newer;
      delete request.headers['if-range'];
      behave(request, response, of);
    });
    expect((await fetchIt()).equals(newer)).toBe(true);
  });

  test('without a length', async () => {
    server.next.push((_, response) => void response.writeHead(200).end(content));
    const rooms: number[] = [];
    await fetchIt({ makeRoom: (bytes) => Promise.resolve(void rooms.push(bytes)) });
    expect(rooms.length).toBeGreaterThan(0);
  });

  test('of a length that was told too large: what it has is the whole', async () => {
    server.next.push((_, response) => {
      response.writeHead(200, { etag: server.etag, 'content-length': content.length + 7 });
      response.write(content, () => setImmediate(() => response.socket?.end()));
    });
    expect((await fetchIt()).equals(content)).toBe(true);
  });

  test('after the server had trouble', async () => {
    server.next.push(answers(503, { 'retry-after': '1' }), answers(500), answers(429));
    const pauses: (number | null)[] = [];
    const pauseMs = (_: number, after: number | null) => {
      pauses.push(after);
      return 1;
    };
    expect((await fetchIt({ pauseMs })).equals(content)).toBe(true);
    expect(pauses).toEqual([1, null, null]);
  });

  test('with a checksum that fits, and the time of the original', async () => {
    const digest = `sha-256=:${createHash('sha256').update(content).digest('base64')}:`;
    const modified = 'Sat, 01 Nov 2025 10:00:00 GMT';
    const headers = { 'content-length': content.length, 'repr-digest': digest, 'last-modified': modified };
    server.next.push((_, response) => void response.writeHead(200, headers).end(content));
    await fetchIt();
    expect((await stat(join(folder, 'lung.h5ad'))).mtime).toEqual(new Date(modified));
  });

  test('another day: what was there is not asked for again', async () => {
    const abort = new AbortController();
    server.next.push(sends(5000, 'stalls'));
    const fetching = fetchIt({
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('stopped by its owner')),
    });
    await expect(fetching).rejects.toThrow('stopped by its owner');
    expect((await readdir(folder)).sort()).toEqual(['.part', '.part.json']);
    expect((await fetchIt()).equals(content)).toBe(true);
    expect(server.asked[1]?.range).toMatch(/^bytes=[1-9]\d*-$/);
  });

  test.each(['', '{', '{"etag":1}'])('a note that is %j is no note: from the beginning', async (note) => {
    await writeFile(join(folder, '.part'), 'something else');
    await writeFile(join(folder, '.part.json'), note);
    expect((await fetchIt()).equals(content)).toBe(true);
    expect(server.asked[0]?.range).toBeNull();
  });

  test('by a redirect to the public internet', async () => {
    const other = await new FileServer(content).listen();
    onTestFinished(() => other.close());
    server.next.push(answers(302, { location: `http://127.0.0.1:${other.port}/cdn/1` }));
    expect((await fetchIt({}, () => true)).equals(content)).toBe(true);
    expect(other.asked[0]?.path).toBe('/cdn/1');
  });

  test('by a redirect on the server that its owner named, wherever that is', async () => {
    server.next.push(answers(307, { location: '/elsewhere' }));
    expect((await fetchIt()).equals(content)).toBe(true);
  });
});

describe('it does not arrive', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
  ])('a redirect into the private network is not followed: %s', async (target) => {
    const inside = await new FileServer(content).listen();
    onTestFinished(() => inside.close());
    server.next.push(answers(302, { location: target.replace('PORT', String(inside.port)) }));
    const { failure } = await failureOf(fetchIt());
    expect(failure.code).toBe('download-denied');
    expect(failure.message).toContain('it leads on to a private network');
    expect(inside.asked).toEqual([]);
  });

  test('a redirect to itself', async () => {
    server.next.push(...Array.from({ length: 9 }, () => answers(302, { location: '/lung.h5ad' })));
    expect((await failureOf(fetchIt())).message).toContain('it leads on and on');
  });

  test.each<[number, string]>([
    [401, 'it asks for a sign-in'],
    [403, 'it does not allow it'],
    [404, 'it has no such file'],
  ])('%d: told at once', async (status, reason) => {
    server.next.push(answers(status));
    const { failure } = await failureOf(fetchIt());
    expect([failure.code, failure.message]).toEqual([
      'download-denied',
      `lung.h5ad cannot be had from 127.0.0.1:${server.port}: ${reason}.`,
    ]);
    expect(server.asked).toHaveLength(1);
  });

  test('a server that never gets better is given up, and what has arrived stays', async () => {
    server.next.push(sends(5000, 'drops'), ...Array.from({ length: 9 }, () => answers(500)));
    const { failure } = await failureOf(fetchIt());
    expect([failure.code, failure.message]).toEqual([
      'download-failed',
      `lung.h5ad could not be downloaded from 127.0.0.1:${server.port}: it has trouble of its own (500).`,
    ]);
    expect((await stat(join(folder, '.part'))).size).toBe(5000);
  });

  test('a file that changes with every request', async () => {
    const part = sends(10, 'drops');
    const wrongRest = answers(206, { 'content-range': 'bytes 0-1/2' }, 'xx');
    server.next.push(...Array.from({ length: 9 }, () => [part, wrongRest]).flat());
    expect((await failureOf(fetchIt())).message).toContain('it changes again and again');
  });

  test('a checksum that does not fit: nothing of it stays', async () => {
    const digest = `sha-256=:${createHash('sha256').update('other').digest('base64')}:`;
    const headers = { 'content-length': content.length, 'repr-digest': digest };
    server.next.push((_, response) => void response.writeHead(200, headers).end(content));
    expect((await failureOf(fetchIt())).code).toBe('download-damaged');
    expect(await readdir(folder)).toEqual([]);
  });

  test('no room: told before anything is written', async () => {
    const makeRoom = () => Promise.reject(new ShareError('download-no-space', { name: 'x', needed: 1, free: 0 }));
    expect((await failureOf(fetchIt({ makeRoom }))).code).toBe('download-no-space');
    expect(await readdir(folder)).toEqual([]);
  });

  test('a disk that is full before all has come: told, and what has come stays for another day', async () => {
    class FullDisk extends PartFile {
      override async begin(note: Note) {
        const handle = await super.begin(note);
        const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
        return Object.assign(handle, { write: () => Promise.reject(full) });
      }
    }
    const { failure } = await failureOf(fetchIt({ part: new FullDisk(folder) }));
    expect(failure.code).toBe('download-no-space');
    expect((await readdir(folder)).sort()).toEqual(['.part', '.part.json']);
    expect(server.asked).toHaveLength(1);
  });

  describe('a redirect to a name', () => {
    /** Answers each time with the next of them. */
    const names = (...answers: readonly (readonly string[])[]) => {
      const asked: string[] = [];
      const lookup: Lookup = (name, _options, done) => {
        asked.push(name);
        const found = answers[Math.min(asked.length, answers.length) - 1] ?? [];
        done(
          null,
          found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      };
      return { asked, lookup };
    };
    const led = async (lookup: Lookup, isPublic?: (address: string) => boolean) => {
      const inside = await new FileServer(content).listen();
      onTestFinished(() => inside.close());
      server.next.push(answers(302, { location: `http://rebind.example:${inside.port}/lung.h5ad` }));
      const origin = new HttpOrigin(parseRemote(server.url) as HttpSource, isPublic, lookup);
      return { inside, fetching: fetchIt({ origin }).finally(() => origin.close()) };
    };

    test.each([
      [['127.0.0.1']],
      [['10.0.0.7']],
      [['::1']],
      [['::ffff:127.0.0.1']],
      [['fd00:ec2::254']],
      [['169.254.169.254']],
      [['93.184.215.14', '127.0.0.1']],
    ])('that is looked up as %j is not followed', async (addresses) => {
      const { inside, fetching } = await led(names(addresses).lookup);
      expect((await failureOf(fetching)).message).toContain('it leads on to a private network');
      expect(inside.asked).toEqual([]);
    });

    test('that changes its mind gains nothing: what was judged is what is called', async () => {
      const { asked, lookup } = names(['127.0.0.1'], ['127.0.0.2']);
      const { inside, fetching } = await led(lookup, (address) => address === '127.0.0.1');
      expect((await fetching).equals(content)).toBe(true);
      expect([inside.asked.length, asked]).toEqual([1, ['rebind.example']]);
    });
  });

  test('nobody listens', async () => {
    await server.close();
    const source = { fileName: 'lung.h5ad', host: 'nobody' };
    const url = server.asked.length === 0 ? 'http://127.0.0.1:1/lung.h5ad' : '';
    const origin = new HttpOrigin(parseRemote(url) as HttpSource);
    const part = new PartFile(folder);
    const nothing = { makeRoom: () => Promise.resolve(), onProgress: () => undefined, pauseMs: () => 1 };
    const fetching = download({ source, origin, part, signal: new AbortController().signal, ...nothing });
    expect((await failureOf(fetching)).message).toContain('nothing listens there');
    origin.close();
    server = await new FileServer(content).listen();
  });
});
