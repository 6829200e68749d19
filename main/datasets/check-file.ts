/** Looks at a file before anything slow is begun: whether it is there, may be read, is HDF5 and is whole. Opens it read-only. */
import { constants, type Stats } from 'node:fs';
import { open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ShareError } from '../../contract/errors.ts';
import { PATIENCE_MS, withPatience } from './drive-patience.ts';
import { parseSuperblock, SUPERBLOCK_BYTES, superblockPlaces, type Superblock } from './hdf5-header.ts';
import { HEAD_BYTES, kindOf, kindOfHdf5 } from './kinds.ts';
import { unreadable } from './unreadable.ts';

export interface DatasetFile {
  /** The one path of this file, whatever links led to it. */
  readonly path: string;
  /** As the owner knows it: the last part of what was given, which a link may name otherwise than the file itself. */
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly modified: Date;
}

/**
 * Takes milliseconds whatever the size of the file: a few kB are read.
 *
 * @param source a path, absolute or from the current folder, or a `file:` URL
 * @param patienceMs how long its drive may take to answer
 * @throws ShareError `dataset-*`
 */
export async function checkFile(source: string, patienceMs = PATIENCE_MS): Promise<DatasetFile> {
  const given = toPath(source);
  const name = basename(given);
  const silent = Object.assign(new Error(`no answer within ${patienceMs} ms`), { code: 'ETIMEDOUT' });
  return withPatience(patienceMs, lookAt(given, name), () => unreadable(given, name, silent));
}

async function lookAt(given: string, name: string): Promise<DatasetFile> {
  let path: string;
  let handle: FileHandle;
  try {
    path = await realpath(given);
    // Before it is opened: opening alone makes some devices do something.
    await insistOnFile(await stat(path), path, given);
    // NONBLOCK, should a pipe have taken its place meanwhile: opening it would wait for a writer.
    handle = await open(path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK));
  } catch (error) {
    throw error instanceof ShareError ? error : unreadable(given, name, error);
  }
  try {
    const stats = await handle.stat();
    await insistOnFile(stats, path, given);
    await insistOnWholeHdf5((from, length) => read(handle, from, length), name, path, stats.size);
    return { path, fileName: name, sizeBytes: stats.size, modified: stats.mtime };
  } catch (error) {
    throw error instanceof ShareError ? error : unreadable(given, name, error);
  } finally {
    await handle.close();
  }
}

/**
 * Looks at the beginning of a file that is elsewhere.
 *
 * @param head the first bytes, or all of it
 * @param sizeBytes of the whole; null where that is not known
 * @throws ShareError `dataset-*`
 */
export function checkHead(name: string, head: Buffer, sizeBytes: number | null): Promise<void> {
  const reader: Reader = (from, length) => Promise.resolve(head.subarray(from, from + length));
  return insistOnWholeHdf5(reader, name, name, sizeBytes ?? Infinity, head.length);
}

type Reader = (from: number, length: number) => Promise<Buffer>;

function toPath(source: string): string {
  if (source === '') throw new ShareError('dataset-not-found', { path: '(no name given)' });
  // In the app's page, other than on a command line, no shell has replaced it.
  if (/^~[/\\]/.test(source)) return join(homedir(), source.slice(2));
  if (/^file:/i.test(source)) {
    try {
      return fileURLToPath(source);
    } catch (cause) {
      throw new ShareError('dataset-source-unsupported', { source }, { cause });
    }
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(source)) throw new ShareError('dataset-source-unsupported', { source });
  return resolve(source);
}

async function insistOnFile(stats: Stats, path: string, given: string): Promise<void> {
  const name = basename(given);
  if (stats.isFile()) return;
  if (!stats.isDirectory()) {
    throw new ShareError('dataset-unreadable', { name, reason: 'it is a device or a pipe, not a file' });
  }
  const entries: readonly string[] = await readdir(path).catch(() => []);
  if (/\.zarr$/i.test(name) || ['.zgroup', '.zattrs', 'zarr.json'].some((file) => entries.includes(file))) {
    throw new ShareError('dataset-wrong-kind', { name, kind: 'it is a Zarr store, which is a folder' });
  }
  throw new ShareError('dataset-is-folder', { path: given });
}

/** @param seenBytes how much of it can be looked at */
async function insistOnWholeHdf5(
  reader: Reader,
  name: string,
  path: string,
  sizeBytes: number,
  seenBytes = sizeBytes,
): Promise<void> {
  const superblock = await findSuperblock(reader, seenBytes);
  switch (superblock.kind) {
    case 'none':
      throw new ShareError('dataset-wrong-kind', { name, kind: kindOf(name, await reader(0, HEAD_BYTES)) });
    case 'damaged':
      throw new ShareError('dataset-damaged', { name });
    case 'known':
    case 'unknown': {
      // Where links name files by their checksum, only one of the two names has an ending.
      const kind = kindOfHdf5(path) === null ? null : kindOfHdf5(name);
      if (kind !== null) throw new ShareError('dataset-wrong-kind', { name, kind });
      if (superblock.kind === 'known') insistOnWhole(superblock, name, sizeBytes);
    }
  }
}

function insistOnWhole(
  { expectedBytes, beingWritten }: Extract<Superblock, { kind: 'known' }>,
  name: string,
  actual: number,
): void {
  if (expectedBytes !== null && actual < expectedBytes) {
    const values = { name, expected: expectedBytes.toLocaleString('en'), actual: actual.toLocaleString('en') };
    throw new ShareError('dataset-truncated', values);
  }
  if (beingWritten) {
    const reason = 'another program is writing it, or ended before it was done';
    throw new ShareError('dataset-unreadable', { name, reason });
  }
}

async function findSuperblock(reader: Reader, sizeBytes: number): Promise<Superblock> {
  for (const place of superblockPlaces(sizeBytes)) {
    const superblock = parseSuperblock(await reader(place, SUPERBLOCK_BYTES), place);
    if (superblock.kind !== 'none') return superblock;
  }
  return { kind: 'none' };
}

async function read(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}
