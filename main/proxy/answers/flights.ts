/** Gets answers that are for many from the host: one request for all who ask the same at the same time, as nobody in particular. */
import type { Logger } from 'pino';
import type { Admission, Admitted } from '../admission.ts';
import { askAwake, DATA_WAITS_MS, PAGE_WAITS_MS } from '../awake.ts';
import {
  announcedLength,
  isNoAnswerOfAnnotate,
  isPacked,
  wholeBody,
  type HostClient,
  type Reply,
} from '../host-client.ts';
import type { Directory, Door } from '../ports.ts';
import type { Closed } from '../pages/waiting-pages.ts';
import { Flight, type Seat } from './flight.ts';
import { KeptAnswer, type AnswerHead } from './kept-answer.ts';
import type { Question } from './question.ts';
import type { Shelf } from './shelf.ts';
import { Tape } from './tape.ts';
import { PAGE_PATH } from './whose.ts';

/** As whom everybody's answers are asked for: somebody who never saves. Ids of collaborators have a hyphen or are `program`. */
export const NOBODY = 'nobody';

export type Outcome =
  | { readonly kind: 'kept'; readonly answer: KeptAnswer }
  /** Longer: it is still arriving. */
  | { readonly kind: 'arriving'; readonly head: AnswerHead; readonly tape: Tape }
  /** Annotate's own words for a question that it does not answer. */
  | { readonly kind: 'error'; readonly status: number; readonly answer: KeptAnswer }
  /** Too long to be shared: whoever takes the reply streams it, the others have to ask for themselves. */
  | { readonly kind: 'alone'; readonly take: () => Reply | null }
  | { readonly kind: 'closed'; readonly as: Closed }
  | { readonly kind: 'refused'; readonly admitted: Extract<Admitted, { kind: 'refused' }> }
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface Trip {
  readonly door: Door;
  readonly question: Question;
  /** Who is first to ask: in whose name it waits for its turn if it has to be computed. */
  readonly collaborator: string;
  readonly isHeavy: boolean;
  /** Taken whole whatever its length, because it will be rewritten. */
  readonly isRewritten: boolean;
}

const MIB = 1024 * 1024;
/** Up to here an answer is first taken whole: that takes milliseconds, and only then is its version known. */
const TAKEN_WHOLE = 4 * MIB;
const REWRITTEN_AT_MOST = 32 * MIB;
const ERROR_AT_MOST = MIB;
/** What all answers on their way from hosts may hold; beyond, each is streamed. */
const UNDER_WAY_AT_MOST = 64 * MIB;

export interface FlightsOptions {
  readonly directory: Directory;
  readonly hosts: HostClient;
  readonly admission: Admission;
  readonly shelf: Shelf;
  readonly log: Logger;
}

export class Flights {
  readonly #options: FlightsOptions;
  readonly #flights = new Map<string, Flight<Outcome>>();
  #bytesUnderWay = 0;

  constructor(options: FlightsOptions) {
    this.#options = options;
  }

