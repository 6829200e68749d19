/** Who is looking at a session, and who has: sign-ins that last, joined with what passed through the proxy since it started. */
import type { Person, Role } from '../../contract/session.ts';
import type { SignIns } from '../store/sign-ins.ts';

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
  };
  readonly bytesSent: number;
  readonly at: Date;
}

export class People {
  readonly #signIns: SignIns;
  readonly #datasetId: string;
  readonly #traffic = new Map<string, Traffic>();
  readonly #touched = new Map<string, number>();
  readonly #toWrite = new Map<string, Date>();
  #writing: NodeJS.Timeout | null = null;
  #requests = 0;
  #bytesSent = 0;

  constructor(signIns: SignIns, datasetId: string) {
    this.#signIns = signIns;
    this.#datasetId = datasetId;
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
      requests: 0,
      bytesSent: 0,
      firstSeen: at,
      lastSeen: at,
    };
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
    const people = new Map<string, Person>();
    for (const signIn of this.#signIns.listFor(this.#datasetId)) {
      const traffic = this.#traffic.get(signIn.collaborator);
      const lastSeen = traffic !== undefined && traffic.lastSeen > signIn.lastSeen ? traffic.lastSeen : signIn.lastSeen;
      people.set(signIn.collaborator, {
        id: signIn.collaborator,
        name: signIn.name,
        role,
        by: signIn.by,
        here: !signIn.revoked && traffic !== undefined && isHere(traffic.lastSeen, now),
        firstSeen: signIn.createdAt.toISOString(),
        lastSeen: lastSeen.toISOString(),
        requests: traffic?.requests ?? 0,
        bytesSent: traffic?.bytesSent ?? 0,
      });
    }
    for (const [collaborator, traffic] of this.#traffic) {
      if (people.has(collaborator)) continue;
      people.set(collaborator, {
        id: collaborator,
        name: traffic.name,
        role,
        by: traffic.by,
        here: isHere(traffic.lastSeen, now),
        firstSeen: traffic.firstSeen.toISOString(),
        lastSeen: traffic.lastSeen.toISOString(),
        requests: traffic.requests,
        bytesSent: traffic.bytesSent,
      });
    }
    return [...people.values()]
      .sort((a, b) => Number(b.here) - Number(a.here) || b.lastSeen.localeCompare(a.lastSeen))
      .slice(0, SHOWN_AT_MOST);
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

function isHere(lastSeen: Date, now: Date): boolean {
  return now.getTime() - lastSeen.getTime() < HERE_FOR_MS;
}
