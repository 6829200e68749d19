import { expect, test } from 'vitest';
import { decide, emptyGate, unmuted, type Gate } from './news-gate.ts';
import type { News } from './session-news.ts';

const lost: News = { kind: 'link', session: 's1', title: 'Lung', text: 'The way out is lost.' };
const came = (joined: string, session = 's1', title = 'Lung'): News => ({
  kind: 'joined',
  session,
  title,
  text: `${joined} is here.`,
  joined,
});
const told = (toldAt: number | null, ...held: News[]): Gate => ({ held, toldAt });
const texts = (gate: Gate, news: readonly News[], now = 0, wanted = true) =>
  decide(gate, news, now, wanted).show.map(({ text }) => text);

test('trouble is told at once, also right after other news', () => {
  expect(texts(emptyGate, [lost])).toEqual([lost.text]);
  expect(texts(told(0, came('Ana')), [lost], 1000)).toEqual([lost.text]);
});

test('the first who comes is told at once; who comes within the minute is told together at its end', () => {
  const first = decide(emptyGate, [came('Ana')], 0, true);
  expect(first).toMatchObject({ show: [{ session: 's1', title: 'Lung', text: 'Ana is here.' }], againInMs: null });
  const second = decide(first.gate, [came('Ben')], 10_000, true);
  expect(second).toMatchObject({ show: [], againInMs: 50_000 });
  const third = decide(second.gate, [came('Chen'), came('Ben')], 40_000, true);
  expect(third).toMatchObject({ show: [], againInMs: 20_000 });
  const end = decide(third.gate, [], 60_000, true);
  expect(end).toMatchObject({ show: [{ text: 'Ben and Chen are here.' }], againInMs: null, gate: { held: [] } });
  expect(decide(end.gate, [], 200_000, true).show).toEqual([]);
});

test('each session tells of its own people, many of them by number', () => {
  const many = ['Ana', 'Ben', 'Chen', 'Dara', 'Eli'].map((name) => came(name));
  expect(texts(emptyGate, [...many, came('Fay', 's2', 'Gut')])).toEqual([
    'Ana, Ben and 3 others are here.',
    'Fay is here.',
  ]);
});

test('a flood is one notification that names the sessions and leads to the window', () => {
  const flood = ['a', 'b', 'c', 'd'].map((name) => ({ ...lost, session: name, title: name.toUpperCase() }));
  expect(decide(emptyGate, flood, 0, true).show).toEqual([
    { session: null, title: '4 pieces of news', text: 'A, B, C, D' },
  ]);
  expect(decide(emptyGate, flood.slice(1), 0, true).show).toHaveLength(3);
});

test('what happens while notifications are muted is not told, then or later', () => {
  const muted = decide(told(0, came('Ana')), [lost, came('Ben')], 90_000, false);
  expect(muted).toEqual({ gate: { held: [], toldAt: 0 }, show: [], againInMs: null });
  expect(decide(muted.gate, [], 100_000, true).show).toEqual([]);
});

test('a kind that is muted is not told of; nothing else is lost with it', () => {
  expect(unmuted([lost, came('Ana')], ['joined'])).toEqual([lost]);
  expect(unmuted([lost, came('Ana')], ['link', 'ending'])).toEqual([came('Ana')]);
  expect(unmuted([lost, came('Ana')], [])).toEqual([lost, came('Ana')]);
});
