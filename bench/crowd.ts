/** Many people at one server: each signed in beforehand with a browser of their own, loading pages and comparing cells. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Browser, retryAfterMs, type Address, type Connections, type Traffic } from './browser.ts';
import { planPage, type PagePlan } from './page-plan.ts';
import { referenceOf, unpacked, Verdicts, type Reference } from './verdicts.ts';

export interface Comparing {
  /** People, each with a selection of their own, other than those who load pages. */
  readonly askers: number;
  /** How often each asks; null: over and over until the page loads are done. */
  readonly each: number | null;
  readonly cells: number;
  /** Another number, other selections: nothing that was computed before answers them. */
  readonly seed: number;
}

export interface CrowdOrder {
  readonly people: number;
  /** One after another, by each. */
  readonly loads: number;
  readonly comparing: Comparing | null;
}

export interface CrowdResult {
  readonly wallMs: number;
  readonly loadsMs: readonly number[];
  readonly traffic: Traffic;
  /** Every answer that was not as it should be. */
  readonly wrong: readonly string[];
  /** Bodies unpacked and hashed; all others were byte for byte equal to one of those. */
  readonly unpacked: number;
  readonly compared: ComparedResult;
}

export interface ComparedResult {
  readonly answered: number;
  readonly lost: readonly string[];
  /** 503 with Retry-After, which was honoured. */
  readonly toldToWait: number;
  readonly ms: readonly number[];
}

const LONGEST_WAIT_MS = 300_000;
const differences = z.looseObject({ positive: z.array(z.unknown()), negative: z.array(z.unknown()) });

export class Crowd {
  readonly #address: Address;
  readonly #plan: PagePlan;
  readonly #references: Map<string, Reference>;
  readonly #verdicts: Verdicts;
  readonly #people: Browser[] = [];

  private constructor(address: Address, plan: PagePlan, references: Map<string, Reference>) {
    this.#address = address;
    this.#plan = plan;
    this.#references = references;
    this.#verdicts = new Verdicts(references);
  }

  /** Takes the references with a person of its own, who is none of the crowd. */
  static async meet(address: Address): Promise<Crowd> {
    const first = new Browser(address);
    await first.signIn();
    const plan = await planPage({ url: address.url, headers: first.headers({ 'accept-encoding': 'identity' }) });
    const references = new Map<string, Reference>();
    const connections = first.connect();
    for (const asked of plan.flat()) {
      const sent = first.request(asked);
      if (sent !== null) references.set(asked.path, referenceOf(asked.path, await connections.ask(sent)));
    }
    await connections.close();
    return new Crowd(address, plan, references);
  }

  /** What was asked beforehand, by the path below the page's. */
  get references(): Readonly<Record<string, Reference>> {
    const { pathname } = new URL(this.#address.url);
    return Object.fromEntries(
      [...this.#references].map(([path, reference]) => [
        path.startsWith(pathname) ? path.slice(pathname.length) : path,
        reference,
      ]),
    );
  }

