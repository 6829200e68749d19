import { expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import type { TunnelState } from '../tunnel/supervisor-state.ts';
import { noHistory, rememberState, told, type TunnelHistory } from './tunnel-history.ts';

const why = describeFailure('tunnel-lost', { way: 'localtunnel', reason: 'it broke' });
const up = (url: string): TunnelState => ({ name: 'up', since: 0, address: { url, name: null } });
const lost = (since: number): TunnelState => ({
  name: 'waiting',
  nextAt: 0,
  loss: { since, why, latest: null, attempt: 1, refusals: 0, name: null },
});
const off: TunnelState = { name: 'off' };

function after(...states: (readonly [TunnelState, number])[]): TunnelHistory {
  return states.reduce((history, [state, at]) => rememberState(history, state, at), noHistory);
}

const iso = (at: number) => new Date(at).toISOString();

test('an interruption lasts until it is up again, however many attempts that takes', () => {
  const history = after([up('https://a'), 0], [lost(1000), 2000], [lost(1000), 3000], [up('https://a'), 9000]);
  expect(history).toMatchObject({
    interruptions: [{ from: iso(1000), to: iso(9000), why: why.message }],
    changed: null,
  });
});

test('the last twenty are remembered', () => {
  const rounds = Array.from({ length: 30 }, (_, round) => [
    [lost(round * 10), round * 10] as const,
    [up('https://a'), round * 10 + 5] as const,
  ]).flat();
  const { interruptions } = after(...rounds);
  expect(interruptions).toHaveLength(20);
  expect(interruptions.at(-1)?.from).toBe(iso(290));
});

test('another address is told, with the one that people hold', () => {
  const first = [up('https://a'), 0] as const;
  const second = [up('https://b'), 2000] as const;
  expect(after(first, [lost(1000), 1000], second).changed).toEqual({ from: 'https://a', at: iso(2000) });
  const third = [up('https://c'), 4000] as const;
  expect(after(first, second, third).changed, 'what they hold is still the first').toEqual({
    from: 'https://a',
    at: iso(4000),
  });
  expect(after(first, second, [up('https://b'), 5000]).changed).toEqual({ from: 'https://a', at: iso(2000) });
  expect(after(first, second, [up('https://a'), 5000]).changed, 'it came back').toBeNull();
  expect(told(after(first, second)).changed).toBeNull();
});

test('closed by its owner: nobody has to be told of another address later', () => {
  const history = after([up('https://a'), 0], [lost(1000), 1000], [off, 2000], [up('https://b'), 3000]);
  expect(history).toMatchObject({ changed: null, interruptions: [{ to: iso(2000) }] });
});
