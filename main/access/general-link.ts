/** Sign-in by the link that everybody is sent: one user name and password, each browser a guest of its own, programs one guest together. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Role } from '../../contract/session.ts';
import type { SignIn, SignIns } from '../store/sign-ins.ts';
import { Fingerprint } from './fingerprint.ts';
import { processHasher, type Hasher } from './password-hash.ts';
import { randomName } from './random-name.ts';
import { VerifiedCredentials } from './verified-credentials.ts';

export interface GeneralLinkOptions {
  readonly datasetId: string;
  readonly user: string;
  readonly password: string;
  /** Asked at each request: a change holds for the next one. */
  readonly role: () => Role;
  /** Whether the link lets people in; closing it also puts out those who came in by it. */
  readonly open: () => boolean;
  readonly signIns: SignIns;
  readonly hasher?: Hasher;
}

/** A signed-in guest, as the proxy knows people. */
export interface Guest {
  /** Names the folder of this guest's annotations: `guest-` and eight letters, or `program`. */
  readonly collaborator: string;
  readonly signInId: string | null;
  readonly name: string;
  readonly role: Role;
  readonly by: 'general-link' | 'program';
}

export interface Caller {
  readonly address: string;
  readonly userAgent: string;
}

export class GeneralLink {
  readonly #options: GeneralLinkOptions;
  readonly #hasher: Hasher;
  /** Begun with the link, not with the first attempt: a first attempt must not take longer than one at a link that does not exist. */
  readonly #hash: Promise<string>;
  readonly #verified = new VerifiedCredentials();
  readonly #fingerprint: Fingerprint;
  readonly #compareKey = randomBytes(32);

  constructor(options: GeneralLinkOptions) {
    this.#options = options;
    this.#hasher = options.hasher ?? processHasher;
    this.#fingerprint = new Fingerprint(options.user, options.password);
    this.#hash = this.#hasher.hash(options.password);
    // Whoever signs in gets the error; without a listener it would end the process before that.
    this.#hash.catch(() => undefined);
  }

  /** Whom a sign-in by this link stands for; null when the link is closed. */
  recognise(signIn: SignIn): Guest | null {
    return this.#options.open() ? this.#guest(signIn) : null;
  }

  /** False for what is certainly wrong; what a closed link is told counts as wrong, too. */
  mayFit(user: string, password: string): boolean {
    const fits = this.#fingerprint.mayFit(user, password);
    return fits && this.#options.open();
  }

  /** A program whose credentials were right not long ago, without hashing. */
  recogniseProgram(user: string, password: string): Guest | null {
    return this.#options.open() && this.#verified.has(user, password) ? this.#program() : null;
  }

  async admitProgram(user: string, password: string): Promise<Guest | null> {
    const known = this.recogniseProgram(user, password);
    if (known !== null) return known;
    return (await this.#verify(user, password)) ? this.#program() : null;
  }

  async signIn(user: string, password: string, from: Caller): Promise<Guest | null> {
    if (!(await this.#verify(user, password))) return null;
    const { signIns, datasetId } = this.#options;
    const before = signIns.listFor(datasetId).filter(({ by }) => by === 'general-link').length;
    const signIn = signIns.create({
      datasetId,
      collaborator: `guest-${randomName(8)}`,
      name: `Guest ${before + 1}`,
      by: 'general-link',
      userAgent: from.userAgent,
      address: from.address,
    });
    return this.#guest(signIn);
  }

  /** Whatever is wrong (user, password, closed link), the same work is done before it is said. */
  async #verify(user: string, password: string): Promise<boolean> {
    // What was found right not long ago is not hashed again: a class that signs in together waits for one hash.
    if (this.#options.open() && this.#verified.has(user, password)) return true;
    const passwordIsRight = await this.#hasher.verify(password, await this.#hash);
    const userIsRight = timingSafeEqual(this.#digest(user), this.#digest(this.#options.user));
    const isRight = passwordIsRight && userIsRight && this.#options.open();
    if (isRight) this.#verified.add(user, password);
    return isRight;
  }

  #digest(value: string): Buffer {
    return createHmac('sha256', this.#compareKey).update(value).digest();
  }

  #guest({ id, collaborator, name }: SignIn): Guest {
    return { collaborator, signInId: id, name, role: this.#options.role(), by: 'general-link' };
  }

  #program(): Guest {
    return { collaborator: 'program', signInId: null, name: 'Programs', role: this.#options.role(), by: 'program' };
  }
}
