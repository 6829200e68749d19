/** The way into the whole server: people with accounts of their own sign in by name and password, once for all datasets of their groups. */
import type { Account, Accounts } from '../store/accounts.ts';
import type { Ending } from '../store/sign-ins.ts';
import { Fingerprint } from './fingerprint.ts';
import type { Caller } from './general-link.ts';
import { processHasher, type Hasher } from './password-hash.ts';
import { kindOfForeignHash } from './htpasswd-check.ts';
import { verify as verifyForeign } from './htpasswd-verify.ts';
import { VerifiedCredentials } from './verified-credentials.ts';

/** Somebody with an account, as the proxy knows people. What they may do is said by each dataset's groups. */
export interface AccountHolder {
  readonly collaborator: string;
  readonly signInId: string | null;
  readonly name: string;
  readonly role: 'viewer';
  readonly by: 'account' | 'front-server';
}

export interface AccountGateOptions {
  readonly accounts: Accounts;
  readonly hasher?: Hasher;
  /** Checks a password against a line of an imported file, off the event loop. */
  readonly verifyForeign?: (hash: string, password: string) => Promise<boolean>;
}

/** A sign-in's "last seen" is written at most this often: each time something is written, everybody waits for the disk. */
const TOUCH_EVERY_MS = 60_000;

export class AccountGate {
  /** People choose their passwords themselves. */
  readonly guessable = true;
  readonly #accounts: Accounts;
  readonly #hasher: Hasher;
  readonly #verifyForeign: (hash: string, password: string) => Promise<boolean>;
  readonly #decoy: Promise<string>;
  readonly #verified = new VerifiedCredentials();
  /** What was right since this process began, so that guesses never keep the right ones waiting. */
  readonly #learned = new Map<string, Fingerprint>();

  constructor({ accounts, hasher = processHasher, ...options }: AccountGateOptions) {
    this.#accounts = accounts;
    this.#hasher = hasher;
    this.#verifyForeign = options.verifyForeign ?? verifyForeign;
    this.#decoy = hasher.hash('no password of anybody');
    // Whoever signs in gets the error; without a listener it would end the process before that.
    this.#decoy.catch(() => undefined);
  }

  recognise(signInId: string): AccountHolder | null {
    const account = this.#accounts.signedIn(signInId);
    if (account === null) return null;
    this.#touch(signInId);
    return holder(account, signInId, 'account');
  }

  endingOf(signInId: string): Ending | null {
    const signIn = this.#accounts.findSignIn(signInId);
    return signIn === null ? null : (signIn.ended ?? 'put-out');
  }

  /** True for what was right before; false says nothing: only hashing tells. */
  mayFit(user: string, password: string): boolean {
    const account = this.#accounts.named(user);
    return account !== null && this.#learned.get(account.id)?.mayFit(user, password) === true;
  }

  recogniseProgram(user: string, password: string): AccountHolder | null {
    const account = this.#accounts.named(user);
    const known = account !== null && this.#verified.has(credential(account), password);
    return known ? holder(account, null, 'account') : null;
  }

  async admitProgram(user: string, password: string): Promise<AccountHolder | null> {
    const known = this.recogniseProgram(user, password);
    if (known !== null) return known;
    const account = await this.#verify(user, password);
    return account === null ? null : holder(account, null, 'account');
  }

  async signIn(user: string, password: string, from: Caller): Promise<AccountHolder | null> {
    const account = await this.#verify(user, password);
    return account === null ? null : holder(account, this.#accounts.signIn(account.id, from).id, 'account');
  }

  /** Somebody whom the lab's own web server has signed in; null for whoever has no account. */
  admitFrontUser(user: string): AccountHolder | null {
    const account = this.#accounts.named(user);
    return account === null ? null : holder(account, null, 'front-server');
  }

  readInvite(): null {
    return null; // personal links belong to one dataset each
  }

  acceptInvite(): null {
    return null;
  }

  signOut(signInId: string): void {
    this.#accounts.end(signInId, 'signed-out');
  }

  signOutEverywhere(signInId: string): void {
    const signIn = this.#accounts.findSignIn(signInId);
    if (signIn !== null) this.#accounts.endAll(signIn.accountId, 'signed-out');
  }

  /** The same work whoever is named: an account's own check stands where everybody else has a decoy of the same kind. */
  async #verify(user: string, password: string): Promise<Account | null> {
    const account = this.#accounts.named(user);
    const stored = account?.passwordHash ?? null;
    let fits = false;
    for (const [kind, decoy] of this.#foreignKinds()) {
      const isOwn = stored !== null && kindOfForeignHash(stored) === kind;
      const right = await this.#verifyForeign(isOwn ? stored : decoy, password);
      if (isOwn && right) fits = true;
    }
    const isOurs = stored?.startsWith('$scrypt$') === true;
    const right = await this.#hasher.verify(password, isOurs ? stored : await this.#decoy);
    if (isOurs && right) fits = true;
    if (account === null || stored === null || !fits) return null;
    const expected = isOurs ? stored : await this.#upgrade(account, stored, password);
    const now = await this.#stillFitting(account, expected, password);
    if (now === null) return null;
    this.#learned.set(now.id, new Fingerprint(user, password));
    this.#verified.add(credential(now), password);
    return now;
  }

  /** One hash for each kind that somebody still has from an imported file. */
  #foreignKinds(): ReadonlyMap<string, string> {
    const kinds = new Map<string, string>();
    for (const hash of this.#accounts.foreignHashes()) {
      const kind = kindOfForeignHash(hash);
      if (kind !== null && !kinds.has(kind)) kinds.set(kind, hash);
    }
    return kinds;
  }

  /** From the first right sign-in on, the file's weaker hash is not kept any more. */
  async #upgrade(account: Account, stored: string, password: string): Promise<string> {
    const [hash, imported] = await Promise.all([this.#hasher.hash(password), this.#hasher.hash(stored)]);
    this.#accounts.upgrade(account.id, stored, hash, imported);
    return hash;
  }

  /** Reads the account once more: while it was hashed, it may have been removed, or its password changed. */
  async #stillFitting({ id, name }: Account, expected: string, password: string): Promise<Account | null> {
    const now = this.#accounts.named(name);
    if (now?.id !== id || now.passwordHash === null) return null;
    if (now.passwordHash === expected) return now;
    // Signed in twice at once, each sign-in makes a hash of its own, and one of them is kept.
    const isOurs = now.passwordHash.startsWith('$scrypt$');
    return isOurs && (await this.#hasher.verify(password, now.passwordHash)) ? now : null;
  }

  #touch(signInId: string): void {
    const lastSeen = this.#accounts.findSignIn(signInId)?.lastSeen.getTime() ?? 0;
    if (Date.now() - lastSeen > TOUCH_EVERY_MS) this.#accounts.touch(signInId, new Date());
  }
}

/** Another one after each change of the password: what was found right then is not right for the new one. */
function credential({ name, passwordHash }: Account): string {
  return `${name}\n${passwordHash ?? ''}`;
}

function holder({ collaborator, name }: Account, signInId: string | null, by: AccountHolder['by']): AccountHolder {
  return { collaborator, signInId, name, role: 'viewer', by };
}
