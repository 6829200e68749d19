/** Starts the unpacked app as a person's system does: no test driver inside, only Chromium's own way to look at a page. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { ControlClient } from '../../main/control/client.ts';
import { runningServices } from '../../main/store/running-services.ts';

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** `ANNOTATE_SHARE_PACKAGED`: the folder of the unpacked app. */
export function packagedFolder(): string {
  const folder = process.env['ANNOTATE_SHARE_PACKAGED'];
  if (!folder) throw new Error('ANNOTATE_SHARE_PACKAGED is not set: start the tests by npm run e2e:packaged');
  return resolve(folder);
}

export const program = () => join(packagedFolder(), 'annotate-share');

export function start(home: string, args: readonly string[]): ChildProcess {
  return spawn(program(), [...asRoot, ...args], {
    cwd: home,
    stdio: ['ignore', 'inherit', 'pipe'],
    env: {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      ANNOTATE_SHARE_HOME: home,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    },
  });
}

/**
 * The page in the app's window, by Chromium's own protocol: Playwright's way to attach waits for an answer that Electron does not give.
 * `child` was started with `--remote-debugging-port=0`.
 */
export async function windowOf(child: ChildProcess): Promise<AppWindow> {
  const port = await debuggingPort(child);
  let page: Target | undefined;
  const look = async () => {
    const targets = targetsSchema.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
    page = targets.find(({ type, url }) => type === 'page' && url.startsWith('http'));
    return page !== undefined;
  };
  await expect.poll(look, { timeout: 30_000 }).toBe(true);
  const socket = new WebSocket(page?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  return new AppWindow(socket);
}

/** A button keeps room for what it says at other times. */
const nameOf = `(button) => {
  const copy = button.cloneNode(true);
  copy.querySelectorAll('[aria-hidden="true"]').forEach((hidden) => hidden.remove());
  return copy.textContent.trim();
}`;

export class AppWindow {
  readonly #socket: WebSocket;
  #sent = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** What runs in the page is text: our types know Node, not the DOM. */
  evaluate(expression: string): Promise<unknown> {
    const id = ++this.#sent;
    return new Promise((resolve) => {
      const hear = ({ data }: MessageEvent) => {
        const answer = answerSchema.parse(JSON.parse(String(data)));
        if (answer.id !== id) return;
        this.#socket.removeEventListener('message', hear);
        resolve(answer.result?.result?.value);
      };
      this.#socket.addEventListener('message', hear);
      const params = { expression, returnByValue: true, userGesture: true };
      this.#socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    });
  }

  /** Waits for a button of this name that can be clicked, and clicks it. */
  async click(name: string): Promise<void> {
    const buttons = `[...document.querySelectorAll('button:not(:disabled)')]`;
    const found = `${buttons}.find((button) => (${nameOf})(button) === ${JSON.stringify(name)})`;
    await expect.poll(() => this.evaluate(`{ const it = ${found}; it?.click(); it !== undefined }`)).toBe(true);
  }

  text(): Promise<unknown> {
    return this.evaluate('document.body.innerText');
  }

  close(): void {
    this.#socket.close();
  }
}

const targetSchema = z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string().optional() });
const targetsSchema = z.array(targetSchema);
type Target = z.infer<typeof targetSchema>;

const answerSchema = z.object({
  id: z.number().optional(),
  result: z.object({ result: z.object({ value: z.unknown() }).optional() }).optional(),
});

function debuggingPort(child: ChildProcess): Promise<string> {
  const { stderr } = child;
  if (stderr === null) throw new Error('its stderr is not read');
  return new Promise((found, lost) => {
    createInterface({ input: stderr }).on('line', (line) => {
      const [, port] = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line) ?? [];
      if (port !== undefined) found(port);
    });
    child.once('exit', (code) => lost(new Error(`the app ended with code ${String(code)}`)));
  });
}

export async function serviceOf(home: string): Promise<{ readonly pid: number; readonly client: ControlClient }> {
  await expect.poll(() => runningServices(join(home, 'run')), { timeout: 30_000 }).toHaveLength(1);
  const [running] = runningServices(join(home, 'run'));
  if (running === undefined) throw new Error('the service has just ended');
  return { pid: running.pid, client: new ControlClient(running.control) };
}

export async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** Which of Electron's doors are open, as it is written into the program itself. */
export async function openDoors(): Promise<Readonly<Record<string, boolean>>> {
  const wire = await getCurrentFuseWire(program());
  const isOpen = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
  return {
    runAsNode: isOpen(FuseV1Options.RunAsNode),
    nodeOptions: isOpen(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: isOpen(FuseV1Options.EnableNodeCliInspectArguments),
    cookieEncryption: isOpen(FuseV1Options.EnableCookieEncryption),
    asarIntegrity: isOpen(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: isOpen(FuseV1Options.OnlyLoadAppFromAsar),
  };
}
