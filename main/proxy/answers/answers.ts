/** Pass: answers what is known already, and asks the host once for what many want; what is one person's own goes on to the host. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { refusalMessage } from '../admission-policy.ts';
import { exchangeOf, type Exchange } from '../exchange.ts';
import { reasonOf, type HostReplies } from '../host-replies.ts';
import type { Door } from '../ports.ts';
import { fitted, isRewritten } from '../rewrites.ts';
import type { Abilities } from '../route-policy.ts';
import { sendMessage } from '../send.ts';
import { abilitiesIn } from '../toggles.ts';
import { answerWaiting } from '../waiting.ts';
import { codingFor } from './coding.ts';
import type { ColumnsOfSessions } from './file-columns.ts';
import type { Flights, Outcome } from './flights.ts';
import type { Improver } from './improver.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { Packer } from './packer.ts';
import type { Question } from './question.ts';
import { sendArriving, sendError, sendKept } from './send-answer.ts';
import type { Shelf } from './shelf.ts';
import { CELL_COLUMNS_PATH, judgeAnswer, type Whose } from './whose.ts';

export interface AnswersOptions {
  readonly shelf: Shelf;
  readonly flights: Flights;
  readonly columns: ColumnsOfSessions;
  readonly packer: Packer;
  readonly improver: Improver;
  readonly replies: HostReplies;
}

/** One request on its way through here. */
interface Visit {
  readonly exchange: Exchange;
  readonly door: Door;
  readonly request: Request;
  readonly response: Response;
  /** To the passes that ask the host as this person. */
  readonly next: NextFunction;
}

