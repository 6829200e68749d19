/** Recognises a dataset whose file was moved or renamed: it keeps its link, annotations, invites and settings. */
import { stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import { fingerprintOf } from '../datasets/fingerprint.ts';
import type { Datasets, RememberedDataset } from '../store/datasets.ts';

export class MovedDatasets {
  readonly #datasets: Datasets;
  readonly #log: Logger;

  constructor(datasets: Datasets, log: Logger) {
    this.#datasets = datasets;
    this.#log = log;
  }

  /** The dataset that this file is, or was before it was moved; null for one that was never shared. Changes nothing. */
  async find(path: string, isShared: (path: string) => boolean): Promise<RememberedDataset | null> {
    const known = this.#datasets.find(path);
    if (known !== null) return known;
    const fingerprint = await fingerprintOf(path).catch(() => null);
    return fingerprint === null ? null : this.#gone(fingerprint, isShared);
  }

  /**
   * Looks whether this file is a known dataset that is no longer where it was, and if so notes where it is now. A path that is known
   * stays what it is, whatever is in the file; of two files with the same content the one whose path is known keeps everything.
   *
   * @param isShared whether a session has that path open: a dataset that is being shared is not taken away from it
   * @returns the file's fingerprint; null where it could not be read to its end, and then nothing is recognised
   */
  async recognise(path: string, isShared: (path: string) => boolean): Promise<string | null> {
    const fingerprint = await fingerprintOf(path).catch(() => null);
    if (fingerprint === null || this.#datasets.find(path) !== null) return fingerprint;
    const before = await this.#gone(fingerprint, isShared);
    if (before !== null) {
      this.#datasets.move(before.id, path);
      this.#log.info({ from: before.path, to: path }, 'a dataset was moved');
    }
    return fingerprint;
  }

  async #gone(fingerprint: string, isShared: (path: string) => boolean): Promise<RememberedDataset | null> {
    for (const known of this.#datasets.withFingerprint(fingerprint))
      if (!isShared(known.path) && (await isGone(known.path))) return known;
    return null;
  }
}

/** Only where the system says that nothing is there: what cannot be looked at may be there. */
async function isGone(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: unknown) =>
      error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'),
  );
}
