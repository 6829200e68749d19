/** An afternoon of a session as the audit tells it, and a session that asks people to accept something, for the page's tests. */
import type { AuditEntry } from '../../contract/audit.ts';
import type { Session } from '../../contract/session.ts';
import { anAuditEntry } from '../../contract/testing/example-audit.ts';
import { at, lungInvited } from './samples.ts';

const line = (id: number, time: string, rest: Partial<AuditEntry>) => anAuditEntry(id, { at: at(time), ...rest });
const jonas = { personId: 'jonas-weber', name: 'Jonas Weber', address: '10.4.12.31' } as const;
const owner = { actor: 'owner', personId: null, name: null, address: null } as const;
const stranger = { actor: 'stranger', personId: null, name: null } as const;

/** An afternoon of a session: every kind of line. */
export const afternoon: readonly AuditEntry[] = [
  line(20, '14:34', { ...jonas, action: 'ran-diffexp' }),
  line(19, '14:31', { name: 'Maria Okafor', action: 'saved-labels', count: 12, until: at('14:35') }),
  line(18, '14:18', { personId: 'guest-3', name: 'Guest 3', action: 'signed-in', subject: 'general-link' }),
  line(17, '14:02', { ...stranger, action: 'sign-in-refused', subject: 'password', count: 10_000, until: at('14:06') }),
  line(16, '13:50', { ...jonas, action: 'refused', subject: 'annotations' }),
  line(15, '09:31', { ...owner, action: 'changed-invite-role', subject: 'Maria Okafor', value: 'annotator' }),
  line(14, '09:30', { ...owner, action: 'switched-toggle', subject: 'annotations', value: 'on' }),
  line(13, '09:12', { ...owner, action: 'started-session' }),
  anAuditEntry(12, {
    at: at('17:40', '2026-11-19'),
    personId: 'aiko-sato',
    name: 'Aiko Sato',
    action: 'saved-gene-sets',
  }),
  anAuditEntry(11, { at: at('10:00', '2026-11-12'), personId: 'aiko-sato', name: 'Aiko Sato', action: 'opened-page' }),
];

export const lungWithTerms: Session = {
  ...lungInvited,
  dataUse: {
    title: 'Before you look',
    contact: 'lina@lunglab.example',
    terms: '- These data are not published yet.\n- Do not try to find out who the donors are.',
  },
  people: lungInvited.people.map((one, index) => ({
    ...one,
    acceptedTermsAt: index < 2 ? at('09:40', '2026-11-18') : null,
  })),
};
