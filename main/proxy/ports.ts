/** What the proxy is handed by sessions: doors, the people who may pass them, and the names it may be called by. */
import type { Hides } from '../../contract/hides.ts';
import type { VisitorAction } from '../../contract/audit.ts';
import type { Role, Toggles } from '../../contract/session.ts';
import type { MemoryGuardState } from './memory-policy.ts';

/** Somebody who is signed in to one session. */
export interface Visitor {
  /** Safe as a folder's name: `^[a-z0-9][a-z0-9-]{0,63}$`. */
  readonly collaborator: string;
  readonly signInId: string | null;
  readonly name: string;
  readonly role: Role;
  readonly by: 'general-link' | 'program' | 'invite' | 'account' | 'oidc' | 'front-server';
}

/** Who is there, as far as a request tells. */
export interface Caller {
  readonly address: string;
  readonly userAgent: string;
}

/** Whom a personal link is for. */
export interface Invitation {
  readonly name: string;
  readonly collaborator: string;
}

/** Why a browser that was in is not any more. */
export type Ending = 'signed-out' | 'put-out' | 'too-many' | 'run-out';

export interface Gatekeeper {
  /** Whether the password may be a weak one: then there is an end to how many guesses are looked at. */
  readonly guessable: boolean;
  /** Asked at each request. Null when the id is unknown, ended or of another session. */
  recognise(signInId: string): Visitor | null;
  /** Why somebody is not recognised any more; null for an id that never was one of this session. */
  endingOf(signInId: string): Ending | null;
  /** False for what is certainly wrong: takes microseconds, and the same ones whatever is wrong. */
  mayFit(user: string, password: string): boolean;
  /** Credentials that were found right not long ago: no hashing, so they need not wait behind somebody's guesses. */
  recogniseProgram(user: string, password: string): Visitor | null;
  admitProgram(user: string, password: string): Promise<Visitor | null>;
  /** The sign-in page's form: makes a sign-in with a guest of its own. */
  signIn(user: string, password: string, from: Caller): Promise<Visitor | null>;
  /** Null, after the same work, for whatever is wrong with a link. */
  readInvite(token: string): Invitation | null;
  /** @param before the sign-in that this browser holds now: opened twice, a link makes one browser */
  acceptInvite(token: string, from: Caller, before: string | null): Visitor | null;
  /** Somebody whom an identity provider has signed in; null for whoever may not come in here by it. Left out where there is none. */
  admitOidc?(person: OidcPerson, from: Caller): Visitor | null;
  signOut(signInId: string): void;
  /** All browsers of the person whose sign-in this is. */
  signOutEverywhere(signInId: string): void;
  /** Somebody whom the lab's own web server has signed in. Left out where it signs in nobody. */
  admitFrontUser?(user: string): Visitor | null;
  /** Somebody who is signed in to the whole server; null for whoever may not see this session. Left out where nobody has an account. */
  admitMember?(person: Visitor): Visitor | null;
}

/** What an owner asks people to keep to. */
export interface Terms {
  readonly title: string;
  readonly contact: string;
  /** Markdown. */
  readonly terms: string;
  /** Another one for each version. */
  readonly hash: string;
  hasAccepted(collaborator: string): boolean;
  /** That this person accepts this version. */
  accept(visitor: Visitor): void;
}

export type DoorState =
  | { readonly kind: 'open'; readonly upstream: Upstream }
  /** `first`: nothing was there before that it could have come to grief. */
  | { readonly kind: 'starting'; readonly first?: boolean }
  | { readonly kind: 'paused' }
  /** Put away for want of requests, or just being woken: ask `awake` and look again. */
  | { readonly kind: 'asleep' }
  | { readonly kind: 'broken' };

/** The host of a session. */
export interface Upstream {
  readonly origin: string;
  readonly secret: string;
}

/** One session as the proxy sees it. Looked up anew for each request, so that a change holds for the very next one. */
export interface Door {
  readonly id: string;
  readonly slug: string;
  readonly state: DoorState;
  readonly toggles: Toggles;
  readonly gatekeeper: Gatekeeper;
  /** What of the dataset nobody gets to see. Told to the host with each request. */
  readonly hides: Hides;
  /** What people must have accepted before they see anything of it; null for nothing. */
  readonly terms: Terms | null;
  /** Names the data that the host answers from: another text once the file, or what is hidden, has changed. Answers are kept under it. */
  readonly content: string;
  /** How many heavy requests the host can bear at once. */
  readonly heavyAtOnce: number;
  /** Wakes the host if it sleeps; settles when it, or one that is being started again, is up or will not be. Never rejects. */
  awake(): Promise<void>;
  /** What the service asks through a tunnel, to know whether it can be loaded; null for what it does not ask right now. */
  answerProbe(question: string): string | null;
  /** Whether somebody has saved labels or gene sets here: what the host answers to everybody else is the same for all of them. */
  hasSaved(collaborator: string): Promise<boolean>;
  /**
   * Called when a request of somebody who is signed in begins; what it returns is called when it is over. As long as one is under way
   * the host is not put to sleep.
   */
  entered(): () => void;
  /** Called after each answered request of somebody who is signed in. */
  observe(event: { readonly visitor: Visitor; readonly bytesSent: number; readonly at: Date }): void;
}

