import { describe, expect, test } from 'vitest';
import {
  countRefusal,
  judgeMemory,
  leastAvailable,
  REMEMBER_SHORTAGE_MS,
  type MemoryGuardState,
} from './memory-policy.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const now = new Date('2026-01-01T12:00:00Z');
const since = new Date('2026-01-01T11:50:00Z');
const left = (mib: number) => ({ availableBytes: mib * MIB, totalBytes: 8 * GIB });

test.each([
  [2 * GIB, 256 * MIB],
  [16 * GIB, 0.03 * 16 * GIB],
  [1024 * GIB, 2 * GIB],
])('of %d bytes %d have to be left', (total, least) => expect(leastAvailable(total)).toBe(least));

describe('memory', () => {
  const enough: MemoryGuardState = { kind: 'enough' };
  const short: MemoryGuardState = { kind: 'short', since, refused: 4 };
  const wasShort = (msAgo: number): MemoryGuardState => ({
    kind: 'was-short',
    since,
    until: new Date(now.getTime() - msAgo),
    refused: 4,
  });
  test.each([
    ['stays enough', enough, left(300), enough],
    ['gets short', enough, left(200), { kind: 'short', since: now, refused: 0 }],
    ['stays short just above where it began', short, left(300), short],
    ['is enough again well above', short, left(400), wasShort(0)],
    ['is remembered as it was', wasShort(1000), left(300), wasShort(1000)],
    ['gets short again: the same shortage', wasShort(1000), left(200), short],
    ['is forgotten', wasShort(REMEMBER_SHORTAGE_MS), left(300), enough],
    [
      'gets short long after: another shortage',
      wasShort(REMEMBER_SHORTAGE_MS),
      left(200),
      { kind: 'short', since: now, refused: 0 },
    ],
    ['of which nobody tells is enough', enough, null, enough],
    ['of which nobody tells any more is enough again', short, null, wasShort(0)],
  ] as const)('%s', (_, before, reading, after) => expect(judgeMemory(before, reading, now)).toEqual(after));

  test('counts whom it sent away', () => {
    expect(countRefusal(short)).toEqual({ kind: 'short', since, refused: 5 });
    expect(countRefusal(enough)).toEqual(enough);
  });
});
