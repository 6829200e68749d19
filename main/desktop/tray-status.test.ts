import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import type { Session } from '../../contract/session.ts';
import type { ShellState } from './shell-state.ts';
import { exampleNotice, examplePerson, exampleSession, sharing } from './testing/example-state.ts';
import { peopleHere, trayStatus, type IconState } from './tray-status.ts';

const two = [examplePerson('Maria'), examplePerson('Jonas'), examplePerson('Ada', false)];
const lost = { ...exampleSession().reach, state: 'lost' } as const;

const table: [string, ShellState, IconState, string][] = [
  ['starting', { service: 'starting' }, 'idle', 'Starting'],
  ['ended', { service: 'ended' }, 'trouble', 'Annotate Share has stopped'],
  ['no session', sharing([]), 'idle', 'Nothing is shared'],
  ['a stopped session', sharing([exampleSession({ phase: 'stopped' })]), 'idle', 'Nothing is shared'],
  ['one live', sharing([exampleSession()]), 'sharing', '1 live, nobody here'],
  ['one person', sharing([exampleSession({ people: two.slice(0, 1) })]), 'sharing', '1 live, 1 person here'],
  [
    'people over several',
    sharing([exampleSession({ people: two }), exampleSession({ people: two.slice(0, 1) })]),
    'sharing',
    '2 live, 3 people here',
  ],
  [
    'every phase',
    sharing((['preparing', 'starting', 'live', 'paused', 'asleep'] as const).map((phase) => exampleSession({ phase }))),
    'sharing',
    '1 live, 2 getting ready, 1 paused, 1 asleep, nobody here',
  ],
  [
    'a hint is no trouble',
    sharing([exampleSession({ notices: [exampleNotice('hint', 'Annotate was started again.')] })]),
    'sharing',
    '1 live, nobody here',
  ],
  [
    'a warning',
    sharing([
      exampleSession(),
      exampleSession({ title: 'Tumour', notices: [exampleNotice('warning', 'It changed.')] }),
    ]),
    'trouble',
    'Tumour: It changed.',
  ],
  [
    'an error before a warning',
    sharing([exampleSession({ notices: [exampleNotice('warning', 'Slow.'), exampleNotice('error', 'Broken.')] })]),
    'trouble',
    'Fetal lung: Broken.',
  ],
  [
    'a failed session',
    sharing([exampleSession({ phase: 'failed', error: describeFailure('host-start-failed', { name: 'lung.h5ad' }) })]),
    'trouble',
    'Fetal lung: Annotate could not open lung.h5ad.',
  ],
  [
    'a lost way out',
    sharing([exampleSession({ reach: lost })]),
    'trouble',
    'Fetal lung: The way out to the internet is lost and being opened again.',
  ],
];

test.each(table)('%s', (_name, state, icon, tooltip) => {
  expect(trayStatus(state)).toEqual({ icon, tooltip });
});

test('a tooltip is as long as Windows shows at most', () => {
  const long = exampleSession({ title: 'x'.repeat(120), notices: [exampleNotice('error', 'Something is broken.')] });
  const { tooltip } = trayStatus(sharing([long]));
  expect(tooltip).toHaveLength(127);
  expect(tooltip.endsWith('…')).toBe(true);
});

describe('people here', () => {
  test.each<[Session[], number]>([
    [[], 0],
    [[exampleSession({ people: [examplePerson('Ada', false)] })], 0],
    [[exampleSession({ people: two }), exampleSession({ people: two })], 4],
  ])('%#', (sessions, count) => {
    expect(peopleHere(sessions)).toBe(count);
  });
});
