/** A stand-in for one session in tests: a door whose state, toggles and people the test changes while the proxy runs. */
import { nothingHidden, type Hides } from '../../../contract/hides.ts';
import type { Role, Toggles } from '../../../contract/session.ts';
import type { Caller, Directory, Door, DoorState, Ending, Gatekeeper, Invitation, Terms, Visitor } from '../ports.ts';

export const password = 'correct-horse-1';

export const inviteToken = 'ab'.repeat(26);

/** Admits `guest` with the one password, and Maria by her link; counts how often the work of checking was done. */
export class FakeGatekeeper implements Gatekeeper {
  readonly ended = new Map<string, Ending>();
  readonly #admits: boolean;
  readonly #signIns = new Map<string, Visitor>();
  readonly #known = new Set<string>();
  role: Role = 'annotator';
  guessable = false;
  /** Whether Maria's link still opens something. */
  inviteHolds = true;
  looks = 0;
  checks = 0;
  linksRead = 0;

  constructor(admits: boolean) {
    this.#admits = admits;
  }

  recognise(signInId: string): Visitor | null {
    const visitor = this.#signIns.get(signInId);
    return visitor === undefined || this.ended.has(signInId) ? null : { ...visitor, role: this.role };
  }

  endingOf(signInId: string): Ending | null {
    return this.#signIns.has(signInId) ? (this.ended.get(signInId) ?? 'put-out') : null;
  }

  mayFit(user: string, tried: string): boolean {
    this.looks += 1;
    return this.#admits && user === 'guest' && tried === password;
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
    return this.#enter({ collaborator: `guest-${number}`, name: `Guest ${number}`, by: 'general-link' });
  }

  readInvite(token: string): Invitation | null {
    this.linksRead += 1;
    const opens = this.#admits && this.inviteHolds && token === inviteToken;
    return opens ? { name: 'Maria Okafor', collaborator: 'maria' } : null;
  }

  acceptInvite(token: string, _from: Caller, before: string | null): Visitor | null {
    const invitation = this.readInvite(token);
    if (invitation === null) return null;
    const known = before === null ? null : this.recognise(before);
    return known?.collaborator === invitation.collaborator ? known : this.#enter({ ...invitation, by: 'invite' });
  }

  signOut(signInId: string): void {
    this.ended.set(signInId, 'signed-out');
  }

  signOutEverywhere(signInId: string): void {
    const collaborator = this.#signIns.get(signInId)?.collaborator;
    for (const [id, visitor] of this.#signIns) if (visitor.collaborator === collaborator) this.signOut(id);
  }

  #enter(who: Pick<Visitor, 'collaborator' | 'name' | 'by'>): Visitor {
    const signInId = `sign-in-${this.#signIns.size + 1}`;
    const visitor: Visitor = { ...who, signInId, role: this.role };
    this.#signIns.set(signInId, visitor);
    return visitor;
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
  hides: Hides = nothingHidden;
  terms: Terms | null = null;
  heavyAtOnce = 1;
  probe: (question: string) => string | null = () => null;
  /** Requests under way, as the door was told. */
  underWay = 0;
  /** What happens when the door is asked to wake its host. */
  wake: () => Promise<void> = () => Promise.resolve();
  readonly saved = new Set<string>();

  /** As sessions give it: a picture of this moment. */
  get door(): Door {
    const { id, slug, state, toggles, gatekeeper, content, hides, terms, heavyAtOnce } = this;
    return {
      id,
      slug,
      state,
      toggles,
      gatekeeper,
      content,
      hides,
      terms,
      heavyAtOnce,
      answerProbe: (question) => this.probe(question),
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
