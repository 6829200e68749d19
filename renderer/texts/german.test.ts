import { describe, expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { makeFormat } from './format.ts';

type Leaf = string | ((gaps: unknown) => unknown);

/** What the gaps are filled with; every other one is filled with its own name, to be found again. */
const samples: Readonly<Record<string, unknown>> = {
  names: ['<names>'],
  titles: ['<titles>'],
  columns: ['<columns>'],
  off: ['diffexp'],
  role: 'viewer',
  state: 'done',
  provider: 'command',
  field: 'command',
  certainty: 'likely',
  blame: 'dataset',
  action: 'saved-labels',
  layout: 'csr',
  values: 'counts',
  kind: 'number',
  fix: 'convert-matrix',
  file: 'groups',
  first: null,
  detail: null,
  ...Object.fromEntries(
    [
      'count',
      'cores',
      'here',
      'days',
      'hours',
      'minutes',
      'times',
      'points',
      'waiting',
      'computing',
      'refused',
      'line',
    ].map((name) => [name, 2]),
  ),
};
/** Choices that are called alike in several places. */
const choices: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'preparing.step': { step: 'check' },
  'mending.step': { step: 'copying' },
  'foreign.kind': { of: 'loom' },
  'facts.leftOut': { why: 'shape' },
  'facts.columnsAre': { categories: 2, numbers: 2, others: 2 },
  'facts.column': { categories: null },
  'hiding.why': { why: 'date' },
  'ways.why': { why: 'date' },
  'trouble.title': { code: 'internal' },
  'picture.says': { cells: 2, groups: 2 },
  'people.total': { requests: 2 },
};
const firstArgument: Readonly<Record<string, unknown>> = { 'mending.offer': 'convert' };

/** The same in both languages, and meant to be. */
const alike = new Set([
  'product',
  'common.unknown',
  'language.en',
  'language.de',
  'link.heading',
  'gauges.cache',
  'facts.matrix',
  'activity.person',
  'people.person',
  'invites.name',
  'invites.browser',
  'network.authorityFile',
  'groups.membership',
  'preparing.progress',
  'institute.account',
  'trouble.code',
  'trouble.reportText',
  'bucket.endpoint',
  'bucket.region',
  'settings.app',
  'settings.version',
  'ways.example',
]);

function leaves(of: object, path = ''): [string, Leaf][] {
  return Object.entries(of).flatMap(([name, value]: [string, unknown]): [string, Leaf][] => {
    const here = path === '' ? name : `${path}.${name}`;
    if (here === 'service' || here === 'locale') return [];
    if (typeof value === 'object' && value !== null) return leaves(value, here);
    return [[here, value as Leaf]];
  });
}

function said(path: string, leaf: Leaf | undefined): string {
  if (typeof leaf !== 'function') return leaf ?? '';
  if (path in firstArgument) return String(leaf(firstArgument[path]));
  const own = choices[path] ?? {};
  const gaps = new Proxy(own, {
    get: (_, name) =>
      String(name) in own ? own[String(name)] : String(name) in samples ? samples[String(name)] : `<${String(name)}>`,
  });
  return String(leaf(gaps));
}

const german = new Map(leaves(de));

describe.each(leaves(en))('%s', (path, english) => {
  const [there, here] = [said(path, english), said(path, german.get(path))];

  it('is said in German, with everything that fills a gap', () => {
    if (!alike.has(path)) expect(here).not.toBe(there);
    expect(here).not.toBe('');
    expect(here).not.toMatch(/undefined|NaN/);
    const gaps = (text: string) => [...new Set(text.match(/<\w+>/g))].sort();
    expect(gaps(here)).toEqual(gaps(there));
  });

  it('keeps to the house words', () => {
    expect(here).not.toMatch(/!|\bbitte\b|\berfolgreich|["“][^”]*”|'/i);
    // German keeps English quotation marks away, and opens its own below.
    expect(here).not.toMatch(/“[^“„]*”/);
  });
});

it('what is alike in both languages is so', () => {
  const english = new Map(leaves(en));
  expect([...alike].filter((path) => said(path, english.get(path)) !== said(path, german.get(path)))).toEqual([]);
});

it('says in German by what a browser goes', () => {
  const said = ['Firefox on Windows', 'A browser on Linux', 'Another browser', 'Chrome'];
  expect(said.map((browser) => de.invites.browser({ browser, address: '::1' }))).toEqual(
    ['Firefox auf Windows', 'Ein Browser auf Linux', 'Ein anderer Browser', 'Chrome'].map((name) => `${name}, ::1`),
  );
});

it('writes numbers, sizes and days in German', () => {
  const format = makeFormat(de.locale, 'h23');
  expect(format.count(87_412)).toBe('87.412');
  expect(format.bytes(1_130_000_000)).toBe('1,1 GB');
  const now = new Date(2026, 10, 20, 14, 36);
  expect(format.momentWithTime(new Date(2026, 10, 19, 9, 5).toISOString(), now)).toBe('gestern, 09:05');
  expect(format.moment(new Date(2026, 10, 14, 9, 5).toISOString(), now)).toBe('14. November');
});
