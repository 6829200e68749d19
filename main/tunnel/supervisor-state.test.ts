import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import { waitBefore, wantedName } from './reopen-policy.ts';
import { transition, type Address, type TunnelEvent, type TunnelState } from './supervisor-state.ts';

const moment = { at: 1_000_000, chance: 0.5 };
const { at } = moment;
const address: Address = { url: 'https://abc.relay.example', name: 'abc' };
const failure = describeFailure('tunnel-lost', { way: 'localtunnel', reason: 'it broke' });
const refused = describeFailure('tunnel-name-refused', { asked: 'abc', given: 'no name' });
const defect = describeFailure('internal', { reason: 'oh' });
const loss = { since: 900_000, why: failure, latest: null, attempt: 3, refusals: 0, name: 'abc' };

const states = {
  off: { name: 'off' },
  opening: { name: 'opening', since: 990_000, wanted: null, loss: null },
  reopening: { name: 'opening', since: 990_000, wanted: 'abc', loss },
  proving: { name: 'proving', since: 990_000, address, loss: null },
  reproving: { name: 'proving', since: 990_000, address, loss },
  up: { name: 'up', since: 500_000, address },
  doubtful: { name: 'doubtful', since: 990_000, upSince: 500_000, failed: 1, address },
  despairing: { name: 'doubtful', since: 990_000, upSince: 500_000, failed: 2, address },
  waiting: { name: 'waiting', nextAt: 1_000_500, loss },
  failed: { name: 'failed', since: 990_000, failure },
} as const satisfies Record<string, TunnelState>;

const events: Readonly<Record<string, TunnelEvent>> = {
  open: { type: 'open' },
  opened: { type: 'opened', address },
  'not opened': { type: 'not-opened', failure },
  'name refused': { type: 'not-opened', failure: refused },
  defect: { type: 'not-opened', failure: defect },
  answered: { type: 'probe-answered' },
  'probe failed': { type: 'probe-failed', failure },
  'not proved': { type: 'not-proved', failure },
  broke: { type: 'broke', failure },
  due: { type: 'due' },
  'try now': { type: 'try-now' },
  'look now': { type: 'look-now' },
  close: { type: 'close' },
};

const first = { name: 'opening', since: at, wanted: null, loss: null };
const again = { name: 'opening', since: at, wanted: 'abc', loss };
const later = { name: 'waiting', loss: { attempt: 4, latest: failure, why: failure, since: 900_000 } };
const off = { name: 'off' };

/** What is not named here changes nothing. */
const table: Readonly<Record<keyof typeof states, Readonly<Record<string, object>>>> = {
  off: { open: first },
  opening: {
    opened: { name: 'proving', address, loss: null },
    'not opened': { name: 'failed', failure },
    'name refused': { name: 'failed', failure: refused },
    defect: { name: 'failed', failure: defect },
    close: off,
  },
  reopening: {
    opened: { name: 'proving', address, loss },
    'not opened': later,
    'name refused': { name: 'waiting', loss: { attempt: 4, latest: refused, refusals: 1 } },
    defect: { name: 'failed', failure: defect },
    close: off,
  },
  proving: {
    answered: { name: 'up', since: at, address },
    'not proved': { name: 'failed', failure },
    broke: { name: 'failed', failure },
    close: off,
  },
  reproving: { answered: { name: 'up', since: at, address }, 'not proved': later, broke: later, close: off },
  up: {
    'probe failed': { name: 'doubtful', since: at, upSince: 500_000, failed: 1 },
    'look now': { name: 'doubtful', since: at, upSince: 500_000, failed: 0 },
    broke: { name: 'waiting', loss: { since: at, attempt: 1, name: 'abc', why: failure } },
    close: off,
  },
  doubtful: {
    answered: { name: 'up', since: 500_000, address },
    'probe failed': { name: 'doubtful', failed: 2 },
    broke: { name: 'waiting', loss: { since: 990_000, attempt: 1 } },
    close: off,
  },
  despairing: {
    answered: { name: 'up', since: 500_000, address },
    'probe failed': { name: 'waiting', loss: { since: 990_000, attempt: 1 } },
    broke: { name: 'waiting', loss: { since: 990_000, attempt: 1 } },
    close: off,
  },
  waiting: { due: again, 'try now': again, 'look now': again, close: off },
  failed: { open: first, 'try now': first, close: off },
};

describe.each(Object.keys(states) as (keyof typeof states)[])('%s', (name) => {
  test.each(Object.keys(events))('%s', (event) => {
    const state = states[name];
    const after = transition(state, events[event] ?? { type: 'close' }, moment);
    const expected = table[name][event];
    if (expected === undefined) expect(after).toBe(state);
    else expect(after).toMatchObject(expected);
  });
});

describe('the wait before an attempt', () => {
  test('grows to six seconds, with a fifth more or less, and to half a minute once it lasts for long', () => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => waitBefore(attempt, 0.5))).toEqual([1200, 1920, 3072, 4915, 6000, 6000]);
    expect([waitBefore(9, 0), waitBefore(9, 1)]).toEqual([4800, 7200]);
    expect(waitBefore(150, 0.5)).toBe(30_000);
  });

  test('an attempt that hung has waited enough', () => {
    const hung: TunnelState = { ...states.reopening, since: at - 8000 };
    expect(transition(hung, { type: 'not-opened', failure }, moment)).toMatchObject({ nextAt: at + 250 });
  });

  test('the name is insisted on three times more', () => {
    expect([0, 1, 2, 3, 4, 5].map((refusals) => wantedName('abc', refusals))).toEqual([
      'abc',
      'abc',
      'abc',
      'abc',
      null,
      null,
    ]);
  });
});
