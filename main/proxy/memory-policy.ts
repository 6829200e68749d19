/** Decides when memory is too short for new heavy work, and how long that is worth telling. Pure. */

export interface MemoryReading {
  /** What programs can still take without anything being swapped out: caches of files count as free. */
  readonly availableBytes: number;
  readonly totalBytes: number;
}

export type MemoryGuardState =
  | { readonly kind: 'enough' }
  /** `refused`: how many heavy requests were sent away for it, in this spell and those shortly before. */
  | { readonly kind: 'short'; readonly since: Date; readonly refused: number }
  | { readonly kind: 'was-short'; readonly since: Date; readonly until: Date; readonly refused: number };

const MIB = 1024 * 1024;

/** How long after it ended a shortage still counts: one that comes back within this time is the same one. */
export const REMEMBER_SHORTAGE_MS = 10 * 60_000;

/**
 * A differential expression itself takes little (sums for each gene), but a computer that is out of memory ends the largest program,
 * which is the host. Capped, because nobody misses 3 % of a terabyte.
 */
export function leastAvailable(totalBytes: number): number {
  return Math.min(Math.max(256 * MIB, 0.03 * totalBytes), 2048 * MIB);
}

/** It ends later than it began, so that it does not flicker. */
const ENDS_AT = 1.5;

/** @param reading null where the operating system does not tell: then nothing is refused for it */
export function judgeMemory(before: MemoryGuardState, reading: MemoryReading | null, now: Date): MemoryGuardState {
  const enoughFrom =
    reading === null ? 0 : leastAvailable(reading.totalBytes) * (before.kind === 'short' ? ENDS_AT : 1);
  const isShort = reading !== null && reading.availableBytes < enoughFrom;
  switch (before.kind) {
    case 'enough':
      return isShort ? { kind: 'short', since: now, refused: 0 } : before;
    case 'short':
      return isShort ? before : { ...before, kind: 'was-short', until: now };
    case 'was-short': {
      const lapsed = now.getTime() - before.until.getTime() >= REMEMBER_SHORTAGE_MS;
      if (isShort) return lapsed ? { kind: 'short', since: now, refused: 0 } : backAgain(before);
      return lapsed ? { kind: 'enough' } : before;
    }
  }
}

export function countRefusal(state: MemoryGuardState): MemoryGuardState {
  return state.kind === 'enough' ? state : { ...state, refused: state.refused + 1 };
}

function backAgain({ since, refused }: { readonly since: Date; readonly refused: number }): MemoryGuardState {
  return { kind: 'short', since, refused };
}
