/** What the proxy is handed by sessions: doors, the people who may pass them, and the names it may be called by. */
import type { Role, Toggles } from '../../contract/session.ts';
import type { MemoryGuardState } from './memory-policy.ts';

/** Somebody who is signed in to one session. */
export interface Visitor {
  /** Safe as a folder's name: `^[a-z0-9][a-z0-9-]{0,63}$`. */
  readonly collaborator: string;
  readonly signInId: string | null;
  readonly name: string;
  readonly role: Role;
  readonly by: 'general-link' | 'program' | 'invite' | 'front-server';
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
export type Ending = 'signed-out' | 'put-out' | 'too-many';

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
  signOut(signInId: string): void;
  /** All browsers of the person whose sign-in this is. */
  signOutEverywhere(signInId: string): void;
  /** Somebody whom the lab's own web server has signed in. Left out where it signs in nobody. */
  admitFrontUser?(user: string): Visitor;
}

export type DoorState =
  | { readonly kind: 'open'; readonly upstream: Upstream }
  | { readonly kind: 'starting' }
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
  /** Names the data that the host answers from: another text once the file has changed. Answers are kept under it. */
  readonly content: string;
  /** How many heavy requests the host can bear at once. */
  readonly heavyAtOnce: number;
  /** Wakes the host if it sleeps; settles when it, or one that is being started again, is up or will not be. Never rejects. */
  awake(): Promise<void>;
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
