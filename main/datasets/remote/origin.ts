/** What a download needs of a place that gives out a file, whether that speaks HTTP or S3. */
import type { Answer, Version } from './download-policy.ts';

export interface Asking {
  /** First byte wanted; 0 with no `to` is the whole. */
  readonly from: number;
  /** Last byte wanted, where a look at the beginning is enough. */
  readonly to?: number;
  /** A part is wanted only of this version: an ETag or a date. */
  readonly onlyOf?: string | null;
  /** Nothing is wanted where it is this version still. */
  readonly unless?: Version;
  readonly signal: AbortSignal;
}

export interface Reply extends Answer {
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends a body that nobody wants to its end. */
  readonly discard: () => void;
}

export interface Origin {
  /**
   * Rejects when nothing can be heard of it.
   *
   * @throws ShareError `download-denied` where it is not to be asked
   */
  ask(asking: Asking): Promise<Reply>;
  close(): void;
}

/** `bytes=5-`; undefined for the whole. */
export function rangeHeader({ from, to }: Pick<Asking, 'from' | 'to'>): string | undefined {
  return from === 0 && to === undefined ? undefined : `bytes=${from}-${to ?? ''}`;
}
