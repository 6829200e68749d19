/** Questions that only this service can answer, put to a session's public address: each is good for one look and says nothing to strangers. */
import { randomBytes } from 'node:crypto';

export interface Probing {
  /** Follows the session's link. */
  readonly path: string;
  readonly answer: string;
  /** From now on nobody gets the answer. */
  withdraw(): void;
}

export class Probes {
  readonly #answers = new Map<string, string>();

  readonly #folder: string;

  /** @param folder what paths begin with, without a slash at the front */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Neither can be guessed, and the answer is not made from the question: whoever only hears the question cannot give it. */
  ask(): Probing {
    const question = randomBytes(16).toString('hex');
    const answer = randomBytes(16).toString('hex');
    this.#answers.set(question, answer);
    return { path: `${this.#folder}${question}`, answer, withdraw: () => void this.#answers.delete(question) };
  }

  /** Null for what was never asked, or is not asked any more. */
  answer(question: string): string | null {
    return this.#answers.get(question) ?? null;
  }
}
