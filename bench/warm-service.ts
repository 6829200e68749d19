/** A service that runs already, as the desktop app keeps one, and how long a click on Share takes in it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { z } from 'zod';
import { controlAddressSchema } from '../contract/command-line.ts';
import { isOver, type Session } from '../contract/session.ts';
import { ControlClient } from '../main/control/client.ts';
import { Browser } from './browser.ts';
import { basic, type Credentials, type Ground } from './peers.ts';
import { end, familyOf, firstLineOf, start, takenBy } from './processes.ts';

const servingLine = z.looseObject({ event: z.literal('serving'), control: controlAddressSchema, pid: z.int() });
const POLL_MS = 10;
const IDLE_WITHIN_MS = 60_000;

export class WarmService {
  readonly control: ControlClient;
  readonly pid: number;
  readonly #dataset: string;
  readonly #stop: () => Promise<void>;

  private constructor(control: ControlClient, pid: number, dataset: string, stop: () => Promise<void>) {
    this.control = control;
    this.pid = pid;
    this.#dataset = dataset;
    this.#stop = stop;
  }

  static async start({ dataset, environments }: Ground, options: readonly string[] = []): Promise<WarmService> {
    const home = await mkdtemp(join(tmpdir(), 'annotate-share-bench-'));
    const program = join(import.meta.dirname, '..', 'main', 'cli', 'main.ts');
    const child = start(process.execPath, [program, 'serve', '--json', '--home', home, ...options], {
      env: { ...process.env, ANNOTATE_SHARE_ENVIRONMENTS: environments },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { control, pid } = servingLine.parse(JSON.parse(await firstLineOf(child)));
    return new WarmService(new ControlClient(control), pid, dataset, async () => {
      await end(child);
      await rm(home, { recursive: true, force: true });
    });
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  /** The session once it is live and its matrix store is in use. */
  async shareAndBuild(): Promise<Session> {
    const { id } = await this.control.start({ dataset: this.#dataset });
    return this.until(id, ({ phase, matrixStore }) => phase === 'live' && matrixStore === 'ready', 200);
  }

  async until(id: string, wanted: (session: Session) => boolean, everyMs = POLL_MS): Promise<Session> {
    for (;;) {
      const session = await this.control.session(id);
      if (wanted(session)) return session;
      if (isOver(session.phase)) throw new Error(`the session is ${session.phase}: ${session.error?.message ?? ''}`);
      await pause(everyMs);
    }
  }

  /** Until nothing is done any more: what is prepared for the next share is ready then. */
  async untilIdle(): Promise<void> {
    let before = await this.#cpuSeconds();
    for (const giveUp = performance.now() + IDLE_WITHIN_MS; performance.now() < giveUp;) {
      await pause(1500);
      const now = await this.#cpuSeconds();
      if (Math.abs(now - before) < 0.06) return;
      before = now;
    }
  }

  /**
   * From the click, `POST /api/sessions`, until the session is live and its schema came through the proxy, asked by a browser that was
   * signed in before. Milliseconds, and the session, which goes on.
   */
  async clickToLive(visitor: Browser): Promise<{ readonly ms: number; readonly session: Session }> {
    const begun = performance.now();
    const { id } = await this.control.start({ dataset: this.#dataset });
    const session = await this.until(id, ({ phase }) => phase === 'live');
    await schemaBy(visitor);
    return { ms: performance.now() - begun, session };
  }

  async #cpuSeconds(): Promise<number> {
    const taken = await Promise.all((await familyOf(this.pid)).map(takenBy));
    return taken.reduce((sum, { cpuSeconds }) => sum + (Number.isFinite(cpuSeconds) ? cpuSeconds : 0), 0);
  }
}

/** The first share of the file, which builds the store, is over; what it leaves behind is warm. */
export async function shareOnce(service: WarmService): Promise<Browser> {
  const session = await service.shareAndBuild();
  const visitor = await visitorOf(session);
  await schemaBy(visitor);
  await service.control.stop(session.id);
  return visitor;
}

export async function visitorOf({ url, signIn }: Session): Promise<Browser> {
  if (url === null) throw new Error('the session has no address');
  const visitor = new Browser({ url, headers: {}, signIn });
  await visitor.signIn();
  return visitor;
}

export function originOf({ url, signIn }: Session): { readonly url: string; readonly headers: Record<string, string> } {
  return { url: url ?? '', headers: { ...basic(signIn satisfies Credentials) } };
}

export async function schemaBy(visitor: Browser): Promise<void> {
  const answer = await request(`${visitor.address.url}api/v0.2/schema`, {
    headers: visitor.headers({ accept: 'application/json', 'accept-encoding': 'gzip' }),
    reset: true,
  });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`schema answered ${answer.statusCode}`);
}
