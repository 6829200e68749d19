/** Keeps on disk what took seconds to pack and is the same at each start: Annotate's own files, by what is in them. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Packing } from './coding.ts';
import { unpacked } from './packer.ts';
import { fingerprint } from './question.ts';

export class PackedFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Null where there is none, or a damaged one: it is unpacked once to see. */
  async read(of: string, packing: Packing): Promise<Buffer | null> {
    try {
      const bytes = await readFile(this.#path(of, packing));
      return fingerprint(await unpacked(bytes, packing), '') === of ? bytes : null;
    } catch {
      return null;
    }
  }

  async write(of: string, packing: Packing, bytes: Buffer): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const beside = join(this.#folder, `.${randomUUID()}`);
    try {
      await writeFile(beside, bytes, { mode: 0o600 });
      await rename(beside, this.#path(of, packing));
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  #path(of: string, packing: Packing): string {
    return join(this.#folder, `${of}.${packing}`);
  }
}
