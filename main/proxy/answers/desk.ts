/** Everything that keeps, shares and packs answers, wired together for one proxy. */
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Admission } from '../admission.ts';
import type { HostClient } from '../host-client.ts';
import { HostReplies } from '../host-replies.ts';
import type { Directory, Door } from '../ports.ts';
import { Answers } from './answers.ts';
import { ColumnsOfSessions } from './file-columns.ts';
import { Flights, NOBODY } from './flights.ts';
import { Improver } from './improver.ts';
import { PackedFiles } from './packed-files.ts';
import { Packer } from './packer.ts';
import { Prefetch } from './prefetch.ts';
import { Shelf, type ShelfFigures } from './shelf.ts';
import { schemaQuestion } from './whose.ts';

export interface DeskOptions {
  readonly directory: Directory;
  readonly hosts: HostClient;
  readonly admission: Admission;
  /** What all kept answers together may take in memory. */
  readonly limitBytes: number;
  /** Where packed files of Annotate's are kept between starts; null for nowhere. */
  readonly cacheFolder: string | null;
  readonly log: Logger;
}

/** How often it is looked whether sessions are over whose answers are still kept. */
const TIDY_EVERY_MS = 30_000;

export class Desk {
  readonly replies: HostReplies;
  readonly #directory: Directory;
  readonly #packer = new Packer();
  readonly #shelf: Shelf;
  readonly #columns: ColumnsOfSessions;
  readonly #answers: Answers;
  readonly #prefetch: Prefetch;
  readonly #tidying: NodeJS.Timeout;

  constructor({ directory, hosts, admission, limitBytes, cacheFolder, log }: DeskOptions) {
    this.#directory = directory;
    this.replies = new HostReplies(log, this.#packer);
    const shelf = new Shelf(limitBytes);
    const flights = new Flights({ directory, hosts, admission, shelf, log });
    const columns = new ColumnsOfSessions((door) => schemaFor(door, shelf, flights));
    const files = cacheFolder === null ? null : new PackedFiles(join(cacheFolder, 'packed-files'));
    const improver = new Improver({ packer: this.#packer, shelf, files, log });
    this.#shelf = shelf;
    this.#columns = columns;
    this.#answers = new Answers({ shelf, flights, columns, packer: this.#packer, improver, replies: this.replies });
    this.#prefetch = new Prefetch({ directory, shelf, flights, columns, improver, log });
    this.#tidying = setInterval(() => this.#tidy(), TIDY_EVERY_MS);
    this.#tidying.unref();
  }

  pass(): RequestHandler {
    return this.#answers.pass();
  }

  /** Fetches what a first page of a session needs, if it is not there yet. Never rejects. */
  prefetch(slug: string): Promise<void> {
    return this.#prefetch.run(slug);
  }

  figures(sessionId: string): ShelfFigures {
    return this.#shelf.figures(sessionId);
  }

  close(): void {
    clearInterval(this.#tidying);
    this.#packer.close();
    this.#shelf.tidy(() => false);
  }

  #tidy(): void {
    const isStill = ({ id, slug }: { readonly id: string; readonly slug: string }) =>
      this.#directory.find(slug)?.id === id;
    this.#shelf.tidy(isStill);
    this.#columns.tidy(isStill);
  }
}

async function schemaFor(door: Door, shelf: Shelf, flights: Flights): Promise<string> {
  const kept = shelf.find(door, schemaQuestion.key);
  if (kept !== undefined) return (await kept.plain()).toString('utf8');
  const trip = { door, question: schemaQuestion, collaborator: NOBODY, isHeavy: false, isRewritten: true };
  const seat = flights.board(trip);
  try {
    const outcome = await seat.outcome;
    if (outcome.kind !== 'kept') throw new Error(`the host did not tell its schema: ${outcome.kind}`);
    return (await outcome.answer.plain()).toString('utf8');
  } finally {
    seat.leave();
  }
}
