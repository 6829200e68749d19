import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ShareError } from '../../../contract/errors.ts';
import { Downloads, type FetchWish } from './downloads.ts';
import { answers, behave, FileServer, sends } from './testing/file-server.ts';

/** The superblock of a real file of 2128 bytes, as HDF5 wrote it. */
const superblock = Buffer.from(
  '894844460d0a1a0a000000000008080004001000000000000000000000000000ffffffffffffffff5008000000000000ffffffffffffffff',
  'hex',
);
const dataset = (bytes: number, fill = 0) => Buffer.concat([superblock, Buffer.alloc(bytes - superblock.length, fill)]);
const content = dataset(200_000);

let folder: string;
let server: FileServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annotate-share-downloads-'));
  server = await new FileServer(content).listen();
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
});

const make = (limitBytes = 1e6) =>
  new Downloads({ folder, limitBytes, s3: () => ({}), log: pino({ level: 'silent' }), stallMs: 500 });
const wish = (more: Partial<FetchWish> = {}): FetchWish => ({
  signal: new AbortController().signal,
  onProgress: () => undefined,
  keepCopy: false,
  ...more,
});
const at = (name: string) => server.url.replace('lung.h5ad', name);

async function failureOf(work: Promise<unknown>): Promise<ShareError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof ShareError)) throw new Error(`no ShareError: ${String(error)}`);
  return error;
}

describe('fetching', () => {
  test('the first time it is looked at and downloaded; then it is asked after only', async () => {
    const downloads = make();
    const first = await downloads.fetch(server.url, wish());
    expect(first.file).toMatchObject({ fileName: 'lung.h5ad', sizeBytes: content.length });
    expect((await readFile(first.file.path)).equals(content)).toBe(true);
    first.release();
    server.asked.length = 0;
    const again = await downloads.fetch(server.url, wish());
    expect(again.file).toEqual(first.file);
    expect(server.asked).toHaveLength(1);
    server.asked.length = 0;
    await downloads.fetch(server.url, wish({ keepCopy: true }));
    expect(server.asked).toEqual([]);
  });

  test('what has changed on its server is downloaded anew', async () => {
    const downloads = make();
    await downloads.fetch(server.url, wish());
    server.content = dataset(100_000, 7);
    const { file } = await downloads.fetch(server.url, wish());
    expect((await readFile(file.path)).equals(server.content)).toBe(true);
  });

  test('a server that tells versions apart by nothing is not believed to have the same', async () => {
    const downloads = make();
    server.next.push(
      ...Array.from({ length: 9 }, () => (_: unknown, response: Parameters<typeof behave>[1]) => {
        response.writeHead(200, { 'content-length': content.length }).end(content);
      }),
    );
    await downloads.fetch(server.url, wish());
    const before = server.asked.length;
    await downloads.fetch(server.url, wish());
    expect(server.asked.length).toBe(before + 3);
  });

  test('a server that is away: the copy is used; one that refuses is heeded', async () => {
    const downloads = make();
    await downloads.fetch(server.url, wish());
    server.next.push((request) => request.socket.destroy());
    expect((await downloads.fetch(server.url, wish())).file.sizeBytes).toBe(content.length);
    server.next.push(answers(403));
    expect((await failureOf(downloads.fetch(server.url, wish()))).code).toBe('download-denied');
  });

  test('two at once share one download', async () => {
    const downloads = make();
    const [a, b] = await Promise.all([downloads.fetch(server.url, wish()), downloads.fetch(server.url, wish())]);
    expect(a.file.path).toBe(b.file.path);
    // A look, the whole, and the question of the second whether it has changed.
    expect(server.asked.map(({ range }) => range)).toEqual(['bytes=0-65535', null, null]);
  });

  test('one of two processes waits until the other one is done', async () => {
    const downloads = make();
    (await downloads.fetch(server.url, wish())).release();
    const [key = ''] = await readdir(folder);
    await writeFile(join(folder, key, '.turn'), String(process.ppid));
    const abort = new AbortController();
    const waiting = downloads.fetch(server.url, wish({ signal: abort.signal }));
    abort.abort(new Error('stopped by its owner'));
    await expect(waiting).rejects.toThrow('stopped by its owner');
    // Of a process that has died nobody waits.
    await writeFile(join(folder, key, '.turn'), '999999999');
    expect((await downloads.fetch(server.url, wish())).file.sizeBytes).toBe(content.length);
  });

  test('given up and taken up again: it goes on where it stopped', async () => {
    const downloads = make();
    const abort = new AbortController();
    server.next.push(behave, sends(150_000, 'stalls'));
    const fetching = downloads.fetch(
      server.url,
      wish({ signal: abort.signal, onProgress: () => abort.abort(new Error('x')) }),
    );
    await expect(fetching).rejects.toThrow('x');
    server.asked.length = 0;
    await downloads.fetch(server.url, wish());
    expect(server.asked[1]?.range).toMatch(/^bytes=[1-9]\d*-$/);
  });
});

