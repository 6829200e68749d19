/** Puts what the owner did into the audit. */
import type { AuditLog } from '../store/audit.ts';
import type { OwnerDeed } from './owner-deeds.ts';

export function recordOwner(log: Pick<AuditLog, 'record'>, datasetId: string, deeds: readonly OwnerDeed[]): void {
  for (const deed of deeds) log.record({ ...deed, datasetId, actor: 'owner' });
}
