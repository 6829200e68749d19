/** The audit log: takes what happened without waiting for a disk, gathers what repeats, writes in batches, forgets what is too old. */
import { auditActionSchema, auditActors, type AuditAction, type AuditEntry } from '../../contract/audit.ts';
import type { Database } from './database.ts';
import { integer, text, textOrNull, type Row } from './rows.ts';

export interface AuditRecord {
  /** What it belongs to: survives the session. Empty for what was tried at links that do not exist. */
  readonly datasetId: string;
  readonly action: AuditAction;
  readonly actor: AuditEntry['actor'];
  readonly personId?: string | null;
  readonly name?: string | null;
  readonly address?: string | null;
  readonly subject?: string | null;
  readonly value?: string | null;
}

export interface AuditLogOptions {
  /** How long entries are kept; 0 keeps nothing. */
  readonly days: number;
  readonly now?: () => Date;
  readonly onTrouble?: (error: unknown) => void;
}

export interface AuditSelection {
  readonly since?: Date | undefined;
  /** Only what is older than the entry with this id. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Nobody waits for a disk, and after a crash no more than this is lost. */
export const FLUSH_WITHIN_MS = 250;
const TRY_AGAIN_MS = 5_000;
const DAY_MS = 86_400_000;
/** The same thing by the same person from the same address is one entry with a count for this long. */
const GATHERED_FOR_MS: Readonly<Record<AuditEntry['actor'], number>> = {
  owner: 0,
  person: 60_000,
  stranger: 10 * 60_000,
};
/** Strangers choose their addresses: what comes from more of them at once is counted without one. */
const ADDRESSES_AT_ONCE = 100;
/** What is gathered or waits for the disk; beyond it the oldest is let go. */
const HELD_AT_MOST = 10_000;
const LONGEST_TEXT = 200;

interface Held {
  readonly record: AuditRecord;
  readonly at: Date;
  until: Date;
  count: number;
  /** Null until it is written. */
  id: number | null;
}

export class AuditLog {
  readonly #database: Database;
  readonly #options: AuditLogOptions;
  readonly #now: () => Date;
  /** What may still be counted up, by whom it is, the oldest first. */
  readonly #gathering: Readonly<Record<AuditEntry['actor'], Map<string, Held>>> = {
    owner: new Map(),
    person: new Map(),
    stranger: new Map(),
  };
  readonly #toWrite = new Set<Held>();
  readonly #revisions = new Map<string, number>();
  readonly #pruner: NodeJS.Timeout;
  #timer: NodeJS.Timeout | null = null;

  constructor(database: Database, options: AuditLogOptions) {
    this.#database = database;
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#tryTo(() => this.prune());
    this.#pruner = setInterval(() => this.#tryTo(() => this.prune()), DAY_MS).unref();
  }

  get days(): number {
    return this.#options.days;
  }

  /** Rises with everything that is recorded of a dataset since the service began. */
  revision(datasetId: string): number {
    return this.#revisions.get(datasetId) ?? 0;
  }

