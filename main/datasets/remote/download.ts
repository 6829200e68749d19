/** Downloads one file: goes on where it stopped, begins anew when the file has changed, and gives up when nothing comes any more. */
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { ShareError } from '../../../contract/errors.ts';
import { digestOf, endOf, meaningOf, pauseBefore, validatorOf, type Meaning } from './download-policy.ts';
import type { Origin, Reply } from './origin.ts';
import { versionOf, type Note, type PartFile } from './part-file.ts';
import type { RemoteSource } from './source.ts';

export interface Progress {
  readonly received: number;
  /** Null where the server does not say. */
  readonly total: number | null;
  /** Null until that can be told. */
  readonly secondsLeft: number | null;
}

export interface DownloadWish {
  readonly source: Pick<RemoteSource, 'fileName' | 'host'>;
  readonly origin: Origin;
  readonly part: PartFile;
  /** @throws ShareError where so many more bytes have no room */
  readonly makeRoom: (bytes: number) => Promise<void>;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /** How long nothing may come; left away: half a minute. */
  readonly stallMs?: number;
  /** Left away: as the policy says. */
  readonly pauseMs?: typeof pauseBefore;
}

const STALL_MS = 30_000;
/** In a row, without a byte in between. */
const MOST_FAILURES = 5;
const MOST_BEGINNINGS = 4;
const TELL_EVERY_MS = 250;
/** Where no length is told, room is made as it goes on. No chunk is as large. */
const ROOM_STEP_BYTES = 64e6;

type Outcome = { readonly kind: 'whole' } | Exclude<Meaning, { kind: 'body' | 'complete' | 'redirect' | 'unchanged' }>;

/**
 * Settles when the whole is there under its name.
 *
 * @throws ShareError `download-*`; the signal's reason when it was aborted. What has arrived is kept
 */
export async function download(wish: DownloadWish): Promise<void> {
  const { part, signal, source } = wish;
  const { fileName: name, host } = source;
  let failures = 0;
  let beginnings = 0;
  for (;;) {
    signal.throwIfAborted();
    const before = await part.read();
    const outcome = await attempt(wish, before.received, before.note);
    switch (outcome.kind) {
      case 'whole':
        return finish(wish);
      case 'refused':
        throw new ShareError('download-denied', { name, host, reason: outcome.reason });
      case 'anew':
        await part.discard();
        if (++beginnings >= MOST_BEGINNINGS)
          throw new ShareError('download-failed', { name, host, reason: 'it changes again and again' });
        break;
      case 'later': {
        failures = (await part.read()).received > before.received ? 0 : failures + 1;
        if (failures >= MOST_FAILURES) throw new ShareError('download-failed', { name, host, reason: outcome.reason });
        await pause((wish.pauseMs ?? pauseBefore)(failures, outcome.afterSeconds), undefined, { signal });
      }
    }
  }
}

async function finish({ part, source: { fileName, host } }: DownloadWish): Promise<void> {
  const { note } = await part.read();
  if (note === null) throw new ShareError('download-failed', { name: fileName, host, reason: 'it was taken away' });
  if (!(await part.isIntact(note))) {
    await part.discard();
    throw new ShareError('download-damaged', { name: fileName, host });
  }
  await part.finish(fileName, note);
}

async function attempt(wish: DownloadWish, received: number, note: Note | null): Promise<Outcome> {
  if (note?.sizeBytes != null && received === note.sizeBytes) return { kind: 'whole' };
  const stall = new Stall(wish.stallMs ?? STALL_MS, wish.signal);
  const version = note === null ? null : versionOf(note);
  const onlyOf = validatorOf(version);
  const from = onlyOf === null ? 0 : received;
  let reply: Reply | null = null;
  try {
    reply = await wish.origin.ask({ from, onlyOf, signal: stall.signal });
    stall.noteLife();
    const meaning = meaningOf(reply, { from, version });
    switch (meaning.kind) {
      case 'body':
        return await take(wish, reply, meaning, stall);
      case 'complete':
        return { kind: 'whole' };
      case 'redirect':
      case 'unchanged':
        return { kind: 'refused', reason: `it answers with status ${reply.status}` };
      default:
        return meaning;
    }
  } catch (error) {
    wish.signal.throwIfAborted();
    if (error instanceof ShareError) throw error;
    // A disk that is full or gone is no fault of the server's.
    if (isOfDisk(error)) throw isFull(error) ? noSpace(wish.source.fileName, error) : error;
    return { kind: 'later', reason: stall.isOver ? 'nothing came any more' : inWords(error), afterSeconds: null };
  } finally {
    stall.end();
    reply?.discard();
  }
}

