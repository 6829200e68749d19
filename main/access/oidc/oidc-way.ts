/** The way into one dataset by an identity provider: admits whom it signed in, and says whom a browser that came so stands for. */
import type { Role } from '../../../contract/session.ts';
import type { OidcPeople } from '../../store/oidc-people.ts';
import type { SignIn, SignIns } from '../../store/sign-ins.ts';
import type { Caller } from '../general-link.ts';
import { verdictOn, type AllowRule } from './allowed.ts';
import type { OidcPerson } from './provider.ts';

/** Whoever leaves the institute is out by then; whoever stays presses one button. */
export const OIDC_HOLDS_MS = 12 * 60 * 60_000;
/** Within those hours; a person's computers, phones and private windows. */
const BROWSERS_PER_PERSON = 10;

export interface OidcWayOptions {
  readonly datasetId: string;
  /** Null where no provider is set up: who came by one before is not let in by it any more. */
  readonly provider: { readonly issuer: string; readonly allow: readonly AllowRule[] } | null;
  readonly people: OidcPeople;
  readonly signIns: SignIns;
  /** Whether the dataset belongs to groups, and so to their members alone. Asked at each request. */
  readonly reserved?: () => boolean;
  readonly now?: () => Date;
}

/** Somebody who came by the provider, as the proxy knows people. */
export interface Member {
  readonly collaborator: string;
  readonly signInId: string;
  readonly name: string;
  readonly role: Role;
  readonly by: 'oidc';
}

export class OidcWay {
  readonly #options: OidcWayOptions;
  readonly #now: () => Date;

  constructor(options: OidcWayOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /** Asked at each request: role, block, closing, and rules that were changed since hold for the next one. */
  recognise(signIn: SignIn): Member | null {
    return this.hasRunOut(signIn) ? null : this.#member(signIn);
  }

  hasRunOut({ createdAt }: SignIn): boolean {
    return this.#now().getTime() - createdAt.getTime() >= OIDC_HOLDS_MS;
  }

  /** Null for whoever is blocked, and where this way in is closed. Nothing is written down then. */
  admit(person: OidcPerson, { address, userAgent }: Caller): Member | null {
    const { datasetId, people, signIns } = this.#options;
    const { collaborator, name } = person;
    const known = people.find(datasetId, collaborator);
    if (known?.blockedAt != null || !this.#isOpen()) return null;
    people.remember(datasetId, person);
    const signIn = signIns.create({ datasetId, collaborator, name, by: 'oidc', userAgent, address });
    for (const { id } of this.#holdingOf(collaborator).slice(0, -BROWSERS_PER_PERSON)) signIns.revoke(id, 'too-many');
    return this.#member(signIn);
  }

  signOutEverywhere({ collaborator }: SignIn): void {
    for (const { id } of this.#holdingOf(collaborator)) this.#options.signIns.revoke(id, 'signed-out');
  }

  #member({ id, datasetId, collaborator }: SignIn): Member | null {
    const { people, provider } = this.#options;
    const person = people.find(datasetId, collaborator);
    if (person === null || person.blockedAt !== null || !this.#isOpen()) return null;
    const mayStill = person.issuer === provider?.issuer && verdictOn(provider.allow, person) === 'allowed';
    if (!mayStill) return null;
    const role = person.role ?? people.access(datasetId).role;
    return { collaborator, signInId: id, name: person.name, role, by: 'oidc' };
  }

  #isOpen(): boolean {
    const { people, datasetId, reserved } = this.#options;
    return people.access(datasetId).open && reserved?.() !== true;
  }

  /** Oldest first. */
  #holdingOf(collaborator: string): readonly SignIn[] {
    const { signIns, datasetId } = this.#options;
    return signIns
      .listFor(datasetId)
      .filter((one) => one.by === 'oidc' && one.collaborator === collaborator && one.ended === null);
  }
}
