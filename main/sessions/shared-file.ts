/** The file of one session: looked at before each start of a host, and watched while a host answers from it. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PhaseName } from '../../contract/session.ts';
import type { DatasetFile } from '../datasets/check-file.ts';
import type { Downloads, Fetched, FetchWish } from '../datasets/remote/downloads.ts';
import { isRemote, nameOfSource, parseRemote } from '../datasets/remote/source.ts';

/** What a file that has to be downloaded first is asked for with. */
export interface Downloading extends Pick<FetchWish, 'signal' | 'onProgress'> {
  readonly onHere: () => void;
}

const unneeded: ReadonlySet<PhaseName> = new Set(['asleep', 'paused', 'stopped', 'failed']);

export class SharedFile {
  readonly #source: string;
  readonly #checkFile: (source: string) => Promise<DatasetFile>;
  readonly #downloads: Pick<Downloads, 'fetch'> | null;
  readonly isRemote: boolean;
  /** The copy of what was downloaded, for as long as it is needed. */
  #copy: Fetched | null = null;
  /** As it was when the host opened it, or is about to; `path` is the canonical one, or the address it was downloaded from. */
  #opened: DatasetFile | null = null;
  #changedAt: Date | null = null;
  #content = { of: '', name: '' };

  /**
   * @param source what the owner gave
   * @param downloads left away: only files of this computer can be had
   */
  constructor(
    source: string,
    checkFile: (source: string) => Promise<DatasetFile>,
    downloads?: Pick<Downloads, 'fetch'>,
  ) {
    this.#source = source;
    this.#checkFile = checkFile;
    this.#downloads = downloads ?? null;
    this.isRemote = downloads !== undefined && isRemote(source);
  }

  get path(): string {
    return this.#opened?.path ?? this.#source;
  }

  /** Where a host finds it. */
  get localPath(): string {
    return this.#copy?.file.path ?? this.path;
  }

  get fileName(): string {
    return this.#opened?.fileName ?? nameOfSource(this.#source, basename);
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

  /**
   * Downloads it first, where it is elsewhere; a copy that is here already is asked after.
   *
   * @throws ShareError `dataset-*`, `download-*`
   */
  async check(source: string, downloading?: Downloading): Promise<void> {
    this.#opened = (await this.#fetch(downloading, false)) ?? (await this.#checkFile(source));
  }

  /**
   * Looks at it before a host opens it once more. What it has become is what will be shown. Of what was downloaded that is the copy:
   * nobody who wakes it waits for a server far away, unless the copy had to make room for another one.
   *
   * @throws ShareError `dataset-*`, `download-*`
   */
  async checkAgain(downloading?: Downloading): Promise<void> {
    const { path, fileName } = this;
    // By the canonical path: a link that leads elsewhere now does not make this another dataset.
    this.#opened = (await this.#fetch(downloading, true)) ?? { ...(await this.#checkFile(path)), fileName };
    this.#changedAt = null;
  }

  /** While nobody looks, a copy may make room for another one. */
  neededIn(phase: PhaseName): void {
    if (unneeded.has(phase)) this.#copy?.release();
  }

  /** Null for a file of this computer. */
  async #fetch(downloading: Downloading | undefined, keepCopy: boolean): Promise<DatasetFile | null> {
    if (!this.isRemote || this.#downloads === null || downloading === undefined) return null;
    const copy = await this.#downloads.fetch(this.#source, { ...downloading, keepCopy });
    this.#copy?.release();
    this.#copy = copy;
    downloading.onHere();
    return { ...copy.file, path: parseRemote(this.#source).normal };
  }

  /** A file that cannot be looked at (a drive that went away) is no news here: the host has it open. */
  async watch(): Promise<void> {
    const opened = this.#opened;
    if (opened === null || this.#changedAt !== null) return;
    const now = await stat(this.localPath).catch(() => null);
    if (now === null || this.#opened !== opened) return;
    if (now.mtime.getTime() !== opened.modified.getTime() || now.size !== opened.sizeBytes)
      this.#changedAt = new Date();
  }
}
