/** What the proxy shows for each phase of a session. Pure. */
import { assertNever } from '../../contract/assert-never.ts';
import type { DoorState } from '../proxy/ports.ts';
import type { Phase } from './session-state.ts';

export function doorState(phase: Phase, host: { readonly origin: string; readonly secret: string } | null): DoorState {
  switch (phase.name) {
    case 'live':
      return host === null
        ? { kind: 'starting' }
        : { kind: 'open', upstream: { origin: host.origin, secret: host.secret } };
    case 'preparing':
      return { kind: 'starting', first: true };
    case 'starting':
      return { kind: 'starting', first: phase.restarts === 0 };
    case 'paused':
      return { kind: 'paused' };
    case 'asleep':
    case 'waking':
      return { kind: 'asleep' };
    case 'failed':
    case 'stopping':
    case 'stopped':
      return { kind: 'broken' };
    default:
      return assertNever(phase);
  }
}
