/** Who is looking at a session, and who has: sign-ins that last, joined with what passed through the proxy since it started. */
import type { Browser, Invite, Person, Role, Session } from '../../contract/session.ts';
import type { Invite as StoredInvite, Invites } from '../store/invites.ts';
import type { OidcPeople, StoredOidcPerson } from '../store/oidc-people.ts';
import { browserIdOf, type SignIn, type SignIns } from '../store/sign-ins.ts';
import { browserName } from './browser-name.ts';
import { inviteState } from './invite-state.ts';
import type { SessionLinks } from './session-links.ts';

/** Annotate asks for nothing while one only looks at a picture: a person counts as here for this long after the last request. */
export const HERE_FOR_MS = 5 * 60_000;

/** How often at most "last seen" is written to disk. */
const TOUCH_EVERY_MS = 30_000;
/** Many come at once. */
const WRITE_AFTER_MS = 1000;

const SHOWN_AT_MOST = 200;

interface Traffic {
  readonly name: string;
  readonly by: Person['by'];
  /** That of a member of a group, as it was at the last request; of others it is not written down here. */
  role: Role | null;
  requests: number;
  bytesSent: number;
  readonly firstSeen: Date;
  lastSeen: Date;
}

export interface Observation {
  readonly visitor: {
    readonly collaborator: string;
    readonly signInId: string | null;
    readonly name: string;
    readonly by: Person['by'];
    readonly role?: Role;
  };
  readonly bytesSent: number;
  readonly at: Date;
}

/** The identity provider, as far as people are listed by it. */
export interface OidcInstitute {
  readonly name: string;
  readonly people: Pick<OidcPeople, 'access' | 'listFor'>;
  /** How long a sign-in by it holds, in milliseconds. */
  readonly holdsMs: number;
}

export class People {
  readonly #signIns: SignIns;
  readonly #invites: Invites;
  readonly #datasetId: string;
  readonly #institute: OidcInstitute | null;
  readonly #traffic = new Map<string, Traffic>();
  readonly #touched = new Map<string, number>();
  readonly #toWrite = new Map<string, Date>();
  #writing: NodeJS.Timeout | null = null;
  #requests = 0;
  #bytesSent = 0;

  constructor(signIns: SignIns, invites: Invites, datasetId: string, institute: OidcInstitute | null = null) {
    this.#signIns = signIns;
    this.#invites = invites;
    this.#datasetId = datasetId;
    this.#institute = institute;
  }

  /** Also of those who are no longer listed. */
  get requests(): number {
    return this.#requests;
  }

  get bytesSent(): number {
    return this.#bytesSent;
  }

