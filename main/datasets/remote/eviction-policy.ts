/** Which downloaded files make room for another one. Pure. */

export interface KeptCopy {
  readonly key: string;
  readonly bytes: number;
  readonly usedAt: number;
  /** A session has it open, or it is being downloaded: it stays. */
  readonly inUse: boolean;
}

/**
 * Those used longest ago go first, and no more than has to.
 *
 * @param needed bytes that come on top
 * @returns keys, or null where even all of them would not be enough: then nothing goes
 */
export function toEvict(copies: readonly KeptCopy[], needed: number, limitBytes: number): readonly string[] | null {
  let excess = copies.reduce((sum, { bytes }) => sum + bytes, needed) - limitBytes;
  const going: string[] = [];
  const free = copies.filter(({ inUse }) => !inUse).sort((a, b) => a.usedAt - b.usedAt);
  for (const { key, bytes } of free) {
    if (excess <= 0) break;
    if (bytes === 0) continue;
    going.push(key);
    excess -= bytes;
  }
  return excess <= 0 ? going : null;
}
