/** The steps from Share to live, with how far each is and how long it took: what the preparing page shows. */
import type { Step, StepName } from '../../contract/session.ts';

interface Entry {
  readonly state: Step['state'];
  readonly done: number | null;
  readonly detail: string | null;
  readonly startedAt: number | null;
  readonly seconds: number | null;
}

/** The steps of one session. */
export function stepsOf(isRemote: boolean, hasTunnel: boolean): readonly StepName[] {
  return [
    ...(isRemote ? (['download'] as const) : []),
    'check',
    'environment',
    'start',
    ...(hasTunnel ? (['tunnel'] as const) : []),
  ];
}

const untouched: Entry = { state: 'todo', done: null, detail: null, startedAt: null, seconds: null };

export class Steps {
  readonly #entries = new Map<StepName, Entry>();
  readonly #now: () => number;

  /** @param now milliseconds of a clock that never jumps */
  constructor(names: readonly StepName[], now: () => number = () => performance.now()) {
    for (const name of names) this.#entries.set(name, untouched);
    this.#now = now;
  }

  /** Begins a step, or says how far it is. `done` never goes back. */
  progress(name: StepName, done: number | null = null, detail: string | null = null): void {
    const entry = this.#entries.get(name) ?? untouched;
    const isGoingOn = entry.state === 'running';
    const furthest = isGoingOn && done !== null && entry.done !== null ? Math.max(done, entry.done) : done;
    const startedAt = isGoingOn ? entry.startedAt : this.#now();
    this.#entries.set(name, { ...entry, state: 'running', done: furthest, detail, startedAt });
  }

  /** Of one that is done already, nothing changes. */
  finish(name: StepName): void {
    if (this.#entries.get(name)?.state === 'done') return;
    this.#close(name, 'done');
  }

  /** Whatever was running did not come to its end. */
  fail(): void {
    for (const [name, entry] of this.#entries) if (entry.state === 'running') this.#close(name, 'failed');
  }

  list(): Step[] {
    return [...this.#entries].map(([name, entry]) => ({
      name,
      state: entry.state,
      done: entry.done,
      detail: entry.detail,
      seconds: entry.state === 'running' && entry.startedAt !== null ? this.#since(entry.startedAt) : entry.seconds,
    }));
  }

  #close(name: StepName, state: 'done' | 'failed'): void {
    const entry = this.#entries.get(name) ?? untouched;
    const seconds = entry.startedAt === null ? 0 : this.#since(entry.startedAt);
    this.#entries.set(name, { ...entry, state, detail: null, done: state === 'done' ? 1 : entry.done, seconds });
  }

  #since(startedAt: number): number {
    return Math.max(0, (this.#now() - startedAt) / 1000);
  }
}
