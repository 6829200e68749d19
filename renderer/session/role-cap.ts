/** What a role amounts to under the session's toggles. */
import type { Role, Toggles } from '../../contract/session.ts';

/** Toggles that take something away from this role. */
export function cappedBy(role: Role, toggles: Toggles): readonly (keyof Toggles)[] {
  const capped: (keyof Toggles)[] = [];
  if (role !== 'viewer' && !toggles.diffexp) capped.push('diffexp');
  if (role === 'annotator' && !toggles.annotations) capped.push('annotations');
  return capped;
}