  observe({ visitor, bytesSent, at }: Observation): void {
    const { collaborator, name, by } = visitor;
    const traffic = this.#traffic.get(collaborator) ?? {
      name,
      by,
      role: null,
      requests: 0,
      bytesSent: 0,
      firstSeen: at,
      lastSeen: at,
    };
    if (by === 'account' || by === 'front-server') traffic.role = visitor.role ?? null;
    traffic.requests += 1;
    traffic.bytesSent += bytesSent;
    traffic.lastSeen = at;
    this.#traffic.set(collaborator, traffic);
    this.#requests += 1;
    this.#bytesSent += bytesSent;
    if (visitor.signInId !== null) this.#touch(visitor.signInId, at);
  }

  /** Those here first, then by when they were last seen. `role` is what the general link gives now. */
  list(role: Role, now: Date): Person[] {
    const invites = new Map(this.#invites.listFor(this.#datasetId).map((invite) => [invite.collaborator, invite]));
    const members = new Map(
      this.#institute?.people.listFor(this.#datasetId).map((member) => [member.collaborator, member]),
    );
    const people = [...signInsByPerson(this.#signIns.listFor(this.#datasetId))].map(([collaborator, signIns]) => {
      const member = members.get(collaborator);
      return member === undefined
        ? this.#personOf(collaborator, signIns, invites.get(collaborator) ?? null, role, now)
        : this.#memberOf(member, signIns, now);
    });
    const known = new Set(people.map(({ id }) => id));
    for (const [collaborator, traffic] of this.#traffic) {
      if (!known.has(collaborator)) people.push(withoutSignIn(collaborator, traffic, role, now));
    }
    return people
      .sort((a, b) => Number(b.here) - Number(a.here) || b.lastSeen.localeCompare(a.lastSeen))
      .slice(0, SHOWN_AT_MOST);
  }

  /** What the institute's sign-in opens here, as snapshots show it. */
  institute(): Pick<Session, 'institute'> {
    if (this.#institute === null) return {};
    const { name, people } = this.#institute;
    return { institute: { name, ...people.access(this.#datasetId) } };
  }

  /** Each with its link, which begins like the one that people can reach now. */
  invites({ url, publicUrl }: SessionLinks, invitePath: (invite: StoredInvite) => string, now: Date): Invite[] {
    const base = publicUrl ?? url;
    const opened = new Set(this.#signIns.listFor(this.#datasetId).map(({ inviteId }) => inviteId));
    return this.#invites.listFor(this.#datasetId).map((invite) => ({
      id: invite.id,
      name: invite.name,
      role: invite.role,
      person: invite.collaborator,
      state: inviteState(invite, opened.has(invite.id), now),
      url: base === null ? null : `${base}${invitePath(invite)}`,
      createdAt: invite.createdAt.toISOString(),
      expiresAt: invite.expiresAt?.toISOString() ?? null,
      revokedAt: invite.revokedAt?.toISOString() ?? null,
    }));
  }

  #personOf(
    collaborator: string,
    signIns: readonly [SignIn, ...SignIn[]],
    invite: StoredInvite | null,
    role: Role,
    now: Date,
  ): Person {
    const [first] = signIns;
    const traffic = this.#traffic.get(collaborator);
    const isOut = invite !== null && ['expired', 'revoked'].includes(inviteState(invite, true, now));
    const holding = isOut ? [] : signIns.filter(({ ended }) => ended === null);
    const lastSeen = [...signIns.map((signIn) => signIn.lastSeen), ...(traffic === undefined ? [] : [traffic.lastSeen])]
      .map((date) => date.toISOString())
      .reduce((latest, date) => (date > latest ? date : latest));
    return {
      id: collaborator,
      name: invite?.name ?? first.name,
      role: invite?.role ?? role,
      by: first.by,
      here: holding.length > 0 && traffic !== undefined && isHere(traffic.lastSeen, now),
      firstSeen: first.createdAt.toISOString(),
      lastSeen,
      requests: traffic?.requests ?? 0,
      bytesSent: traffic?.bytesSent ?? 0,
      invite: invite?.id ?? null,
      browsers: holding.map(browserOf).sort((a, b) => b.lastSeen.localeCompare(a.lastSeen)),
    };
  }

  /** Somebody who came by the institute's sign-in, which holds for some hours. */
  #memberOf(member: StoredOidcPerson, signIns: readonly [SignIn, ...SignIn[]], now: Date): Person {
    const { name, address, role, blockedAt } = member;
    const holdsMs = this.#institute?.holdsMs ?? 0;
    const holding = signIns.filter(
      ({ ended, createdAt }) => ended === null && blockedAt === null && now.getTime() - createdAt.getTime() < holdsMs,
    );
    const usual = this.#institute?.people.access(this.#datasetId).role ?? 'viewer';
    const person = this.#personOf(member.collaborator, signIns, null, role ?? usual, now);
    return {
      ...person,
      name,
      account: address,
      blocked: blockedAt !== null,
      here: person.here && holding.length > 0,
      browsers: holding.map(browserOf).sort((a, b) => b.lastSeen.localeCompare(a.lastSeen)),
    };
  }

  #touch(signInId: string, at: Date): void {
    const last = this.#touched.get(signInId) ?? 0;
    if (at.getTime() - last < TOUCH_EVERY_MS) return;
    this.#touched.set(signInId, at.getTime());
    this.#toWrite.set(signInId, at);
    this.#writing ??= setTimeout(() => this.#write(), WRITE_AFTER_MS).unref();
  }

  #write(): void {
    this.#writing = null;
    this.#signIns.touchAll(this.#toWrite);
    this.#toWrite.clear();
  }
}

function signInsByPerson(signIns: readonly SignIn[]): ReadonlyMap<string, readonly [SignIn, ...SignIn[]]> {
  const byPerson = new Map<string, [SignIn, ...SignIn[]]>();
  for (const signIn of signIns) {
    const known = byPerson.get(signIn.collaborator);
    if (known === undefined) byPerson.set(signIn.collaborator, [signIn]);
    else known.push(signIn);
  }
  return byPerson;
}

/** Programs have no sign-in of their own. */
function withoutSignIn(collaborator: string, traffic: Traffic, role: Role, now: Date): Person {
  return {
    id: collaborator,
    name: traffic.name,
    role: traffic.role ?? role,
    by: traffic.by,
    here: isHere(traffic.lastSeen, now),
    firstSeen: traffic.firstSeen.toISOString(),
    lastSeen: traffic.lastSeen.toISOString(),
    requests: traffic.requests,
    bytesSent: traffic.bytesSent,
    invite: null,
    browsers: [],
  };
}

function browserOf(signIn: SignIn): Browser {
  return {
    id: browserIdOf(signIn),
    name: browserName(signIn.userAgent),
    address: signIn.address,
    firstSeen: signIn.createdAt.toISOString(),
    lastSeen: signIn.lastSeen.toISOString(),
  };
}

function isHere(lastSeen: Date, now: Date): boolean {
  return now.getTime() - lastSeen.getTime() < HERE_FOR_MS;
}
