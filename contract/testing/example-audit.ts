/** A line of the audit for tests on every side of the contract: complete and valid, with what a test is about put in. */
import { auditEntrySchema, type AuditEntry } from '../audit.ts';

export function anAuditEntry(id: number, rest: Partial<AuditEntry> = {}): AuditEntry {
  const at = rest.at ?? '2026-11-20T14:00:00.000Z';
  return auditEntrySchema.parse({
    id,
    at,
    until: at,
    count: 1,
    action: 'opened-page',
    actor: 'person',
    personId: 'maria-1',
    name: 'Maria',
    address: '10.4.12.88',
    subject: null,
    value: null,
    ...rest,
  });
}
