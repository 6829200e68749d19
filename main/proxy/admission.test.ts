import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { Admission, type Admitted, type HeavyAsk } from './admission.ts';
import type { MemoryReading } from './memory-policy.ts';

const GIB = 1024 ** 3;
const plenty: MemoryReading = { availableBytes: 8 * GIB, totalBytes: 16 * GIB };
const little: MemoryReading = { availableBytes: 0.1 * GIB, totalBytes: 16 * GIB };
const readMemory = () => Promise.resolve(plenty);
const nobodyLeaves = new AbortController().signal;

const ask = (rest: Partial<HeavyAsk> = {}): HeavyAsk => ({
  session: 's',
  collaborator: 'maria',
  atOnce: 8,
  signal: nobodyLeaves,
  ...rest,
});

async function entered(admitted: Promise<Admitted>): Promise<() => void> {
  const outcome = await admitted;
  if (outcome.kind !== 'enter') throw new Error(`not entered: ${JSON.stringify(outcome)}`);
  return outcome.release;
}

test('as many at once as there are places, over all sessions, and each place goes to the next', async () => {
  const admission = new Admission({ places: 2, readMemory });
  const release = await entered(admission.enter(ask({ session: 'a' })));
  await entered(admission.enter(ask({ session: 'b' })));
  const third = admission.enter(ask({ session: 'c' }));
  await expect.poll(() => admission.waiting('c')).toBe(1);
  expect(admission.figures('a')).toEqual({ running: 1, waiting: 0, refused: 0 });
  release();
  release();
  await entered(third);
  expect(admission.figures('c')).toEqual({ running: 1, waiting: 0, refused: 0 });
  void admission.enter(ask({ session: 'd' }));
  await expect.poll(() => admission.waiting('d')).toBe(1);
});

test('by itself as many as the computer has cores, at least one', async () => {
  await entered(new Admission({ readMemory }).enter(ask()));
});

test('the first of one person goes before the second of another', async () => {
  const admission = new Admission({ places: 1, readMemory });
  const order: string[] = [];
  const come = async (collaborator: string) => {
    const release = await entered(admission.enter(ask({ collaborator })));
    order.push(collaborator);
    return release;
  };
  const first = await come('maria');
  const others = ['maria', 'maria', 'jonas', 'aiko', 'jonas'].map(async (name) => (await come(name))());
  await expect.poll(() => admission.waiting('s')).toBe(5);
  first();
  await Promise.all(others);
  expect(order).toEqual(['maria', 'jonas', 'aiko', 'maria', 'jonas', 'maria']);
});

test('a session whose host bears one at a time holds up no other', async () => {
  const admission = new Admission({ places: 3, readMemory });
  const release = await entered(admission.enter(ask({ session: 'small', atOnce: 1 })));
  const second = admission.enter(ask({ session: 'small', atOnce: 1 }));
  await expect.poll(() => admission.waiting('small')).toBe(1);
  await entered(admission.enter(ask({ session: 'big' })));
  release();
  await entered(second);
});

test('a host that can bear more by now is asked more, also by who waits already', async () => {
  const admission = new Admission({ places: 3, readMemory });
  await entered(admission.enter(ask({ atOnce: 1 })));
  const second = admission.enter(ask({ atOnce: 1 }));
  await expect.poll(() => admission.waiting('s')).toBe(1);
  await entered(admission.enter(ask({ atOnce: 3, collaborator: 'jonas' })));
  await entered(second);
});

test('when the line is full the next is told when to come back', async () => {
  const admission = new Admission({ places: 1, line: 2, readMemory });
  const release = await entered(admission.enter(ask()));
  const waiting = [admission.enter(ask()), admission.enter(ask())];
  await expect.poll(() => admission.waiting('s')).toBe(2);
  expect(await admission.enter(ask())).toEqual({ kind: 'refused', why: 'line-full', retryAfterSeconds: 10 });
  expect(admission.figures('s')).toEqual({ running: 1, waiting: 2, refused: 1 });
  release();
  for (const one of waiting) (await entered(one))();
  expect(admission.figures('s')).toEqual({ running: 0, waiting: 0, refused: 1 });
});

test('nobody waits for ever', async () => {
  const admission = new Admission({ places: 1, longestWaitMs: 20, readMemory });
  await entered(admission.enter(ask()));
  expect(await admission.enter(ask())).toEqual({ kind: 'refused', why: 'waited-too-long', retryAfterSeconds: 10 });
  expect(admission.figures('s')).toEqual({ running: 1, waiting: 0, refused: 1 });
});

test('who leaves the line takes no place, and nothing of them is left behind', async () => {
  const admission = new Admission({ places: 1, readMemory });
  const release = await entered(admission.enter(ask()));
  const leaver = new AbortController();
  const left = admission.enter(ask({ signal: leaver.signal }));
  const stayer = new AbortController();
  const next = admission.enter(ask({ collaborator: 'jonas', signal: stayer.signal }));
  await expect.poll(() => admission.waiting('s')).toBe(2);
  leaver.abort();
  expect(await left).toEqual({ kind: 'left' });
  expect(getEventListeners(leaver.signal, 'abort')).toEqual([]);
  expect(admission.waiting('s')).toBe(1);
  release();
  await entered(next);
  expect(getEventListeners(stayer.signal, 'abort')).toEqual([]);
  expect(await admission.enter(ask({ signal: AbortSignal.abort() }))).toEqual({ kind: 'left' });
  expect(admission.figures('s')).toEqual({ running: 1, waiting: 0, refused: 0 });
});

test('new work is refused while memory is short; who waits already goes on when there is enough again', async () => {
  let reading = plenty;
  const admission = new Admission({ places: 1, readMemory: () => Promise.resolve(reading), lookEveryMs: 0 });
  const release = await entered(admission.enter(ask()));
  const waiting = admission.enter(ask());
  await expect.poll(() => admission.waiting('s')).toBe(1);
  reading = little;
  expect(await admission.enter(ask())).toEqual({ kind: 'refused', why: 'memory', retryAfterSeconds: 30 });
  expect(await admission.enter(ask())).toMatchObject({ why: 'memory' });
  release();
  expect(admission.memory).toMatchObject({ kind: 'short', refused: 2 });
  expect(admission.figures('s')).toEqual({ running: 0, waiting: 1, refused: 2 });
  reading = plenty;
  await entered(waiting);
  expect(admission.memory).toMatchObject({ kind: 'was-short', refused: 2 });
});

test('who waited too long because memory stayed short is told so', async () => {
  let reading = plenty;
  const options = { places: 1, longestWaitMs: 500, lookEveryMs: 0, readMemory: () => Promise.resolve(reading) };
  const admission = new Admission(options);
  const release = await entered(admission.enter(ask()));
  const waiting = admission.enter(ask());
  await expect.poll(() => admission.waiting('s')).toBe(1);
  reading = little;
  release();
  expect(await waiting).toMatchObject({ why: 'memory' });
});

test('memory is looked at when work is asked for, at most once in a while, and not otherwise', async () => {
  let looked = 0;
  const count = () => {
    looked += 1;
    return readMemory();
  };
  const admission = new Admission({ places: 8, readMemory: count });
  expect(admission.memory).toEqual({ kind: 'enough' });
  expect(looked).toBe(0);
  await Promise.all([admission.enter(ask()), admission.enter(ask())]);
  await admission.enter(ask({ session: 'other' }));
  expect(looked).toBe(1);
});
