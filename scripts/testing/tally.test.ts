import { describe, expect, test } from 'vitest';
import { closingLine, exitCodeFor, none, sum, table, weigh, type Tally } from './tally.ts';

const tally = (passed: number, failed: number, skipped: number): Tally => ({ passed, failed, skipped });

test('all runners are summed into one line', () => {
  const all = sum([tally(1, 0, 0), tally(120, 2, 1), none, tally(8, 0, 3)]);
  expect(closingLine(all)).toBe('129 passed, 2 failed, 4 skipped');
});

describe('the exit code', () => {
  test.each<[string, Tally, boolean, 0 | 1]>([
    ['everything passed', tally(10, 0, 0), false, 0],
    ['everything passed, in CI', tally(10, 0, 0), true, 0],
    ['a failure', tally(10, 1, 0), false, 1],
    ['a skip on a developer’s machine', tally(10, 0, 1), false, 0],
    ['a skip in CI', tally(10, 0, 1), true, 1],
    ['nothing ran at all', none, false, 1],
  ])('%s', (_case, all, ci, code) => {
    expect(exitCodeFor(all, ci)).toBe(code);
  });
});

describe('a report is weighed with the exit code', () => {
  test.each<[string, Tally | null, number | null, boolean, Tally]>([
    ['passed and ended well', tally(3, 0, 0), 0, false, tally(3, 0, 0)],
    ['failed and said so', tally(3, 2, 0), 1, false, tally(3, 2, 0)],
    ['ended badly though no test failed: unhandled rejection', tally(3, 0, 0), 1, false, tally(3, 1, 0)],
    ['was killed after its report', tally(3, 0, 0), null, false, tally(3, 1, 0)],
    ['crashed before its report', null, 1, false, tally(0, 1, 0)],
    ['ended well without a report', null, 0, false, tally(0, 1, 0)],
    ['ran no tests', none, 0, false, tally(0, 1, 0)],
    ['ran no tests and says so', none, 5, false, tally(0, 1, 0)],
    ['a filter matched nothing', none, 0, true, none],
    ['a filter matched nothing and the runner minds', none, 1, true, none],
  ])('%s', (_case, report, exitCode, mayBeEmpty, expected) => {
    expect(weigh(report, exitCode, mayBeEmpty).tally).toEqual(expected);
  });
});

test('the table lines its columns up and tells why something was skipped', () => {
  const text = table([
    { step: 'unit', tally: tally(321, 0, 0), seconds: 12.34, note: null },
    { step: 'desktop', tally: tally(0, 0, 1), seconds: 0, note: 'no Electron' },
  ]);
  expect(text).toBe(
    [
      'step     passed  failed  skipped  seconds',
      'unit        321       0        0     12.3',
      'desktop       0       0        1      0.0  no Electron',
    ].join('\n'),
  );
});
