/** Stands where there is no session: does the work of a sign-in and admits nobody, so that a stranger cannot tell which links exist. */
import { randomBytes } from 'node:crypto';
import { processHasher, type Hasher } from './password-hash.ts';

export class NoDoor {
  readonly #hasher: Hasher;
  readonly #hash: Promise<string>;

  constructor(options: { readonly hasher?: Hasher } = {}) {
    this.#hasher = options.hasher ?? processHasher;
    this.#hash = this.#hasher.hash(randomBytes(16).toString('hex'));
    this.#hash.catch(() => undefined);
  }

  recognise(): null {
    return null;
  }

  recogniseProgram(): null {
    return null;
  }

  async admitProgram(_user: string, password: string): Promise<null> {
    await this.#hasher.verify(password, await this.#hash);
    return null;
  }

  async signIn(_user: string, password: string): Promise<null> {
    await this.#hasher.verify(password, await this.#hash);
    return null;
  }

  signOut(): void {
    // Nobody is signed in where there is no session.
  }
}
