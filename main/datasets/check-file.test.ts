import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, open, realpath, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShareError } from '../../contract/errors.ts';
import { checkFile } from './check-file.ts';

/** The superblock of a real file of 2128 bytes, as HDF5 wrote it. */
const superblock = Buffer.from(
  '894844460d0a1a0a000000000008080004001000000000000000000000000000ffffffffffffffff5008000000000000ffffffffffffffff',
  'hex',
);

let folder: string;
beforeAll(async () => void (folder = await realpath(await mkdtemp(join(tmpdir(), 'check-file-')))));
afterAll(() => rm(folder, { recursive: true }));

async function put(name: string, content: Buffer | string, sizeBytes?: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  if (sizeBytes !== undefined) await truncate(path, sizeBytes);
  return path;
}
const putDataset = (name: string) => put(name, superblock, 2128);

async function failureOf(source: string): Promise<ShareError> {
  return checkFile(source).then(
    () => expect.fail('it was taken'),
    (error: unknown) => error as ShareError,
  );
}

describe('a good file', () => {
  test('is described', async () => {
    const path = await putDataset('good.h5ad');
    const { mtime } = await stat(path);
    expect(await checkFile(path)).toEqual({ path, fileName: 'good.h5ad', sizeBytes: 2128, modified: mtime });
  });

  test.each([
    'two words.h5ad',
    'it\'s "quoted".h5ad',
    'Zürich 肺 🫁.h5ad',
    'two\nlines.h5ad',
    '-rf.h5ad',
    '100%20.h5ad',
    '~.h5ad',
  ])('named %j', async (name) => {
    const path = await putDataset(name);
    expect(await checkFile(path)).toMatchObject({ path, fileName: name });
    expect(await checkFile(pathToFileURL(path).href)).toMatchObject({ path, fileName: name });
    expect(await checkFile(relative(process.cwd(), path))).toMatchObject({ path });
  });

  test('by way of links, it keeps one path and the name that its owner knows', async () => {
    const path = await putDataset('real.h5ad');
    await symlink(path, join(folder, 'latest.h5ad'));
    await mkdir(join(folder, 'sub'));
    await symlink('../latest.h5ad', join(folder, 'sub', 'mine.h5ad'));
    expect(await checkFile(join(folder, 'sub', '..', 'sub', 'mine.h5ad'))).toMatchObject({
      path,
      fileName: 'mine.h5ad',
    });
  });

  test('kept under its checksum, with a link that names it', async () => {
    const path = await putDataset('3fa9c1');
    await symlink(path, join(folder, 'named.h5ad'));
    expect(await checkFile(join(folder, 'named.h5ad'))).toMatchObject({ path, fileName: 'named.h5ad' });
  });

  test('longer than it says, or behind a user block', async () => {
    expect(await checkFile(await put('longer.h5ad', superblock, 3000))).toMatchObject({ sizeBytes: 3000 });
    const behind = Buffer.concat([Buffer.alloc(1024, '#'), superblock]);
    expect(await checkFile(await put('block.h5ad', behind, 1024 + 2128))).toMatchObject({ sizeBytes: 3152 });
  });

  test('is told within a moment, however large', async () => {
    const head = Buffer.from(superblock);
    head.writeBigUInt64LE(40_000_000_000n, 40);
    const path = await put('large.h5ad', head, 40_000_000_000);
    const started = performance.now();
    await checkFile(path);
    expect(performance.now() - started).toBeLessThan(1000);
    const zeros = await put('large-zeros.h5ad', '', 40_000_000_000);
    expect((await failureOf(zeros)).message).toContain('nothing but zeros');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('is not touched', async () => {
    const path = await putDataset('untouched.h5ad');
    await chmod(path, 0o444);
    const before = await stat(path);
    await checkFile(path);
    const { mtimeMs, ctimeMs, size } = await stat(path);
    expect({ mtimeMs, ctimeMs, size }).toEqual({ mtimeMs: before.mtimeMs, ctimeMs: before.ctimeMs, size: before.size });
  });
});

describe('no file', () => {
  test('nothing there', async () => {
    const path = join(folder, 'missing.h5ad');
    expect((await failureOf(path)).failure).toMatchObject({
      code: 'dataset-not-found',
      message: `There is no file at ${path}.`,
    });
  });

  test.each(['', 'nul\0.h5ad', `${'x'.repeat(300)}.h5ad`, 'package.json/x.h5ad', 'C:\\data\\x.h5ad'])(
    '%j',
    async (source) => {
      expect((await failureOf(source)).code).toBe('dataset-not-found');
    },
  );

  test('a link to nothing', async () => {
    await symlink(join(folder, 'gone'), join(folder, 'dangling.h5ad'));
    expect((await failureOf(join(folder, 'dangling.h5ad'))).code).toBe('dataset-not-found');
  });

  test('a link to itself', async () => {
    await symlink('circle.h5ad', join(folder, 'circle.h5ad'));
    const error = await failureOf(join(folder, 'circle.h5ad'));
    expect(error.message).toBe('circle.h5ad could not be read: it is a link that leads in a circle.');
  });

  test('the home folder in short, as people type it into the page', async () => {
    const error = await failureOf('~/surely missing.h5ad');
    expect(error.message).toBe(`There is no file at ${join(homedir(), 'surely missing.h5ad')}.`);
  });

  test.each([
    'https://example.org/a.h5ad',
    'HTTP://example.org/a.h5ad',
    's3://bucket/a.h5ad',
    'gs://bucket/a.h5ad',
    'file://server/share/a.h5ad',
    'file:///a%2Fb.h5ad',
  ])('%s is for another time', async (source) => {
    expect((await failureOf(source)).failure).toMatchObject({
      code: 'dataset-source-unsupported',
      message: `${source} cannot be opened from here.`,
    });
  });
});

test('on a drive that does not answer', async () => {
  // What asks a drive that is away stands in the system until it is back, as whoever opens a pipe does until somebody writes.
  const sound = await putDataset('sound.h5ad');
  const pipes = Array.from({ length: 4 }, (_, number) => join(folder, `silent-${number}`));
  execFileSync('mkfifo', pipes);
  const asking = pipes.map((pipe) => open(pipe, 'r'));
  try {
    await expect(checkFile(sound, 100)).rejects.toMatchObject({
      code: 'dataset-unreadable',
      message: 'sound.h5ad could not be read: the drive it is on does not answer.',
    });
  } finally {
    execFileSync('sh', ['-c', 'for pipe; do : > "$pipe"; done', 'sh', ...pipes]);
    for (const handle of await Promise.all(asking)) await handle.close();
  }
});

describe('something else than a file', () => {
  test('a folder', async () => {
    expect((await failureOf(folder)).failure).toMatchObject({
      code: 'dataset-is-folder',
      message: `${folder} is a folder, not an .h5ad file.`,
    });
  });

  test.each(['cells.zarr', 'cells.h5ad'])('a Zarr store (%s)', async (name) => {
    const store = join(folder, name);
    await mkdir(store);
    if (name.endsWith('.h5ad')) await writeFile(join(store, '.zgroup'), '{}');
    expect((await failureOf(store)).message).toBe(
      `${name} is not an AnnData file: it is a Zarr store, which is a folder.`,
    );
  });

  test('a pipe, a socket, a device: told at once, nothing waits', async () => {
    const pipe = join(folder, 'pipe.h5ad');
    execFileSync('mkfifo', [pipe]);
    const socket = join(folder, 'socket.h5ad');
    const server = createServer().listen(socket);
    for (const path of [pipe, socket, '/dev/zero']) {
      expect((await failureOf(path)).message).toMatch(/ could not be read: it is a device or a pipe, not a file\.$/);
    }
    server.close();
  });
});

describe('a file that cannot be used', () => {
  test('not allowed', async () => {
    const path = await putDataset('secret.h5ad');
    await chmod(path, 0);
    await asNobody(async () => {
      const error = await failureOf(path);
      expect(error.code).toBe('dataset-unreadable');
      expect(error.message).toBe('secret.h5ad could not be read: you are not allowed to open it.');
    });
  });

  test('cut short: says how much is missing', async () => {
    const path = await put('cut.h5ad', superblock, 2000);
    expect((await failureOf(path)).failure).toMatchObject({
      code: 'dataset-truncated',
      message: 'cut.h5ad is cut short: it should be 2,128 bytes long and has 2,000.',
    });
  });

  test('cut within its first bytes', async () => {
    expect((await failureOf(await put('stub.h5ad', superblock.subarray(0, 30)))).code).toBe('dataset-damaged');
  });

  test('being written', async () => {
    const head = Buffer.from('894844460d0a1a0a030808010000000000000000ffffffffffffffff2808000000000000', 'hex');
    const error = await failureOf(await put('writing.h5ad', head, 5000));
    expect(error.message).toBe(
      'writing.h5ad could not be read: another program is writing it, or ended before it was done.',
    );
  });

  test.each([
    ['empty.h5ad', '', 'it is empty'],
    ['table.csv', 'a,b\n', 'it is a table of text (CSV)'],
    ['other.loom', superblock, 'it is a Loom file; scanpy.read_loom opens it'],
  ])('%s', async (name, content, kind) => {
    expect((await failureOf(await put(name, content))).failure).toMatchObject({
      code: 'dataset-wrong-kind',
      message: `${name} is not an AnnData file: ${kind}.`,
    });
  });

  test('nothing stays open, whatever was wrong', async () => {
    const path = await put('wrong.h5ad', 'a,b\n');
    const probe = await open(path);
    const { fd } = probe;
    await probe.close();
    for (let i = 0; i < 20; i++) await failureOf(path);
    const again = await open(path);
    // The system gives the lowest free number: the same one, if none was kept.
    expect(again.fd).toBe(fd);
    await again.close();
  });
});

test('a second name of the same file is the same file only where links say so', async () => {
  const path = await putDataset('one.h5ad');
  await link(path, join(folder, 'two.h5ad'));
  expect((await checkFile(join(folder, 'two.h5ad'))).path).toBe(join(folder, 'two.h5ad'));
});

/** To root everything is allowed: there the test becomes somebody else for a moment. */
async function asNobody(check: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return check();
  await chmod(folder, 0o755);
  process.seteuid?.(65_534);
  try {
    await check();
  } finally {
    process.seteuid?.(0);
  }
}
