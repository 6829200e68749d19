/** What the shell knows of the service and of what is shared, as one value. */
import type { Snapshot } from '../../contract/control.ts';

export type ShellState =
  | { readonly service: 'starting' }
  | { readonly service: 'up'; readonly snapshot: Snapshot }
  | { readonly service: 'ended' };

export const nothingKnown: Snapshot = { version: '', sessions: [], recents: [] };

export function snapshotOf(state: ShellState): Snapshot {
  return state.service === 'up' ? state.snapshot : nothingKnown;
}
