/** Orders the load generator about. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Traffic } from './browser.ts';
import type { CrowdOrder, CrowdResult } from './crowd.ts';
import type { Order } from './load-generator.ts';
import type { Peer } from './peers.ts';
import type { Reference } from './verdicts.ts';

type Told = { readonly result: unknown; readonly cpuSeconds: number } | { readonly error: string };

/** What the generator itself took of the machine, in seconds of one core. */
export type WithCost<T> = T & { readonly generatorCpuSeconds: number };

export class Generator {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'load-generator.ts'), {
      execArgv: ['--expose-gc', '--max-semi-space-size=64'],
    });
    process.once('exit', () => this.#child.kill());
  }

  /** Signs everybody in and takes the reference answers, by their path below the page's. */
  async meet({ name, url, headers, signIn }: Peer, people: number): Promise<Readonly<Record<string, Reference>>> {
    // Where there is a form, people come in by their cookie alone.
    const address = { url, signIn, headers: signIn === null ? headers : {} };
    const { result } = await this.#order({ kind: 'meet', peer: name, address, people });
    return result as Readonly<Record<string, Reference>>;
  }

  async crowd({ name }: Peer, order: CrowdOrder): Promise<WithCost<CrowdResult>> {
    const { result, cpuSeconds } = await this.#order({ kind: 'crowd', peer: name, ...order });
    return { ...(result as CrowdResult), generatorCpuSeconds: cpuSeconds };
  }

  async visitTwice({ name }: Peer, acceptEncoding: string): Promise<readonly [Traffic, Traffic]> {
    const { result } = await this.#order({ kind: 'visit-twice', peer: name, acceptEncoding });
    return result as readonly [Traffic, Traffic];
  }

  end(): void {
    this.#child.disconnect();
  }

  async #order(order: Order): Promise<{ readonly result: unknown; readonly cpuSeconds: number }> {
    const settled = new AbortController();
    const { signal } = settled;
    const died = once(this.#child, 'exit', { signal }).then(() => {
      throw new Error('the load generator ended');
    });
    const answered = once(this.#child, 'message', { signal }) as Promise<[Told]>;
    this.#child.send(order);
    const [told] = await Promise.race([answered, died]).finally(() => settled.abort());
    if ('error' in told) throw new Error(told.error);
    return told;
  }
}
