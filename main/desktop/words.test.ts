import { afterEach, expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import { exampleNotice, exampleSession, sharing } from './testing/example-state.ts';
import { trayMenu, type MenuEntry } from './tray-menu.ts';
import { trayStatus } from './tray-status.ts';
import { englishWords } from './words-en.ts';
import { germanWords } from './words-de.ts';
import { speak, words } from './words.ts';

afterEach(() => speak('en'));

/** Alike in both languages. */
const alike = new Set(['appName', 'told', 'trouble', 'ok', 'locale']);

function said(of: Readonly<Record<string, unknown>>): [name: string, words: string][] {
  return Object.entries(of).flatMap(([name, value]): [string, string][] => {
    if (alike.has(name)) return [];
    if (typeof value === 'string') return [[name, value]];
    if (typeof value !== 'function') return said(value as Readonly<Record<string, unknown>>);
    const say = value as (gap: unknown) => string;
    return [[name, say(name === 'joined' ? ['A', 'B', 'C', 'D'] : 2)]];
  });
}

test('everything is said in German, and keeps to the house words', () => {
  const english = new Map(said(englishWords));
  for (const [name, german] of said(germanWords)) {
    expect(german, name).not.toBe(english.get(name));
    expect(german, name).not.toMatch(/!|\bbitte\b|\berfolgreich/i);
  }
  expect(english.size).toBeGreaterThan(60);
});

test('tooltip and menu are said in the language that was chosen last', () => {
  const failed = exampleSession({
    notices: [{ ...exampleNotice('warning', ''), ...describeFailure('memory-short', { refused: 3 }) }],
  });
  expect(speak('de')).toBe(true);
  expect(speak('de')).toBe(false);
  expect(trayStatus(sharing([failed])).tooltip).toContain('Auf diesem Computer ist der Arbeitsspeicher knapp');
  const labels = (entries: readonly MenuEntry[]): string[] =>
    entries.flatMap((entry) => [
      ...('label' in entry ? [entry.label] : []),
      ...('entries' in entry ? labels(entry.entries) : []),
    ]);
  const all = labels(
    trayMenu(sharing([exampleSession()]), { openAtLogin: true, notifications: true, stayAwake: true, updates: true }),
  );
  expect(all).toEqual(
    expect.arrayContaining(['Link kopieren', 'Datei teilen…', 'Annotate Share beenden', 'Benachrichtigungen']),
  );
  expect(
    all.filter((label) => Object.values(englishWords).some((word) => word === label && word !== 'Annotate Share')),
  ).toEqual([]);
  speak('en');
  expect(words.quit).toBe('Quit Annotate Share');
});