async function take(
  wish: DownloadWish,
  reply: Reply,
  { from, version }: Extract<Meaning, { kind: 'body' }>,
  stall: Stall,
): Promise<Outcome> {
  // The old part goes first: the room it took is the new one's.
  if (from === 0) await wish.part.discard();
  if (version.sizeBytes !== null) await wish.makeRoom(version.sizeBytes - from);
  const file =
    from === 0 ? await wish.part.begin({ ...version, digest: digestOf(reply.headers) }) : await wish.part.resume();
  try {
    const received = await write(wish, reply, file, { from, total: version.sizeBytes }, stall);
    const end = endOf(received, version);
    if (end === 'whole') return { kind: 'whole' };
    if (end === 'too-long') return { kind: 'anew' };
    return { kind: 'later', reason: 'the connection ended before the file did', afterSeconds: null };
  } finally {
    await file.close();
  }
}

/** Returns how many bytes are here in the end; stops where more come than were told. */
async function write(
  { makeRoom, onProgress }: DownloadWish,
  { body }: Reply,
  file: FileHandle,
  { from, total }: { readonly from: number; readonly total: number | null },
  stall: Stall,
): Promise<number> {
  const startedAt = performance.now();
  let received = from;
  let toldAt = -Infinity;
  let roomUpTo = from;
  for await (const chunk of body) {
    stall.noteLife();
    if (total === null && received + chunk.length > roomUpTo) {
      await makeRoom(ROOM_STEP_BYTES);
      roomUpTo = received + ROOM_STEP_BYTES;
    }
    await writeAt(file, chunk, received);
    received += chunk.length;
    if (total !== null && received > total) return received;
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS && received !== total) continue;
    toldAt = now;
    const rate = (received - from) / Math.max(now - startedAt, 1);
    onProgress({ received, total, secondsLeft: total === null ? null : (total - received) / rate / 1000 });
  }
  return received;
}

/** The system may take less at once than it is given. */
async function writeAt(file: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  let done = 0;
  while (done < chunk.length) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at + done);
    done += bytesWritten;
  }
}

/** Ends what it guards when nothing was heard for a while. */
class Stall {
  readonly signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  #isOver = false;

  constructor(afterMs: number, outer: AbortSignal) {
    const silence = new AbortController();
    this.signal = AbortSignal.any([silence.signal, outer]);
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      silence.abort();
    }, afterMs);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  noteLife(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
}

/** Others write too: what was free when it began may not be any more. */
function noSpace(name: string, cause: unknown): ShareError {
  return new ShareError('download-no-space', { name, needed: 'more', free: '0 MB' }, { cause });
}

function isOfDisk(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES', 'ENOENT', 'EFBIG'].includes(codeOf(error));
}

/** What kept a server from being heard, for people. */
export function inWords(error: unknown): string {
  const code = codeOf(error) || codeOf((error as { readonly cause?: unknown }).cause);
  return words.get(code) ?? 'the connection broke';
}

const words = new Map([
  ['ENOTFOUND', 'no server of this name was found'],
  ['EAI_AGAIN', 'no server of this name was found'],
  ['ECONNREFUSED', 'nothing listens there'],
  ['EHOSTUNREACH', 'there is no way to it'],
  ['ENETUNREACH', 'there is no way to it'],
  ['UND_ERR_CONNECT_TIMEOUT', 'it does not answer'],
  ['ETIMEDOUT', 'it does not answer'],
  ['CERT_HAS_EXPIRED', 'its certificate has run out'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'nobody vouches for its certificate'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'nobody vouches for its certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'nobody vouches for its certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
]);
