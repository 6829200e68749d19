/** Stands where there is no session: does the work of a sign-in and admits nobody, so that a stranger cannot tell which links exist. */
import { randomBytes } from 'node:crypto';
import { Fingerprint } from './fingerprint.ts';
import type { Invitations } from './invitations.ts';
import type { Memberships, Person } from './memberships.ts';
import { processHasher, type Hasher } from './password-hash.ts';

export interface NoDoorOptions {
  readonly hasher?: Hasher;
  /** Of no dataset: it looks a link up as any other would. */
  readonly invitations?: Pick<Invitations, 'read'>;
  /** Where the server has accounts: looked up as at any door. */
  readonly memberships?: Pick<Memberships, 'admit' | 'admitNamed'>;
  /** As at the doors that exist. */
  readonly guessable?: boolean;
}

/** No dataset has this id: it is in no group. */
const NO_DATASET = '';

export class NoDoor {
  readonly #hasher: Hasher;
  readonly #hash: Promise<string>;
  readonly #fingerprint: Fingerprint;
  readonly #invitations: Pick<Invitations, 'read'> | null;
  readonly #memberships: NoDoorOptions['memberships'];
  readonly guessable: boolean;

  constructor(options: NoDoorOptions = {}) {
    const password = randomBytes(16).toString('hex');
    this.#hasher = options.hasher ?? processHasher;
    this.#hash = this.#hasher.hash(password);
    this.#hash.catch(() => undefined);
    this.#fingerprint = new Fingerprint('', password);
    this.#invitations = options.invitations ?? null;
    this.#memberships = options.memberships;
    this.guessable = options.guessable ?? false;
  }

  recognise(): null {
    return null;
  }

  endingOf(): null {
    return null;
  }

  mayFit(user: string, password: string): boolean {
    return this.#fingerprint.mayFit(user, password);
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

  readInvite(token: string): null {
    this.#invitations?.read(token);
    return null;
  }

  acceptInvite(token: string): null {
    return this.readInvite(token);
  }

  admitMember(person: Person): null {
    this.#memberships?.admit(person, NO_DATASET);
    return null;
  }

  admitFrontUser(user: string): null {
    this.#memberships?.admitNamed(user, NO_DATASET);
    return null;
  }

  signOut(): void {
    // Nobody is signed in where there is no session.
  }

  signOutEverywhere(): void {
    // Nor anywhere else.
  }
}