  /** Joins whoever asks the same already. */
  board(trip: Trip): Seat<Outcome> {
    const name = `${trip.door.id} ${trip.door.content} ${trip.question.key}`;
    const known = this.#flights.get(name);
    if (known !== undefined) return known.board();
    const forget = () => {
      if (this.#flights.get(name) === flight) this.#flights.delete(name);
    };
    const flight: Flight<Outcome> = new Flight((signal) => this.#fly(trip, signal, forget), forget);
    this.#flights.set(name, flight);
    return flight.board();
  }

  async #fly(trip: Trip, signal: AbortSignal, forget: () => void): Promise<Outcome> {
    let forgetLater = false;
    let release: () => void = () => undefined;
    try {
      const admitted = trip.isHeavy ? await this.#enter(trip, signal) : null;
      if (admitted?.kind === 'refused') return { kind: 'refused', admitted };
      if (admitted?.kind === 'left') return { kind: 'failed', error: signal.reason };
      if (admitted?.kind === 'enter') release = admitted.release;
      const { directory, hosts } = this.#options;
      const patienceMs = trip.question.path === PAGE_PATH ? PAGE_WAITS_MS : DATA_WAITS_MS;
      const whereto = { directory, hosts, slug: trip.door.slug, patienceMs };
      const heard = await askAwake(whereto, { ...trip.question, collaborator: NOBODY }, signal);
      release();
      if (heard.kind === 'closed') return heard;
      // Asked of one content and answered from another: for those who asked, but not to be kept.
      const isOther = heard.id !== trip.door.id || heard.content !== trip.door.content;
      const outcome = isOther ? alone(heard.reply) : await this.#take(trip, heard.reply, forget);
      forgetLater = outcome.kind === 'arriving';
      return outcome;
    } catch (error) {
      return { kind: 'failed', error };
    } finally {
      release();
      if (!forgetLater) forget();
    }
  }

  #enter({ door, collaborator, question: { body } }: Trip, signal: AbortSignal): Promise<Admitted> {
    const { id: session, heavyAtOnce: atOnce } = door;
    return this.#options.admission.enter({ session, collaborator, atOnce, bytes: body?.length ?? 0, signal });
  }

  async #take(trip: Trip, reply: Reply, forget: () => void): Promise<Outcome> {
    const { statusCode: status } = reply;
    const length = announcedLength(reply);
    if (isNoAnswerOfAnnotate(status)) {
      await reply.body.dump();
      return { kind: 'unusable', reason: `status ${status}` };
    }
    if (status !== 200) {
      if (length === null || length > ERROR_AT_MOST) return alone(reply);
      return { kind: 'error', status, answer: await this.#whole(reply, ERROR_AT_MOST) };
    }
    const { largest } = this.#options.shelf;
    const most = trip.isRewritten ? REWRITTEN_AT_MOST : largest;
    if (!trip.isRewritten && (length === null || length > largest)) return alone(reply);
    if (this.#bytesUnderWay + (length ?? 0) > UNDER_WAY_AT_MOST) return alone(reply);
    if (trip.isRewritten || (length ?? 0) <= TAKEN_WHOLE || isPacked(reply)) {
      const answer = await this.#counted(length ?? 0, () => this.#whole(reply, most));
      return { kind: 'kept', answer: this.#keep(trip, answer) };
    }
    const tape = new Tape();
    void this.#counted(length ?? 0, () => this.#record(trip, reply, tape)).finally(forget);
    return { kind: 'arriving', head: headOf(reply), tape };
  }

  async #whole(reply: Reply, most: number): Promise<KeptAnswer> {
    return new KeptAnswer(headOf(reply), await wholeBody(reply, most));
  }

  /** Never rejects: whoever reads the tape is told. */
  async #record(trip: Trip, reply: Reply, tape: Tape): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of reply.body) {
        if (!(chunk instanceof Buffer)) continue;
        chunks.push(chunk);
        tape.write(chunk);
      }
      tape.end();
      this.#keep(trip, new KeptAnswer(headOf(reply), Buffer.concat(chunks)));
    } catch (error) {
      this.#options.log.warn({ path: trip.question.path, err: error }, 'an answer broke off');
      tape.break(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #keep({ door, question }: Trip, answer: KeptAnswer): KeptAnswer {
    this.#options.shelf.keep(door, question.key, answer);
    return answer;
  }

  async #counted<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    this.#bytesUnderWay += bytes;
    try {
      return await work();
    } finally {
      this.#bytesUnderWay -= bytes;
    }
  }
}

function alone(reply: Reply): Outcome {
  let left: Reply | null = reply;
  const take = () => {
    const taken = left;
    left = null;
    return taken;
  };
  return { kind: 'alone', take };
}

function headOf({ headers }: Reply): AnswerHead {
  return { contentType: one(headers['content-type']), contentDisposition: one(headers['content-disposition']) };
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
