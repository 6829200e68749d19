/** A supervised tunnel's life as data: one pure transition. The supervisor does what a state asks for and reports what came of it. */
import type { Failure } from '../../contract/errors.ts';
import { hopeless, waitBefore, wantedName } from './reopen-policy.ts';

/** Why and since when nobody can come in; null in states that belong to the first opening. Times in milliseconds since 1970. */
export interface Loss {
  readonly since: number;
  readonly why: Failure;
  /** What the attempt before came to. */
  readonly latest: Failure | null;
  /** Of the next or present attempt, from 1. */
  readonly attempt: number;
  /** How many times in a row the name was refused. */
  readonly refusals: number;
  readonly name: string | null;
}

export interface Address {
  readonly url: string;
  readonly name: string | null;
}

export type TunnelState =
  | { readonly name: 'off' }
  /** Asks for: open, under `wanted`. */
  | { readonly name: 'opening'; readonly since: number; readonly wanted: string | null; readonly loss: Loss | null }
  /** Open as far as its own client can tell. Asks for: probe until it is proved, or for so long. */
  | { readonly name: 'proving'; readonly since: number; readonly address: Address; readonly loss: Loss | null }
  /** Asks for: probe now and then. */
  | { readonly name: 'up'; readonly since: number; readonly address: Address }
  /** Was up; a probe failed, or nobody has looked since the computer woke. Asks for: probe at once, and again soon. */
  | {
      readonly name: 'doubtful';
      readonly since: number;
      readonly upSince: number;
      readonly failed: number;
      readonly address: Address;
    }
  /** Asks for: wait until `nextAt`. */
  | { readonly name: 'waiting'; readonly nextAt: number; readonly loss: Loss }
  /** Given up until somebody asks again. */
  | { readonly name: 'failed'; readonly since: number; readonly failure: Failure };

export type TunnelEvent =
  | { readonly type: 'open' }
  | { readonly type: 'opened'; readonly address: Address }
  | { readonly type: 'not-opened'; readonly failure: Failure }
  | { readonly type: 'probe-answered' }
  | { readonly type: 'probe-failed'; readonly failure: Failure }
  /** It was probed for as long as one waits for an address to become known. */
  | { readonly type: 'not-proved'; readonly failure: Failure }
  /** Its own client says that it is gone. */
  | { readonly type: 'broke'; readonly failure: Failure }
  | { readonly type: 'due' }
  | { readonly type: 'try-now' }
  /** The computer woke, or its network changed. */
  | { readonly type: 'look-now' }
  | { readonly type: 'close' };

export interface Moment {
  readonly at: number;
  /** From 0 to 1, drawn by whoever asks. */
  readonly chance: number;
}

/** So many probes in a row, a few seconds apart, must fail before what is open is given up. */
const ENOUGH = 3;
/** Also after an attempt that hung for long. */
const SHORTEST_WAIT_MS = 250;

/** An event that means nothing in a state gives the same state back. */
export function transition(state: TunnelState, event: TunnelEvent, moment: Moment): TunnelState {
  if (event.type === 'close') return state.name === 'off' ? state : { name: 'off' };
  const { at } = moment;
  switch (state.name) {
    case 'off':
      return event.type === 'open' ? firstOpening(at) : state;
    case 'failed':
      return event.type === 'open' || event.type === 'try-now' ? firstOpening(at) : state;
    case 'opening':
      if (event.type === 'opened') return { name: 'proving', since: at, address: event.address, loss: state.loss };
      return event.type === 'not-opened' ? again(state, event.failure, state.since, moment) : state;
    case 'proving':
      if (event.type === 'probe-answered') return { name: 'up', since: at, address: state.address };
      if (event.type === 'broke' || event.type === 'not-proved') {
        return again(state, event.failure, state.since, moment);
      }
      return state;
    case 'up':
      if (event.type === 'broke') return lost(state.address, at, event.failure, moment);
      if (event.type === 'probe-failed') return doubtful(state, at, 1);
      return event.type === 'look-now' ? doubtful(state, at, 0) : state;
    case 'doubtful':
      if (event.type === 'broke') return lost(state.address, state.since, event.failure, moment);
      if (event.type === 'probe-answered') return { name: 'up', since: state.upSince, address: state.address };
      if (event.type !== 'probe-failed') return state;
      if (state.failed + 1 >= ENOUGH) return lost(state.address, state.since, event.failure, moment);
      return { ...state, failed: state.failed + 1 };
    case 'waiting':
      if (event.type !== 'due' && event.type !== 'try-now' && event.type !== 'look-now') return state;
      return opening(state.loss, at);
  }
}

function firstOpening(since: number): TunnelState {
  return { name: 'opening', since, wanted: null, loss: null };
}

function opening(loss: Loss, since: number): TunnelState {
  return { name: 'opening', since, wanted: wantedName(loss.name, loss.refusals), loss };
}

function doubtful(up: Extract<TunnelState, { name: 'up' }>, since: number, failed: number): TunnelState {
  return { name: 'doubtful', since, upSince: up.since, failed, address: up.address };
}

/** @param since when people were first turned away, as far as is known */
function lost(address: Address, since: number, why: Failure, { at, chance }: Moment): TunnelState {
  const loss: Loss = { since, why, latest: null, attempt: 1, refusals: 0, name: address.name };
  return { name: 'waiting', nextAt: at + waitBefore(1, chance), loss };
}

/** An attempt came to nothing. What never was open is not tried again by itself: the owner is there and reads why. */
function again(
  { loss }: { readonly loss: Loss | null },
  failure: Failure,
  began: number,
  { at, chance }: Moment,
): TunnelState {
  if (loss === null || hopeless.has(failure.code)) return { name: 'failed', since: at, failure };
  const attempt = loss.attempt + 1;
  const refusals = failure.code === 'tunnel-name-refused' ? loss.refusals + 1 : loss.refusals;
  const nextAt = Math.max(at + SHORTEST_WAIT_MS, began + waitBefore(attempt, chance));
  return { name: 'waiting', nextAt, loss: { ...loss, attempt, refusals, latest: failure } };
}
