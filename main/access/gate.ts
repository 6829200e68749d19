/** One session's gatekeeper: puts the ways in together, and leaves to each what becomes of the browsers that came in by it. */
import type { Ending, SignIn, SignIns } from '../store/sign-ins.ts';
import type { Caller, GeneralLink, Guest } from './general-link.ts';
import type { Invitation, Invitations, InvitedPerson } from './invitations.ts';
import type { GroupMember, Memberships, Person } from './memberships.ts';
import type { Member, OidcWay } from './oidc/oidc-way.ts';
import type { OidcPerson } from './oidc/provider.ts';

export interface GateOptions {
  readonly datasetId: string;
  readonly signIns: SignIns;
  readonly generalLink: GeneralLink;
  readonly invitations: Invitations;
  /** Who may come in by an account of the whole server; left out where there are none. */
  readonly memberships?: Pick<Memberships, 'admit'>;
  /** Who may come in by an identity provider; left out where there is none. */
  readonly oidc?: OidcWay;
  /** Whether the password may be a weak one, chosen by a person. */
  readonly guessable: boolean;
}

export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  get guessable(): boolean {
    return this.#options.guessable;
  }

  /** Whom the cookie's id stands for; null when it is unknown, ended, of another dataset, or its way in is closed. */
  recognise(signInId: string): Guest | InvitedPerson | Member | null {
    const signIn = this.#find(signInId);
    if (signIn === null || signIn.ended !== null) return null;
    const { invitations, generalLink, oidc } = this.#options;
    switch (signIn.by) {
      case 'invite':
        return invitations.recognise(signIn);
      case 'oidc':
        return oidc?.recognise(signIn) ?? null;
      case 'general-link':
      case 'program':
        return generalLink.recognise(signIn);
    }
  }

  /** Why this browser, which was in once, is not any more; null when it never was. */
  endingOf(signInId: string): Ending | 'run-out' | null {
    const signIn = this.#find(signInId);
    if (signIn?.by === 'oidc' && signIn.ended === null && this.#options.oidc?.hasRunOut(signIn) === true)
      return 'run-out';
    // Not ended by itself, and asked all the same: its way in was closed, which is the owner's doing.
    return signIn === null ? null : (signIn.ended ?? 'put-out');
  }

  mayFit(user: string, password: string): boolean {
    return this.#options.generalLink.mayFit(user, password);
  }

  recogniseProgram(user: string, password: string): Guest | null {
    return this.#options.generalLink.recogniseProgram(user, password);
  }

  admitProgram(user: string, password: string): Promise<Guest | null> {
    return this.#options.generalLink.admitProgram(user, password);
  }

  signIn(user: string, password: string, from: Caller): Promise<Guest | null> {
    return this.#options.generalLink.signIn(user, password, from);
  }

  readInvite(token: string): Invitation | null {
    return this.#options.invitations.read(token);
  }

  acceptInvite(token: string, from: Caller, before: string | null): InvitedPerson | null {
    return this.#options.invitations.accept(token, from, before);
  }

  /** Somebody who is signed in to the whole server; null for whoever is in no group that owns this dataset. */
  admitMember(person: Person): GroupMember | null {
    return this.#options.memberships?.admit(person, this.#options.datasetId) ?? null;
  }

  /** Somebody whom an identity provider has signed in; null for whoever may not come in here by it. */
  admitOidc(person: OidcPerson, from: Caller): Member | null {
    return this.#options.oidc?.admit(person, from) ?? null;
  }

  signOut(signInId: string): void {
    if (this.#find(signInId) !== null) this.#options.signIns.revoke(signInId, 'signed-out');
  }

  /** All browsers of this person. A guest of the general link is one browser. */
  signOutEverywhere(signInId: string): void {
    const signIn = this.#find(signInId);
    if (signIn === null) return;
    if (signIn.by === 'oidc') this.#options.oidc?.signOutEverywhere(signIn);
    this.#options.invitations.signOutEverywhere(signIn);
    this.signOut(signInId);
  }

  #find(signInId: string): SignIn | null {
    const signIn = this.#options.signIns.find(signInId);
    return signIn?.datasetId === this.#options.datasetId ? signIn : null;
  }
}
