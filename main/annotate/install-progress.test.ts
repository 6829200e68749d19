import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { beginInstall, describeInstall, heedLine, type InstallProgress } from './install-progress.ts';

const downloading: InstallProgress = { ...beginInstall(64), step: 'downloading' };

function heedAll(start: InstallProgress, lines: readonly string[]): InstallProgress {
  return lines.reduce(heedLine, start);
}

function printed(name: string): string[] {
  return readFileSync(new URL(`testing/installer-output/${name}.txt`, import.meta.url), 'utf8').split('\n');
}

describe('what is said while pip downloads', () => {
  test.each<[string[], string]>([
    [[], 'Downloading Python packages, 0 MB so far'],
    [['Collecting scipy==1.17.1 (from -r a (line 1))'], 'Downloading Python packages, 0 MB so far'],
    [
      ['Collecting scipy==1.17.1', '  Downloading scipy-1.17.1-cp311-manylinux.whl (35.3 MB)'],
      'Downloading Python packages, 0 MB so far; now scipy, 35 MB',
    ],
    [
      [
        'Collecting scipy==1.17.1',
        '  Downloading scipy.whl (35.3 MB)',
        'Collecting six==1.17.0',
        '  Downloading six.whl (11 kB)',
      ],
      'Downloading Python packages, 35 MB so far',
    ],
    [
      ['Collecting scipy==1.17.1', '  File was already downloaded /home/ada/scipy.whl', 'Saved ./scipy.whl'],
      'Downloading Python packages, 0 MB so far',
    ],
  ])('%j', (lines, detail) => {
    expect(describeInstall(heedAll(downloading, lines)).detail).toBe(detail);
  });

  test('a whole installation: of the 64 in the lock file, 55 are for this machine', () => {
    const lines = printed('pip-good');
    const fetching = lines.slice(
      0,
      lines.findLastIndex((line) => line.startsWith('Successfully downloaded')),
    );
    const after = heedAll(downloading, fetching);
    expect(after.total).toBe(55);
    expect(Math.round(after.megabytes)).toBe(174);
  });
});

describe('what is said while uv works', () => {
  test.each<[string[], string]>([
    [['Resolved 55 packages in 709ms', 'Downloading scipy (33.7MiB)'], 'Downloading 55 Python packages, 0 of 35 MB'],
    [
      [
        'Resolved 55 packages in 709ms',
        'Downloading scipy (33.7MiB)',
        'Downloading numpy (18.6MiB)',
        ' Downloaded scipy',
      ],
      'Downloading 55 Python packages, 35 of 55 MB',
    ],
    [['Resolved 55 packages in 709ms', 'Prepared 54 packages in 2.25s'], 'Installing 55 Python packages'],
  ])('%j', (lines, detail) => {
    expect(describeInstall(heedAll(downloading, lines)).detail).toBe(detail);
  });

  test('a whole installation', () => {
    const after = heedAll(downloading, printed('uv-good'));
    expect(after).toMatchObject({ step: 'installing', total: 55 });
    expect(after.megabytesDone).toBeCloseTo(after.megabytes);
  });
});

describe('the bar', () => {
  test.each<[Partial<InstallProgress>, number]>([
    [{ step: 'making' }, 0],
    [{ step: 'downloading' }, 0.04],
    [{ step: 'downloading', begun: 33 }, 0.32],
    [{ step: 'downloading', begun: 900 }, 0.6],
    [{ step: 'installing' }, 0.6],
    [{ step: 'installing', installed: 32 }, 0.77],
    [{ step: 'installing', installed: 64 }, 0.94],
    [{ step: 'checking' }, 0.94],
  ])('%j → %d', (change, done) => {
    expect(describeInstall({ ...beginInstall(64), ...change }).done).toBeCloseTo(done);
  });

  test('is never outside 0 to 1 while pip prints its lines', () => {
    let progress = downloading;
    for (const line of printed('pip-good')) {
      progress = heedLine(progress, line);
      const { done } = describeInstall(progress);
      expect(done).toBeGreaterThanOrEqual(0);
      expect(done).toBeLessThanOrEqual(1);
    }
  });
});
