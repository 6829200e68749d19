/** Initials in a disc, with a dot while the person is here; the name always stands beside it. */
import { initialsOf } from '../session/initials.ts';

export function Avatar({ name, here }: { name: string; here: boolean }) {
  return (
    <span class={here ? 'who here' : 'who'} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
