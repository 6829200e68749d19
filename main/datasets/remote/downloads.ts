/** Keeps what was downloaded: fetches a dataset when a session needs it, keeps it within a limit, and never takes away what is in use. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Logger } from 'pino';
import { ShareError } from '../../../contract/errors.ts';
import { checkFile, checkHead, type DatasetFile } from '../check-file.ts';
import { isClaimed, markUse, takeTurn, unmarkUse } from './claims.ts';
import { download, inWords, type Progress } from './download.ts';
import { isSame, meaningOf, validatorOf, type Asked } from './download-policy.ts';
import { toEvict, type KeptCopy } from './eviction-policy.ts';
import { HttpOrigin } from './http-origin.ts';
import type { Origin, Reply } from './origin.ts';
import { PartFile, versionOf } from './part-file.ts';
import { S3Origin, type S3Settings } from './s3-origin.ts';
import { parseRemote, type RemoteSource } from './source.ts';

export interface DownloadsOptions {
  /** Made when it is needed. */
  readonly folder: string;
  readonly limitBytes: number;
  /** How a bucket is asked for. */
  readonly s3: (bucket: string) => S3Settings;
  readonly log: Logger;
  /** Left away: as the source says. */
  readonly originOf?: (source: RemoteSource) => Origin;
  readonly stallMs?: number;
}

export interface FetchWish {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Whether a copy that is here is good enough without asking whether it has changed. */
  readonly keepCopy: boolean;
}

export interface Fetched {
  /** `path` is where the copy lies. */
  readonly file: DatasetFile;
  /** Says that it is not needed any more: it may be taken away from now on. */
  readonly release: () => void;
}

/** What was found out about a source that is not here. */
export interface Peeked {
  readonly fileName: string;
  readonly sizeBytes: number | null;
}

/** Beside these bytes a disk is full for all purposes. */
const DISK_RESERVE = 0.5e9;
const HEAD_BYTES = 65_536;
const PEEK_MS = 20_000;
const WHOLE: Asked = { from: 0, version: null };

export class Downloads {
  readonly #options: DownloadsOptions;
  readonly #turns = new Map<string, LimitFunction>();
  readonly #uses = new Map<string, number>();

  constructor(options: DownloadsOptions) {
    this.#options = options;
  }