export interface Directory {
  find(slug: string): Door | null;
  /** Keeps the gate where there is no session: takes the same time, gives the same answer, admits nobody. */
  readonly strangers: Gatekeeper;
  /** Whether this sign-in belongs to a session that was at this address: whoever asks with it has been there. */
  wasIn?(slug: string, signInId: string): boolean;
  /** Left out, there is nothing above the sessions. */
  readonly library?: Library;
}

/** One dataset in somebody's gallery. */
export interface Offer {
  readonly slug: string;
  readonly title: string;
  /** Names of the groups by which this person sees it. */
  readonly groups: readonly string[];
  readonly cells: number | null;
  readonly genes: number | null;
  /** Null as long as it is not drawn, or cannot be. */
  readonly picture: { readonly version: string; readonly sentence: string } | null;
  /** What else it is found by: the names of its first category's values. */
  readonly words: readonly string[];
  readonly state: DoorState['kind'];
  /** Names of those who are looking now. */
  readonly looking: readonly string[];
}

/** The whole server's own address, above all sessions: a sign-in, and a gallery of what each person may see. */
export interface Library {
  /** False as long as nobody has an account: then there is nothing at that address. */
  readonly isOpen: boolean;
  /** Knows people by their accounts; what they may do is each session's to say. */
  readonly gatekeeper: Gatekeeper;
  offers(person: Visitor): readonly Offer[];
  /** A PNG; null for what this person may not see, and for what is not drawn. */
  picture(person: Visitor, slug: string): Promise<Buffer | null>;
}

export interface AllowedHost {
  /** Lower case, with the port unless it is the scheme's own. */
  readonly host: string;
  /** The only session to be reached by this name (a tunnel's); null for every session. */
  readonly slug: string | null;
}

/** What the proxy has counted of one session since the service was started, for its owner. */
export interface ProxyFigures {
  /** Heavy requests: how many are computed and how many wait now, and how many were refused. */
  readonly heavy: { readonly running: number; readonly waiting: number; readonly refused: number };
  /** Requests for answers that are kept: how many were answered from memory, how many were not, and what is kept now. */
  readonly answers: { readonly hits: number; readonly misses: number; readonly bytes: number };
  /** Of the whole computer. */
  readonly memory: MemoryGuardState;
}

/** What TLS is agreed on with, as PEM. */
export interface Certificate {
  /** The server's own first, then those that vouch for it. */
  readonly cert: string;
  readonly key: string;
}

export interface CertificateSource {
  current(): Certificate;
  /** Calls back when there is another one, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/** What somebody did that the owner may want to know of later. */
export interface Deed {
  readonly action: VisitorAction;
  /** What it was about, in a word of the program's own: nothing that was typed or sent gets here. */
  readonly subject: string | null;
  readonly value?: string;
}

export interface Witnessed {
  /** Null for what was tried at a link that does not exist. */
  readonly session: string | null;
  /** Null for somebody who is not signed in. */
  readonly visitor: Visitor | null;
  readonly address: string;
  readonly deed: Deed;
}

/** Somebody whom an identity provider has signed in and the owner's rules let in. */
export interface OidcPerson {
  readonly collaborator: string;
  readonly issuer: string;
  readonly name: string;
  readonly address: string | null;
  readonly verified: boolean;
}

/** An identity provider (OpenID Connect): one for all sessions. */
export interface Institute {
  /** What people know it by. */
  readonly name: string;
  /** The name, with its port, by which people must have come to be sent there: cookies of another are not there when they come back. */
  readonly host: string;
  /** Null while it can be used. */
  readonly trouble: object | null;
  /** Where one signs out of the provider itself; null where it offers no such page. */
  readonly signOutUrl: string | null;
  /**
   * Where a browser goes to sign in.
   *
   * @param again as somebody else than the provider already knows
   * @throws ShareError one of the `oidc-` codes
   */
  begin(state: string, again: boolean): Promise<URL>;
  /**
   * @param answer the query with which the browser came back
   * @throws ShareError one of the `oidc-` codes
   */
  finish(answer: URLSearchParams, state: string): Promise<OidcPerson>;
}