export class Answers {
  readonly #options: AnswersOptions;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  pass(): RequestHandler {
    return (request, response, next) => {
      const exchange = exchangeOf(request);
      const { door } = exchange;
      const { kind: state } = door.state;
      if (exchange.kind === 'save' || state === 'paused' || state === 'broken') {
        next();
        return undefined;
      }
      const visit = { exchange, door, request, response, next };
      const whose = this.#judge(visit);
      // Nearly all requests end here, without a promise.
      if (whose.kind === 'everybody') return this.#answer(whose.question, visit);
      if (state !== 'starting') return this.#weigh(whose, visit);
      next();
      return undefined;
    };
  }

  /** Takes longer looks where they are needed: which columns the file has, whether somebody has saved anything. */
  async #weigh(first: Whose, visit: Visit): Promise<void> {
    const { exchange, door, response, next } = visit;
    const { columns } = this.#options;
    let whose = first;
    if (exchange.place.path === CELL_COLUMNS_PATH && columns.known(door) === null) {
      // Without knowing the columns all of them are somebody's: they are passed on and not kept.
      await columns.learn(door).catch(() => null);
      whose = this.#judge(visit);
    }
    if (whose.kind === 'person' || (whose.kind === 'unsaved' && (await door.hasSaved(exchange.guest.collaborator)))) {
      next();
    } else if (!response.destroyed) {
      await this.#answer(whose.question, visit);
    }
  }

  #judge({ request, exchange, door }: Visit): Whose {
    const { place, body } = exchange;
    const { accept, 'content-type': contentType, 'content-encoding': contentEncoding } = request.headers;
    const asked = {
      method: request.method,
      path: place.path,
      search: place.search,
      accept,
      contentType,
      contentEncoding,
      body: body instanceof Buffer ? body : null,
    };
    return judgeAnswer(asked, this.#options.columns.known(door)?.cells ?? null);
  }

  #answer(question: Question, visit: Visit): Promise<void> | undefined {
    const { shelf } = this.#options;
    const { door, exchange } = visit;
    const abilities = isRewritten(question.path) ? abilitiesIn(exchange) : null;
    // While it starts again nobody is shown what was there before; all wait together for what there will be.
    const kept = door.state.kind === 'starting' ? undefined : shelf.find(door, keyFor(question, abilities));
    if (kept === undefined) return this.#seek(question, abilities, visit);
    shelf.count(door, 'hits');
    // So that the host is up when the first question comes that only it can answer.
    if (door.state.kind === 'asleep') void door.awake();
    return this.#send(kept, question, abilities, visit);
  }

  async #seek(question: Question, abilities: Abilities | null, visit: Visit): Promise<void> {
    const { shelf, flights } = this.#options;
    const { door, exchange, response } = visit;
    const mayBeKept = abilities !== null && door.state.kind !== 'starting';
    const original = mayBeKept ? shelf.find(door, question.key) : undefined;
    shelf.count(door, original === undefined ? 'misses' : 'hits');
    if (original !== undefined) {
      await this.#fitAndSend(original, question, abilities, visit);
      return;
    }
    const { collaborator } = exchange.guest;
    const isHeavy = exchange.kind === 'compute';
    const seat = flights.board({ door, question, collaborator, isHeavy, isRewritten: abilities !== null });
    response.once('close', () => seat.leave());
    if (response.closed) seat.leave();
    try {
      await this.#tell(await seat.outcome, question, abilities, visit);
    } finally {
      seat.leave();
    }
  }

  async #tell(outcome: Outcome, question: Question, abilities: Abilities | null, visit: Visit): Promise<void> {
    const { packer, replies } = this.#options;
    const { request, response, next } = visit;
    if (response.destroyed) return;
    switch (outcome.kind) {
      case 'kept':
        await this.#fitAndSend(outcome.answer, question, abilities, visit);
        return;
      case 'arriving':
        await sendArriving(outcome, question.path, request, response).catch((error: unknown) =>
          replies.tellBrokenOff(error, request),
        );
        return;
      case 'error':
        await sendError(outcome.status, outcome.answer, packer, request, response);
        return;
      case 'alone': {
        const reply = outcome.take();
        if (reply === null) next();
        else await replies.relay(reply, request, response);
        return;
      }
      case 'closed':
        answerWaiting(request, response, outcome.as);
        return;
      case 'refused':
        response.set('Retry-After', String(outcome.admitted.retryAfterSeconds));
        sendMessage(response, 503, refusalMessage(outcome.admitted.why));
        return;
      case 'unusable':
        replies.tellUnusable(outcome.reason, request, response);
        return;
      case 'failed':
        replies.tellFailure(outcome.error, request, response);
    }
  }

  async #fitAndSend(
    original: KeptAnswer,
    question: Question,
    abilities: Abilities | null,
    visit: Visit,
  ): Promise<void> {
    const { shelf, replies } = this.#options;
    const { door, request, response } = visit;
    if (abilities === null) {
      await this.#send(original, question, abilities, visit);
      return;
    }
    let answer: KeptAnswer;
    try {
      answer = await fitted(original, question.path, abilities);
    } catch (error) {
      replies.tellUnusable(reasonOf(error), request, response);
      return;
    }
    shelf.keep(door, keyFor(question, abilities), answer);
    await this.#send(answer, question, abilities, visit);
  }

  #send(answer: KeptAnswer, question: Question, abilities: Abilities | null, visit: Visit): Promise<void> | undefined {
    const { improver, packer } = this.#options;
    const { door, request, response } = visit;
    const coding = codingFor(request.headers['accept-encoding']);
    // What is asked for again is worth its bytes.
    if (coding !== 'identity' && answer.variant(coding) !== undefined)
      void improver.improve(
        { session: door.id, key: keyFor(question, abilities), path: question.path, answer },
        coding,
      );
    const packing = answer.variant(coding) === undefined;
    const sent = sendKept(answer, question.path, packer, request, response);
    if (!packing || sent === undefined) return sent;
    // It has grown by what was packed.
    return sent.then(() => this.#options.shelf.reweigh(door.id, keyFor(question, abilities), answer));
  }
}

/** What is rewritten is kept as it came, and once for each set of abilities. */
export function keyFor(question: Question, abilities: Abilities | null): string {
  if (abilities === null) return question.key;
  const { expression, diffexp, annotations } = abilities;
  return `${question.key} for ${expression ? 'expression' : ''} ${diffexp ? 'diffexp' : ''} ${annotations ? 'annotations' : ''}`;
}
