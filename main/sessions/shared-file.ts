/** The file of one session: looked at before each start of a host, and watched while a host answers from it. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DatasetFile } from '../datasets/check-file.ts';

export class SharedFile {
  readonly #source: string;
  readonly #checkFile: (source: string) => Promise<DatasetFile>;
  /** As it was when the host opened it, or is about to; `path` is the canonical one. */
  #opened: DatasetFile | null = null;
  #changedAt: Date | null = null;
  #content = { of: '', name: '' };

  /** @param source what the owner gave */
  constructor(source: string, checkFile: (source: string) => Promise<DatasetFile>) {
    this.#source = source;
    this.#checkFile = checkFile;
  }

  get path(): string {
    return this.#opened?.path ?? this.#source;
  }

  get fileName(): string {
    return this.#opened?.fileName ?? basename(this.#source);
  }

  get sizeBytes(): number | null {
    return this.#opened?.sizeBytes ?? null;
  }

  /** When it was seen that the file is no longer the one that the host opened. */
  get changedAt(): Date | null {
    return this.#changedAt;
  }

  /** Names what the host answers from: another text for every version of the file, and once it was seen to have changed. */
  get content(): string {
    const seen = this.#opened;
    const version = [this.path, seen?.sizeBytes, seen?.modified.getTime(), this.#changedAt?.getTime()];
    const text = JSON.stringify(version);
    // Asked at each request, and different once in a while.
    if (this.#content.of !== text) this.#content = { of: text, name: createHash('sha256').update(text).digest('hex') };
    return this.#content.name;
  }

  /** @throws ShareError `dataset-*` */
  async check(source: string): Promise<void> {
    this.#opened = await this.#checkFile(source);
  }

  /**
   * Looks at it before a host opens it once more. What it has become is what will be shown.
   *
   * @throws ShareError `dataset-*`
   */
  async checkAgain(): Promise<void> {
    const { path, fileName } = this;
    // By the canonical path: a link that leads elsewhere now does not make this another dataset.
    this.#opened = { ...(await this.#checkFile(path)), fileName };
    this.#changedAt = null;
  }

  /** A file that cannot be looked at (a drive that went away) is no news here: the host has it open. */
  async watch(): Promise<void> {
    const opened = this.#opened;
    if (opened === null || this.#changedAt !== null) return;
    const now = await stat(opened.path).catch(() => null);
    if (now === null || this.#opened !== opened) return;
    if (now.mtime.getTime() !== opened.modified.getTime() || now.size !== opened.sizeBytes)
      this.#changedAt = new Date();
  }
}
