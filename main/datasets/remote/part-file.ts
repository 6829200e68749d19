/** What has arrived of a file so far, with the version it belongs to, so that the rest can be asked for another day. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat, utimes, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Version } from './download-policy.ts';

const digestSchema = z.object({ algorithm: z.enum(['sha256', 'md5']), base64: z.string() });
const noteSchema = z.object({
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  digest: digestSchema.nullable(),
});
export type Note = z.infer<typeof noteSchema>;

/** Names in a source's folder. The file itself never begins with a dot. */
const PART = '.part';
const PART_NOTE = '.part.json';
const WHOLE_NOTE = '.whole.json';

export class PartFile {
  readonly #folder: string;

  /** @param folder of one source; it exists */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What is here of which version; nothing where the two do not fit. */
  async read(): Promise<{ readonly received: number; readonly note: Note | null }> {
    const note = await readNote(join(this.#folder, PART_NOTE));
    const received = await sizeOf(join(this.#folder, PART));
    const isSound = note !== null && (note.sizeBytes === null || received <= note.sizeBytes);
    return isSound ? { received, note } : { received: 0, note: null };
  }

  /** Throws away what was here: another version begins. The caller closes what it is handed. */
  async begin(note: Note): Promise<FileHandle> {
    await this.discard();
    const handle = await open(join(this.#folder, PART), 'w', 0o600);
    await writeFile(join(this.#folder, PART_NOTE), JSON.stringify(note), { mode: 0o600 });
    return handle;
  }

  /** The caller closes what it is handed. */
  resume(): Promise<FileHandle> {
    return open(join(this.#folder, PART), 'r+');
  }

  async discard(): Promise<void> {
    await rm(join(this.#folder, PART_NOTE), { force: true });
    await rm(join(this.#folder, PART), { force: true });
  }

  /** The whole file of another version: nobody wants it once a newer one is known to be there. */
  async discardWhole(fileName: string): Promise<void> {
    await rm(join(this.#folder, WHOLE_NOTE), { force: true });
    await rm(join(this.#folder, fileName), { force: true });
  }

  /** Whether it is what its server vouches for; true where that vouches for nothing. */
  async isIntact({ digest }: Note): Promise<boolean> {
    if (digest === null) return true;
    const hash = createHash(digest.algorithm);
    await pipeline(createReadStream(join(this.#folder, PART)), hash);
    return hash.digest('base64') === digest.base64;
  }

  /** Gives it its name. A power cut leaves either nothing of that name or all of it. */
  async finish(fileName: string, note: Note): Promise<void> {
    const part = join(this.#folder, PART);
    const handle = await open(part, 'r+');
    await handle.sync().finally(() => handle.close());
    const modified = note.lastModified === null ? NaN : Date.parse(note.lastModified);
    // The time of the original: what was made of an earlier copy of this version still fits.
    if (Number.isFinite(modified)) await utimes(part, new Date(), new Date(modified));
    await rm(join(this.#folder, WHOLE_NOTE), { force: true });
    await rename(part, join(this.#folder, fileName));
    await rename(join(this.#folder, PART_NOTE), join(this.#folder, WHOLE_NOTE));
  }

  /** Of the whole file; null where there is none. */
  async whole(fileName: string): Promise<Note | null> {
    const note = await readNote(join(this.#folder, WHOLE_NOTE));
    return note !== null && (await sizeOf(join(this.#folder, fileName))) > 0 ? note : null;
  }
}

async function readNote(path: string): Promise<Note | null> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

export function versionOf({ etag, lastModified, sizeBytes }: Note): Version {
  return { etag, lastModified, sizeBytes };
}