  /**
   * At once where it is here already. It is in use until it is released.
   *
   * @throws ShareError `dataset-*`, `download-*`; the signal's reason when it was aborted
   */
  async fetch(address: string, wish: FetchWish): Promise<Fetched> {
    const source = parseRemote(address);
    const key = this.#keyOf(source);
    const turn = this.#turns.get(key) ?? pLimit(1);
    this.#turns.set(key, turn);
    return turn(() => this.#fetch(source, key, wish));
  }

  /** Where the copy lies; null where there is none. */
  async copyOf(address: string): Promise<string | null> {
    const source = parseRemote(address);
    const folder = join(this.#options.folder, this.#keyOf(source));
    return (await new PartFile(folder).whole(source.fileName)) === null ? null : join(folder, source.fileName);
  }

  /**
   * Looks at its first bytes, where it is not here.
   *
   * @returns the copy's path where there is one
   * @throws ShareError `dataset-*`, `download-*`
   */
  async peek(address: string): Promise<Peeked | { readonly copy: string }> {
    const copy = await this.copyOf(address);
    if (copy !== null) return { copy };
    const source = parseRemote(address);
    const origin = this.#originOf(source);
    try {
      return await this.#peekAt(source, origin, AbortSignal.timeout(PEEK_MS));
    } finally {
      origin.close();
    }
  }

  /** Takes away what no session has open and nobody is downloading; half of a download goes too. */
  async clear(): Promise<{ readonly bytes: number; readonly kept: number }> {
    const { folder, log } = this.#options;
    const copies = await this.#copies(null).catch(() => []);
    const going = copies.filter(({ inUse }) => !inUse);
    for (const { key } of going) await rm(join(folder, key), { recursive: true, force: true });
    log.info({ copies: going.length }, 'downloaded datasets were removed');
    const sum = (some: readonly KeptCopy[]) => some.reduce((total, { bytes }) => total + bytes, 0);
    return { bytes: sum(going), kept: sum(copies.filter(({ inUse }) => inUse)) };
  }

  async #fetch(source: RemoteSource, key: string, wish: FetchWish): Promise<Fetched> {
    wish.signal.throwIfAborted();
    const folder = join(this.#options.folder, key);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const endTurn = await takeTurn(folder, wish.signal);
    const origin = this.#originOf(source);
    try {
      const part = new PartFile(folder);
      if (!(await this.#isCurrent(source, part, origin, wish))) {
        await this.#peekAt(source, origin, AbortSignal.any([wish.signal, AbortSignal.timeout(PEEK_MS)]));
        await part.discardWhole(source.fileName);
        const makeRoom = (bytes: number) => this.#makeRoom(source, key, bytes);
        const { stallMs } = this.#options;
        const { signal, onProgress } = wish;
        await download({
          source,
          origin,
          part,
          makeRoom,
          signal,
          onProgress,
          ...(stallMs === undefined ? {} : { stallMs }),
        });
        this.#options.log.info({ source: source.shown }, 'a dataset was downloaded');
      }
      const file = await checkFile(join(folder, source.fileName)).catch(async (error: unknown) => {
        // Kept, it would be taken for good the next time.
        await rm(folder, { recursive: true, force: true });
        throw error;
      });
      return { file, release: await this.#use(key, folder) };
    } finally {
      origin.close();
      await endTurn();
    }
  }

  /** Whether the copy that is here will do. A server that cannot be reached is no reason not to use it; one that refuses is. */
  async #isCurrent(source: RemoteSource, part: PartFile, origin: Origin, wish: FetchWish): Promise<boolean> {
    const note = await part.whole(source.fileName);
    if (note === null) return false;
    if (wish.keepCopy) return true;
    const version = versionOf(note);
    let reply: Reply;
    try {
      const signal = AbortSignal.any([wish.signal, AbortSignal.timeout(PEEK_MS)]);
      reply = await origin.ask({ from: 0, unless: version, signal });
    } catch (error) {
      wish.signal.throwIfAborted();
      if (error instanceof ShareError) throw error;
      this.#options.log.warn({ err: error, source: source.shown }, 'its server was not reached; the copy is used');
      return true;
    }
    reply.discard();
    const meaning = meaningOf(reply, WHOLE);
    switch (meaning.kind) {
      case 'unchanged':
      case 'later':
        return true;
      case 'refused':
        throw denied(source, meaning.reason);
      case 'body':
        return validatorOf(version) !== null && isSame(version, meaning.version);
      default:
        return false;
    }
  }

  /** Something that is no dataset is told before all of it has come. */
  async #peekAt(source: RemoteSource, origin: Origin, signal: AbortSignal): Promise<Peeked> {
    const { fileName, host } = source;
    const reply = await origin.ask({ from: 0, to: HEAD_BYTES - 1, signal }).catch((error: unknown) => {
      if (error instanceof ShareError) throw error;
      throw new ShareError('download-failed', { name: fileName, host, reason: inWords(error) }, { cause: error });
    });
    try {
      // A part was asked for, so that one is the answer; some servers send the whole all the same.
      const total = /\/(\d+)$/.exec(reply.headers['content-range'] ?? '')?.[1];
      const isPart = reply.status === 206;
      // Only a file without a single byte has none of the first ones.
      const isEmpty = reply.status === 416;
      const meaning = meaningOf({ ...reply, status: isPart || isEmpty ? 200 : reply.status }, WHOLE);
      if (meaning.kind === 'refused') throw denied(source, meaning.reason);
      if (meaning.kind !== 'body')
        throw new ShareError('download-failed', { name: fileName, host, reason: reasonOf(meaning, reply.status) });
      const sizeBytes = isPart ? (total === undefined ? null : Number(total)) : meaning.version.sizeBytes;
      await checkHead(fileName, isEmpty ? Buffer.alloc(0) : await headOf(reply, source), sizeBytes);
      return { fileName, sizeBytes };
    } finally {
      reply.discard();
    }
  }

  #originOf(source: RemoteSource): Origin {
    const { originOf, s3 } = this.#options;
    if (originOf !== undefined) return originOf(source);
    return source.kind === 's3' ? new S3Origin(source, s3(source.bucket)) : new HttpOrigin(source);
  }

  /** The same bucket of another server is another one. */
  #keyOf(source: RemoteSource): string {
    const server = source.kind === 's3' ? (this.#options.s3(source.bucket).endpoint ?? '') : '';
    return createHash('sha256')
      .update(JSON.stringify([source.normal, server]))
      .digest('hex')
      .slice(0, 32);
  }

  async #use(key: string, folder: string): Promise<() => void> {
    this.#uses.set(key, (this.#uses.get(key) ?? 0) + 1);
    await markUse(folder);
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      const left = (this.#uses.get(key) ?? 1) - 1;
      this.#uses.set(key, left);
      if (left === 0) void unmarkUse(folder).catch(() => undefined);
    };
  }

  async #makeRoom(source: RemoteSource, key: string, bytes: number): Promise<void> {
    const { folder, limitBytes, log } = this.#options;
    const copies = await this.#copies(key);
    const going = toEvict(copies, bytes, limitBytes);
    const values = { name: source.fileName, needed: inBytes(bytes) };
    if (going === null) throw new ShareError('download-over-limit', { ...values, limit: inBytes(limitBytes) });
    for (const old of going) {
      log.info({ key: old }, 'a downloaded dataset makes room for another one');
      await rm(join(folder, old), { recursive: true, force: true });
    }
    const { bavail, bsize } = await statfs(folder);
    const free = Math.max(0, bavail * bsize - DISK_RESERVE);
    if (bytes > free) throw new ShareError('download-no-space', { ...values, free: inBytes(free) });
  }

  /** Marks of use come and go in a folder: its own time is that of the last one. */
  async #copies(downloading: string | null): Promise<readonly KeptCopy[]> {
    const { folder } = this.#options;
    const keys = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    return Promise.all(
      keys.map(async ({ name: key }): Promise<KeptCopy> => {
        const path = join(folder, key);
        const inUse = key === downloading || (await isClaimed(path));
        return { key, bytes: await bytesIn(path), usedAt: (await stat(path).catch(() => null))?.mtimeMs ?? 0, inUse };
      }),
    );
  }
}

async function headOf({ body }: Reply, { fileName, host }: RemoteSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= HEAD_BYTES) break;
    }
  } catch (error) {
    // What has come may be enough.
    if (length === 0)
      throw new ShareError('download-failed', { name: fileName, host, reason: inWords(error) }, { cause: error });
  }
  return Buffer.concat(chunks);
}

function reasonOf(meaning: object, status: number): string {
  return 'reason' in meaning && typeof meaning.reason === 'string'
    ? meaning.reason
    : `it answers with status ${status}`;
}

function denied({ fileName, host }: RemoteSource, reason: string): ShareError {
  return new ShareError('download-denied', { name: fileName, host, reason });
}

async function bytesIn(folder: string): Promise<number> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function inBytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
