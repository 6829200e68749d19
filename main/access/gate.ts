/** One session's gatekeeper: puts the ways in together, and leaves to each what becomes of the browsers that came in by it. */
import type { Ending, SignIn, SignIns } from '../store/sign-ins.ts';
import type { Caller, GeneralLink, Guest } from './general-link.ts';
import type { Invitation, Invitations, InvitedPerson } from './invitations.ts';

export interface GateOptions {
  readonly datasetId: string;
  readonly signIns: SignIns;
  readonly generalLink: GeneralLink;
  readonly invitations: Invitations;
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
  recognise(signInId: string): Guest | InvitedPerson | null {
    const signIn = this.#find(signInId);
    if (signIn === null || signIn.ended !== null) return null;
    const { invitations, generalLink } = this.#options;
    return (signIn.by === 'invite' ? invitations : generalLink).recognise(signIn);
  }

  /** Why this browser, which was in once, is not any more; null when it never was. */
  endingOf(signInId: string): Ending | null {
    const signIn = this.#find(signInId);
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

  signOut(signInId: string): void {
    if (this.#find(signInId) !== null) this.#options.signIns.revoke(signInId, 'signed-out');
  }

  /** All browsers of this person. A guest of the general link is one browser. */
  signOutEverywhere(signInId: string): void {
    const signIn = this.#find(signInId);
    if (signIn === null) return;
    this.#options.invitations.signOutEverywhere(signIn);
    this.signOut(signInId);
  }

  #find(signInId: string): SignIn | null {
    const signIn = this.#options.signIns.find(signInId);
    return signIn?.datasetId === this.#options.datasetId ? signIn : null;
  }
}
