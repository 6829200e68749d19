/** What the audit keeps of sessions: hears what people did and what their owner did, and answers who did what. */
import { AUDIT_LIMIT, type AuditEntry, type AuditQuery } from '../../contract/audit.ts';
import type { Acceptance } from '../../contract/data-use.ts';
import type { Witnessed } from '../proxy/ports.ts';
import type { AuditLog } from '../store/audit.ts';
import { offeredDataset } from './library.ts';
import type { Sessions } from './sessions.ts';

export interface AuditingOptions {
  readonly sessions: Pick<Sessions, 'datasetOf' | 'noteChange' | 'has' | 'acceptances'>;
  readonly log: Pick<AuditLog, 'record' | 'list'>;
}

const USUAL_LIMIT = 100;
/** Stands for a dataset: the gallery, and links that do not exist. */
const ELSEWHERE = '';

export class Auditing {
  readonly #options: AuditingOptions;

  constructor(options: AuditingOptions) {
    this.#options = options;
  }

  /**
   * What the proxy saw. Tries at links that do not exist are kept as well: if they were not, the time that writing takes would tell which
   * links exist.
   */
  witness({ session, visitor, address, deed }: Witnessed): void {
    const { sessions, log } = this.#options;
    const datasetId = session === null ? null : this.#datasetOf(session);
    const who = visitor === null ? ({ actor: 'stranger' } as const) : personOf(visitor);
    log.record({ ...deed, ...who, address, datasetId: datasetId ?? ELSEWHERE });
    if (datasetId !== null) sessions.noteChange();
  }

  /**
   * Newest first; of all sessions of this one's dataset, as far back as is kept. Null: of what belongs to no dataset.
   *
   * @throws ShareError `session-not-found`
   */
  list(sessionId: string | null, { since, before, limit = USUAL_LIMIT }: AuditQuery): AuditEntry[] {
    return this.#select(sessionId, { since: dateOf(since), before, limit });
  }

  /** Everything that is kept since then, a page at a time: a file of it may be long. */
  *all(sessionId: string | null, since: string | undefined): Generator<AuditEntry> {
    let before: number | undefined;
    for (;;) {
      const page = this.#select(sessionId, { since: dateOf(since), before, limit: AUDIT_LIMIT });
      yield* page;
      before = page.at(-1)?.id;
      if (page.length < AUDIT_LIMIT || before === undefined) return;
    }
  }

  /**
   * Who accepted which version of the terms, oldest first.
   *
   * @throws ShareError `session-not-found`
   */
  acceptances(sessionId: string): readonly Acceptance[] {
    return this.#options.sessions.acceptances(sessionId);
  }

  #datasetOf(door: string): string | null {
    const { sessions } = this.#options;
    return sessions.has(door) ? sessions.datasetOf(door) : offeredDataset(door);
  }

  #select(sessionId: string | null, selection: Parameters<AuditLog['list']>[1]): AuditEntry[] {
    const { sessions, log } = this.#options;
    const datasetId = sessionId === null ? ELSEWHERE : sessions.datasetOf(sessionId);
    return datasetId === null ? [] : log.list(datasetId, selection);
  }
}

function personOf({ collaborator, name }: NonNullable<Witnessed['visitor']>) {
  return { actor: 'person', personId: collaborator, name } as const;
}

function dateOf(since: string | undefined): Date | undefined {
  return since === undefined ? undefined : new Date(since);
}
