/** Sorts the audit's entries for the page: kinds, people, days, and pages put together. Pure. */
import type { AuditAction, AuditEntry } from '../../contract/audit.ts';

export const activityKinds = ['everything', 'comings', 'refusals', 'diffexp', 'saves', 'yours'] as const;
export type ActivityKind = (typeof activityKinds)[number];

const kinds: Readonly<Partial<Record<AuditAction, ActivityKind>>> = {
  'signed-in': 'comings',
  'signed-out': 'comings',
  'signed-out-everywhere': 'comings',
  'opened-page': 'comings',
  'accepted-terms': 'comings',
  'sign-in-refused': 'refusals',
  refused: 'refusals',
  'ran-diffexp': 'diffexp',
  'saved-labels': 'saves',
  'saved-gene-sets': 'saves',
};

/** `everyone`, `owner`, `stranger`, or a person's id, which is none of these. */
export type WhoFilter = string;

export function whoOf({ actor, personId }: AuditEntry): WhoFilter {
  return actor === 'person' ? `person ${personId ?? ''}` : actor;
}

export function chosen(entries: readonly AuditEntry[], kind: ActivityKind, who: WhoFilter): readonly AuditEntry[] {
  return entries.filter(
    (entry) =>
      (kind === 'everything' || (kinds[entry.action] ?? 'yours') === kind) &&
      (who === 'everyone' || whoOf(entry) === who),
  );
}

export interface Somebody {
  readonly who: WhoFilter;
  readonly name: string;
}

/** The people in these entries, as they were called last, by name. */
export function peopleIn(entries: readonly AuditEntry[]): readonly Somebody[] {
  const names = new Map<WhoFilter, string>();
  for (const entry of entries) {
    if (entry.actor === 'person' && !names.has(whoOf(entry))) names.set(whoOf(entry), entry.name ?? '');
  }
  return [...names].map(([who, name]) => ({ who, name })).sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * What is known with the newest page put in front: an entry that was counted up since is replaced.
 *
 * @param newest newest first, as many as `limit` or all there is
 */
export function withNewest(known: readonly AuditEntry[], newest: readonly AuditEntry[]): readonly AuditEntry[] {
  const oldest = newest.at(-1);
  if (oldest === undefined) return known;
  // More has happened than fits in a page: what lies between is not known, so what is older is loaded again when it is asked for.
  const isGap = known[0] !== undefined && known[0].id < oldest.id;
  return isGap ? newest : [...newest, ...known.filter(({ id }) => id < oldest.id)];
}

/** Entries of one day each, in order; `dayOf` names a day. */
export function byDay(
  entries: readonly AuditEntry[],
  dayOf: (at: string) => string,
): readonly { readonly day: string; readonly entries: readonly AuditEntry[] }[] {
  const days: { day: string; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
