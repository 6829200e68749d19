/** Signs cookies with the newest key and accepts every key that still counts, whichever that is at the moment. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Has the shape of a Keygrip, which the cookie library asks for; Keygrip itself keeps the keys it was made with, and uses SHA-1. */
export class CookieSigner {
  readonly #keys: () => readonly string[];

  /** @param keys asked at each use; the first signs, all are accepted */
  constructor(keys: () => readonly string[]) {
    this.#keys = keys;
  }

  sign(data: string): string {
    const [newest] = this.#keys();
    if (newest === undefined) throw new Error('there is no key to sign cookies with');
    return digestOf(newest, data);
  }

  verify(data: string, digest: string): boolean {
    return this.#keys().some((key) => isSame(digestOf(key, data), digest));
  }

  /**
   * 0 for every accepted key: for another number the library would at once write the new signature as a cookie for all paths of this
   * host. Cookies get the newest key's signature when they are renewed.
   */
  index(data: string, digest: string): number {
    return this.verify(data, digest) ? 0 : -1;
  }
}

function digestOf(key: string, data: string): string {
  return createHmac('sha256', key).update(data).digest('base64url');
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
