/** What is kept of one dataset while it is shared: what its owner did, and the terms with who accepted them. */
import type { ChangeSession } from '../../contract/control.ts';
import type { AuditLog } from '../store/audit.ts';
import type { DataUses } from '../store/data-use.ts';
import { recordOwner } from './record-owner.ts';
import { settingsDeeds, wishDeeds, type OwnerDeed } from './owner-deeds.ts';
import type { SessionSettings } from './session-settings.ts';
import { TermsOfUse } from './terms-of-use.ts';

export interface RecordParts {
  readonly audit: Pick<AuditLog, 'record' | 'revision'>;
  readonly dataUses: DataUses;
}

export class DatasetRecord {
  readonly terms: TermsOfUse;
  readonly #audit: RecordParts['audit'];
  readonly #datasetId: string;

  constructor({ audit, dataUses }: RecordParts, datasetId: string) {
    this.#audit = audit;
    this.#datasetId = datasetId;
    this.terms = new TermsOfUse(dataUses, datasetId);
  }

  /** Rises with each line of the audit. */
  get activity(): number {
    return this.#audit.revision(this.#datasetId);
  }

  note(...deeds: readonly OwnerDeed[]): void {
    recordOwner(this.#audit, this.#datasetId, deeds);
  }

  /** @param isPaused whether it was, before this was wished for */
  change(before: SessionSettings, after: SessionSettings, wish: ChangeSession, isPaused: boolean): void {
    this.note(...settingsDeeds(before, after), ...wishDeeds(wish, isPaused), ...this.terms.change(wish.dataUse));
  }
}
