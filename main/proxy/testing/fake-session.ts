/** A stand-in for one session in tests: a door whose state, toggles and people the test changes while the proxy runs. */
import type { Role, Toggles } from '../../../contract/session.ts';
import type { Directory, Door, DoorState, Gatekeeper, Visitor } from '../ports.ts';

export const password = 'correct-horse-1';

/** Admits `guest` with the one password; counts how often the work of checking one was done. */
export class FakeGatekeeper implements Gatekeeper {
  readonly revoked = new Set<string>();
  readonly #admits: boolean;
  readonly #signIns = new Map<string, Visitor>();
  readonly #known = new Set<string>();
  role: Role = 'annotator';
  checks = 0;

  constructor(admits: boolean) {
    this.#admits = admits;
  }

  recognise(signInId: string): Visitor | null {
    const visitor = this.#signIns.get(signInId);
    return visitor === undefined || this.revoked.has(signInId) ? null : { ...visitor, role: this.role };
  }

  recogniseProgram(user: string, tried: string): Visitor | null {
    return this.#known.has(`${user}\n${tried}`) ? this.#program() : null;
  }

  async admitProgram(user: string, tried: string): Promise<Visitor | null> {
    if (!(await this.#check(user, tried))) return null;
    this.#known.add(`${user}\n${tried}`);
    return this.#program();
  }

  async signIn(user: string, tried: string): Promise<Visitor | null> {
    if (!(await this.#check(user, tried))) return null;
    const number = this.#signIns.size + 1;
    const signInId = `sign-in-${number}`;
    const visitor: Visitor = {
      collaborator: `guest-${number}`,
      signInId,
      name: `Guest ${number}`,
      role: this.role,
      by: 'general-link',
    };
    this.#signIns.set(signInId, visitor);
    return visitor;
  }

  signOut(signInId: string): void {
    this.revoked.add(signInId);
  }

  #program(): Visitor {
    return { collaborator: 'program', signInId: null, name: 'Programs', role: this.role, by: 'program' };
  }

  async #check(user: string, tried: string): Promise<boolean> {
    this.checks += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return this.#admits && user === 'guest' && tried === password;
  }
}

export class FakeSession {
  readonly id = 'session-1';
  readonly slug = 'pbmc';
  readonly gatekeeper = new FakeGatekeeper(true);
  readonly observed: Parameters<Door['observe']>[0][] = [];
  state: DoorState = { kind: 'starting' };
  toggles: Toggles = { diffexp: true, annotations: true };
  content = 'content-1';
  heavyAtOnce = 1;
  /** Requests under way, as the door was told. */
  underWay = 0;
  /** What happens when the door is asked to wake its host. */
  wake: () => Promise<void> = () => Promise.resolve();
  readonly saved = new Set<string>();

  /** As sessions give it: a picture of this moment. */
  get door(): Door {
    const { id, slug, state, toggles, gatekeeper, content, heavyAtOnce } = this;
    return {
      id,
      slug,
      state,
      toggles,
      gatekeeper,
      content,
      heavyAtOnce,
      awake: () => this.wake(),
      hasSaved: (collaborator) => Promise.resolve(this.saved.has(collaborator)),
      entered: () => {
        this.underWay += 1;
        return () => (this.underWay -= 1);
      },
      observe: (event) => this.observed.push(event),
    };
  }
}

export class FakeDirectory implements Directory {
  readonly session = new FakeSession();
  readonly strangers = new FakeGatekeeper(false);

  find(slug: string): Door | null {
    return slug === this.session.slug ? this.session.door : null;
  }
}
