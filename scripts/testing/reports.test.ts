/** The captured reports are what the runners of this project wrote for small suites with one test of every outcome. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readJunitReport, readPlaywrightReport, readVitestReport } from './reports.ts';

const captured = (name: string) => readFileSync(new URL(`captured/${name}`, import.meta.url), 'utf8');

test('vitest: one passed, one failed, one file that cannot be loaded, one skipped, one todo', () => {
  expect(readVitestReport(captured('vitest.json'))).toEqual({ passed: 1, failed: 2, skipped: 2 });
});

test('vitest does not report an unhandled error: its exit code must count', () => {
  expect(readVitestReport(captured('vitest-unhandled.json'))).toEqual({ passed: 1, failed: 0, skipped: 0 });
});

test('Playwright: one passed, one failed, one flaky, one skipped', () => {
  expect(readPlaywrightReport(captured('playwright.json'))).toEqual({ passed: 1, failed: 2, skipped: 1 });
});

test('Playwright: a file that cannot be loaded', () => {
  expect(readPlaywrightReport(captured('playwright-broken.json'))).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('pytest: one passed, one failed, two errors, one skipped, one expected failure', () => {
  expect(readJunitReport(captured('pytest.xml'))).toEqual({ passed: 1, failed: 3, skipped: 2 });
});

test.each([
  ['vitest', readVitestReport, '{}'],
  ['Playwright', readPlaywrightReport, '{"stats":{}}'],
  ['pytest', readJunitReport, '<testsuites/>'],
  ['pytest', readJunitReport, '<testsuites><testsuite tests="3"></testsuite></testsuites>'],
])('%s: a report of another form is an error, never a zero', (_runner, read, text) => {
  expect(() => read(text)).toThrow();
});