  record(record: AuditRecord): void {
    if (this.#options.days === 0) return;
    const held = this.#gather(record, this.#now());
    this.#toWrite.add(held);
    if (this.#toWrite.size > HELD_AT_MOST) dropFirst(this.#toWrite);
    this.#revisions.set(record.datasetId, this.revision(record.datasetId) + 1);
    this.#flushAfter(FLUSH_WITHIN_MS);
  }

  /** Newest first, with everything that was recorded until now. */
  list(datasetId: string, { since, before, limit }: AuditSelection): AuditEntry[] {
    this.flush();
    return this.#database
      .prepare(
        `SELECT * FROM audit WHERE dataset_id = ? AND id < ? AND until >= ?
         ORDER BY id DESC LIMIT ?`,
      )
      .all(datasetId, before ?? Number.MAX_SAFE_INTEGER, since?.toISOString() ?? '', limit)
      .map(toEntry);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#toWrite.size === 0 || !this.#database.isOpen) return;
    const fresh = [...this.#toWrite].filter(({ id }) => id === null);
    try {
      this.#database.transaction(() => {
        for (const held of this.#toWrite) this.#write(held);
      });
    } catch (error) {
      // Nothing of it was written: the numbers that were given are not theirs.
      for (const held of fresh) held.id = null;
      throw error;
    }
    this.#toWrite.clear();
  }

  /** Forgets what is older than it is to be kept. */
  prune(): void {
    if (!this.#database.isOpen) return;
    const oldest = new Date(this.#now().getTime() - this.#options.days * DAY_MS);
    this.#database.prepare('DELETE FROM audit WHERE until < ?').run(oldest.toISOString());
  }

  close(): void {
    clearInterval(this.#pruner);
    this.#tryTo(() => this.flush());
  }

  #gather(record: AuditRecord, at: Date): Held {
    const gathering = this.#gathering[record.actor];
    for (const [key, { at: began }] of gathering) {
      const isOver = at.getTime() - began.getTime() >= GATHERED_FOR_MS[record.actor];
      if (!isOver && gathering.size < HELD_AT_MOST) break;
      gathering.delete(key);
    }
    const kept = gathering.has(keyOf(record)) || !this.#isFlood(record) ? record : { ...record, address: null };
    const known = gathering.get(keyOf(kept));
    if (known !== undefined) {
      known.count += 1;
      known.until = at;
      return known;
    }
    const held: Held = { record: kept, at, until: at, count: 1, id: null };
    gathering.set(keyOf(kept), held);
    return held;
  }

  #isFlood({ actor, datasetId }: AuditRecord): boolean {
    if (actor !== 'stranger') return false;
    const others = [...this.#gathering.stranger.values()].filter(({ record }) => record.datasetId === datasetId);
    return others.length >= ADDRESSES_AT_ONCE;
  }

  #write(held: Held): void {
    const { record, at, until, count } = held;
    if (held.id !== null) {
      this.#database
        .prepare('UPDATE audit SET until = ?, count = ? WHERE id = ?')
        .run(until.toISOString(), count, held.id);
      return;
    }
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO audit (dataset_id, at, until, count, action, actor, person_id, name, address, subject, value)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        record.datasetId,
        at.toISOString(),
        until.toISOString(),
        count,
        record.action,
        record.actor,
        record.personId ?? null,
        shortened(record.name),
        record.address ?? null,
        shortened(record.subject),
        shortened(record.value),
      );
    held.id = Number(lastInsertRowid);
  }

  #flushAfter(ms: number): void {
    this.#timer ??= setTimeout(() => {
      if (!this.#tryTo(() => this.flush())) this.#flushAfter(TRY_AGAIN_MS);
    }, ms).unref();
  }

  /** A disk that is full or busy must not end the service: what waits is written when it can be. */
  #tryTo(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      this.#options.onTrouble?.(error);
      return false;
    }
  }
}

function keyOf({ datasetId, action, actor, personId, address, subject, value }: AuditRecord): string {
  return JSON.stringify([datasetId, action, actor, personId ?? null, address ?? null, subject ?? null, value ?? null]);
}

function dropFirst(held: Set<Held>): void {
  for (const first of held) {
    held.delete(first);
    return;
  }
}

function shortened(value: string | null | undefined): string | null {
  return value?.slice(0, LONGEST_TEXT) ?? null;
}

function toEntry(row: Row): AuditEntry {
  const actor = text(row, 'actor');
  return {
    id: integer(row, 'id'),
    at: text(row, 'at'),
    until: text(row, 'until'),
    count: integer(row, 'count'),
    action: auditActionSchema.parse(text(row, 'action')),
    actor: auditActors.find((one) => one === actor) ?? 'stranger',
    personId: textOrNull(row, 'person_id'),
    name: textOrNull(row, 'name'),
    address: textOrNull(row, 'address'),
    subject: textOrNull(row, 'subject'),
    value: textOrNull(row, 'value'),
  };
}