test('a program that is killed in the middle: the next one goes on where it stopped, and waits for nobody', async () => {
  server.next.push(behave, sends(150_000, 'stalls'));
  const module = join(import.meta.dirname, 'downloads.ts');
  const script = `
    const { Downloads } = await import(${JSON.stringify(module)});
    const log = { info() {}, warn() {} };
    const downloads = new Downloads({ folder: process.argv[1], limitBytes: 1e9, s3: () => ({}), log });
    const onProgress = ({ received }) => console.log(received);
    await downloads.fetch(process.argv[2], { signal: new AbortController().signal, onProgress, keepCopy: false });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder, server.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const [key = ''] = await readdir(folder);
  expect(await readdir(join(folder, key))).toEqual(expect.arrayContaining(['.part', '.part.json', '.turn']));
  server.asked.length = 0;
  const { file } = await make().fetch(server.url, wish());
  expect((await readFile(file.path)).equals(content)).toBe(true);
  expect(server.asked[1]?.range).toMatch(/^bytes=[1-9]\d*-$/);
});

describe('what is no dataset', () => {
  test('is told by its first bytes, and nothing is kept', async () => {
    server.content = Buffer.from(`<!doctype html><p>${'sign in '.repeat(99_999)}`);
    const { failure } = await failureOf(make().fetch(server.url, wish()));
    expect(failure.message).toContain('lung.h5ad is not an AnnData file: it is a web page');
    expect(server.asked.map(({ range }) => range)).toEqual(['bytes=0-65535']);
  });

  test('is told too where only the whole can be had', async () => {
    server.content = Buffer.alloc(5_000_000, 'a,b\n');
    server.next.push((_, response) => {
      response.writeHead(200, { 'content-length': server.content.length }).end(server.content);
    });
    expect((await failureOf(make().fetch(server.url, wish()))).message).toContain('a table of text');
  });

  test('an empty file', async () => {
    server.content = Buffer.alloc(0);
    expect((await failureOf(make().fetch(server.url, wish()))).message).toContain('it is empty');
  });

  test('a file that is cut short on its server: refused, and not kept for the next time', async () => {
    server.content = content.subarray(0, 2000);
    expect((await failureOf(make().fetch(server.url, wish()))).code).toBe('dataset-truncated');
    server.content = content;
    expect((await make().fetch(server.url, wish())).file.sizeBytes).toBe(content.length);
  });

  test('a file that turns out to be cut short is not kept, although its server says that it has not changed', async () => {
    const cut: typeof behave = (_, response, { etag }) => {
      response.writeHead(200, { etag });
      response.write(content.subarray(0, 1000));
      response.end();
    };
    server.next.push(cut, cut);
    expect((await failureOf(make(1e9).fetch(server.url, wish()))).code).toBe('dataset-truncated');
    expect((await make().fetch(server.url, wish())).file.sizeBytes).toBe(content.length);
  });

  test('nobody listens: told at once', async () => {
    const { failure } = await failureOf(make().fetch('http://127.0.0.1:1/lung.h5ad', wish()));
    expect(failure.message).toBe('lung.h5ad could not be downloaded from 127.0.0.1:1: nothing listens there.');
  });
});

describe('looking only', () => {
  test('takes the first bytes', async () => {
    expect(await make().peek(server.url)).toEqual({ fileName: 'lung.h5ad', sizeBytes: content.length });
    expect(server.asked.map(({ range }) => range)).toEqual(['bytes=0-65535']);
    expect(await readdir(folder)).toEqual([]);
  });

  test('takes the copy where there is one', async () => {
    const downloads = make();
    const { file } = await downloads.fetch(server.url, wish());
    server.asked.length = 0;
    expect(await downloads.peek(server.url)).toEqual({ copy: file.path });
    expect(server.asked).toEqual([]);
  });
});

describe('the limit', () => {
  test('the one used longest ago makes room; what is in use stays', async () => {
    const downloads = make(650_000);
    const a = await downloads.fetch(at('a.h5ad'), wish());
    const b = await downloads.fetch(at('b.h5ad'), wish());
    const c = await downloads.fetch(at('c.h5ad'), wish());
    b.release();
    c.release();
    await downloads.fetch(at('c.h5ad'), wish({ keepCopy: true }));
    await expect.poll(() => readdir(join(b.file.path, '..'))).not.toContain(`.use-${process.pid}`);
    await downloads.fetch(at('d.h5ad'), wish());
    expect([a, b, c].map(({ file }) => existsSync(file.path))).toEqual([true, false, true]);
  });

  test('what does not fit is told before it is downloaded', async () => {
    const { failure } = await failureOf(make(150_000).fetch(server.url, wish()));
    expect(failure.message).toBe('lung.h5ad (1 MB) does not fit within the limit for downloads, which is 1 MB.');
  });

  test('a disk that is too small: told before anything is written', async () => {
    const bytes = 1e15;
    const huge: typeof behave = (request, response, { etag }) => {
      const isPart = request.headers.range !== undefined;
      const headers = isPart ? { 'content-range': `bytes 0-65535/${bytes}` } : { 'content-length': bytes };
      response.writeHead(isPart ? 206 : 200, { etag, ...headers }).write(content.subarray(0, 65_536));
    };
    server.next.push(huge, huge);
    const { failure } = await failureOf(make(1e18).fetch(server.url, wish()));
    expect(failure).toMatchObject({
      code: 'download-no-space',
      message: expect.stringContaining('1000000.0 GB') as string,
    });
    const [key = ''] = await readdir(folder);
    expect(await readdir(join(folder, key))).toEqual([]);
  });

  test('what another process uses stays, what a dead one used does not', async () => {
    const downloads = make(450_000);
    const a = await downloads.fetch(at('a.h5ad'), wish());
    const b = await downloads.fetch(at('b.h5ad'), wish());
    for (const { release } of [a, b]) release();
    await expect.poll(() => readdir(join(b.file.path, '..'))).not.toContain(`.use-${process.pid}`);
    await writeFile(join(a.file.path, '..', `.use-${process.ppid}`), '');
    await writeFile(join(b.file.path, '..', '.use-999999999'), '');
    await downloads.fetch(at('c.h5ad'), wish());
    expect([a, b].map(({ file }) => existsSync(file.path))).toEqual([true, false]);
  });

  test('other folders count and are left over only if they are not needed', async () => {
    await mkdir(join(folder, 'old'));
    await writeFile(join(folder, 'old', '.part'), Buffer.alloc(900_000));
    await make().fetch(server.url, wish());
    expect(existsSync(join(folder, 'old'))).toBe(false);
  });
});

describe('clearing', () => {
  test('what a session has open stays, everything else goes and is counted', async () => {
    const downloads = make();
    const open = await downloads.fetch(server.url, wish());
    const done = await downloads.fetch(at('kidney.h5ad'), wish());
    done.release();
    await expect.poll(async () => (await downloads.clear()).bytes).toBeGreaterThanOrEqual(content.length);
    expect(existsSync(open.file.path)).toBe(true);
    expect(existsSync(done.file.path)).toBe(false);
    expect((await downloads.clear()).kept).toBeGreaterThanOrEqual(content.length);
  });

  test('a folder that was never made holds nothing', async () => {
    await rm(folder, { recursive: true, force: true });
    expect(await make().clear()).toEqual({ bytes: 0, kept: 0 });
  });
});