  /** One after another: proxies count attempts to sign in. */
  async signIn(people: number): Promise<void> {
    while (this.#people.length < people) {
      const person = new Browser(this.#address);
      await person.signIn();
      this.#people.push(person);
    }
  }

  async go({ people, loads, comparing }: CrowdOrder): Promise<CrowdResult> {
    await this.signIn(people + (comparing?.askers ?? 0));
    const unpackedBefore = this.#verdicts.unpacked;
    const wrong: string[] = [];
    const loadsMs: number[] = [];
    const traffic: Traffic = { received: 0, sent: 0, requests: 0, askedAgain: 0 };
    const loading = new AbortController();
    collect();
    const begun = performance.now();
    const compare = this.#compare(people, comparing, loading.signal);
    const visit = async (person: Browser) => {
      for (let load = 0; load < loads; load += 1) {
        if (people === 1) collect();
        const start = performance.now();
        const took = await this.#load(person, wrong);
        loadsMs.push(performance.now() - start);
        for (const what of ['received', 'sent', 'requests', 'askedAgain'] as const) traffic[what] += took[what];
      }
    };
    await Promise.all(this.#people.slice(0, people).map(visit));
    loading.abort();
    const compared = await compare;
    return {
      wallMs: performance.now() - begun,
      loadsMs,
      traffic,
      wrong,
      unpacked: this.#verdicts.unpacked - unpackedBefore,
      compared,
    };
  }

  /** A browser's first page load and its second, with all that it kept of the first. */
  async visitTwice(acceptEncoding: string): Promise<readonly [Traffic, Traffic]> {
    const wrong: string[] = [];
    const person = new Browser(this.#address, { keeps: true, acceptEncoding });
    await person.signIn();
    const visits = [await this.#load(person, wrong), await this.#load(person, wrong)] as const;
    if (wrong.length > 0) throw new Error(wrong.join('; '));
    return visits;
  }

  async #load(person: Browser, wrong: string[]): Promise<Traffic> {
    const connections = person.connect();
    for (const wave of this.#plan) {
      await Promise.all(
        wave.map(async (asked) => {
          const sent = person.request(asked);
          if (sent === null) return;
          try {
            const answer = await connections.ask(sent);
            person.keep(asked.path, answer);
            const trouble = this.#verdicts.judge(asked.path, answer, 'if-none-match' in sent.headers);
            if (trouble !== null) wrong.push(trouble);
          } catch (error) {
            wrong.push(`${asked.path}: ${String(error)}`);
          }
        }),
      );
    }
    return connections.close();
  }

  async #compare(from: number, comparing: Comparing | null, loadsDone: AbortSignal): Promise<ComparedResult> {
    const result = { answered: 0, lost: [] as string[], toldToWait: 0, ms: [] as number[] };
    if (comparing === null) return result;
    const { askers, each, cells, seed } = comparing;
    const going = (turn: number) => (each === null ? !loadsDone.aborted : turn < each);
    const ask = async (person: Browser, asker: number) => {
      const connections = person.connect();
      for (let turn = 0; going(turn); turn += 1) {
        const begun = performance.now();
        const body = selection(cells, (seed * 9973 + asker * 613 + turn * 31) % (cells - 2 * Math.floor(cells / 12)));
        const outcome = await compareOnce(person, connections, body, begun + LONGEST_WAIT_MS);
        result.toldToWait += outcome.toldToWait;
        if (outcome.lost === null) result.answered += 1;
        else result.lost.push(outcome.lost);
        result.ms.push(performance.now() - begun);
      }
      await connections.close();
    };
    await Promise.all(this.#people.slice(from, from + askers).map(ask));
    return result;
  }
}

/** Before the clock starts, so that what earlier bodies left behind is not cleared away while it runs: that is no wait of any browser. */
function collect(): void {
  globalThis.gc?.();
}

/** A twelfth of the cells against the next twelfth: about what a person selects. */
export function selection(cells: number, from: number): string {
  const twelfth = Math.floor(cells / 12);
  const set = (start: number) => ({ filter: { obs: { index: [[start, start + twelfth]] } } });
  return JSON.stringify({ mode: 'topN', count: 50, set1: set(from), set2: set(from + twelfth) });
}

async function compareOnce(
  person: Browser,
  connections: Connections,
  body: string,
  until: number,
): Promise<{ readonly lost: string | null; readonly toldToWait: number }> {
  const path = `${new URL(person.address.url).pathname}api/v0.2/diffexp/obs`;
  const headers = person.headers({ accept: 'application/json', 'content-type': 'application/json' });
  for (let toldToWait = 0; ; toldToWait += 1) {
    try {
      const answer = await connections.ask({ method: 'POST', path, headers, body });
      if (answer.status === 200) {
        differences.parse(JSON.parse(unpacked(answer).toString()));
        return { lost: null, toldToWait };
      }
      if (answer.status !== 503 || performance.now() > until) return { lost: `status ${answer.status}`, toldToWait };
      await pause(retryAfterMs(answer));
    } catch (error) {
      return { lost: String(error), toldToWait };
    }
  }
}
