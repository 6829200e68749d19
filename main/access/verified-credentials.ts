/** Remembers for some minutes which user and password were found right, so that a program's every request need not be hashed again. */
import { createHmac, randomBytes } from 'node:crypto';

const KEPT_FOR_MS = 10 * 60_000;
const KEPT_AT_MOST = 100;

export class VerifiedCredentials {
  /** New in each process and never written down: what is kept in memory cannot be tried offline against a list of passwords. */
  readonly #key = randomBytes(32);
  readonly #until = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  has(user: string, password: string): boolean {
    const digest = this.#digest(user, password);
    const until = this.#until.get(digest);
    if (until === undefined) return false;
    if (until > this.#now()) return true;
    this.#until.delete(digest);
    return false;
  }

  add(user: string, password: string): void {
    const digest = this.#digest(user, password);
    this.#until.delete(digest);
    this.#until.set(digest, this.#now() + KEPT_FOR_MS);
    const [oldest] = this.#until.keys();
    if (this.#until.size > KEPT_AT_MOST && oldest !== undefined) this.#until.delete(oldest);
  }

  #digest(user: string, password: string): string {
    // The length keeps `ab` + `c` apart from `a` + `bc`.
    return createHmac('sha256', this.#key).update(`${user.length}\n${user}\n${password}`).digest('base64url');
  }
}
