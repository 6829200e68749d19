/** Whether the computer has to stay awake: while people are here, unless the owner does not want it. Pure. */
import { snapshotOf, type ShellState } from './shell-state.ts';
import { peopleHere } from './tray-status.ts';

/** The display may still be switched off, and closing the lid is the owner's word against ours. */
export function staysAwake(state: ShellState, wanted: boolean): boolean {
  return wanted && peopleHere(snapshotOf(state).sessions.filter(({ phase }) => phase !== 'paused')) > 0;
}
