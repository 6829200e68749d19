/** Starts the real desktop app in the real Electron, each time with a home of its own, and sees to it that it is gone afterwards. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base, expect, type ElectronApplication, type Page } from '@playwright/test';
import type { Session } from '../../contract/session.ts';
import { ControlClient } from '../../main/control/client.ts';
import type { TestHook } from '../../main/desktop/test-hook.ts';
import { runningServices } from '../../main/store/running-services.ts';
import { descendantsOf, stillAlive } from '../support/processes.ts';

const project = resolve(import.meta.dirname, '../..');
/** Outside Electron the package is the path of the program, which it may download: asked for only when it is needed. */
const program = () => createRequire(import.meta.url)('electron') as string;
const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export interface LaunchOptions {
  /** Used instead of a new one, and left there. */
  readonly home?: string;
  /** Behind the app on its command line. */
  readonly args?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

export interface Desktop {
  readonly app: ElectronApplication;
  readonly home: string;
  /** The window's page, drawn and connected. */
  readonly page: () => Promise<Page>;
  /** The one service of this home. */
  readonly service: () => Promise<{ readonly pid: number; readonly client: ControlClient; readonly url: string }>;
  /** The first session there is, live. */
  readonly liveSession: () => Promise<Session>;
  readonly tray: TrayDriver;
  /** Everything that was started by the app, itself first. */
  readonly pids: () => readonly number[];
}

export const test = base.extend<{ readonly launch: (options?: LaunchOptions) => Promise<Desktop> }>({
  launch: async ({}, use) => {
    const launched: { readonly app: ElectronApplication; readonly pid: number; readonly home: string | null }[] = [];
    await use(async (options = {}) => {
      const home = options.home ?? mkdtempSync(join(tmpdir(), 'annotate-share-desktop-'));
      const app = await _electron.launch({
        // Without `executablePath` it finds the same program, and holds the app until it watches it: else it misses the window.
        args: [...asRoot, project, ...(options.args ?? [])],
        cwd: home,
        env: variablesFor(home, options.variables),
        // Playwright's usual emulation would hide what the system wishes.
        colorScheme: null,
      });
      const pid = app.process().pid;
      if (pid === undefined) throw new Error('Electron did not start');
      launched.push({ app, pid, home: options.home === undefined ? home : null });
      return drive(app, pid, home);
    });
    for (const { app, pid, home } of launched.reverse()) {
      const pids = [pid, ...descendantsOf(pid).map((row) => row.pid)];
      if (stillAlive([pid]).length > 0) await app.close();
      for (const left of stillAlive(pids)) process.kill(left, 'SIGKILL');
      if (home !== null) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

export { expect } from '@playwright/test';

/** Starts the app as a second instance would be: without Playwright, which holds the first one. */
export function startBeside(home: string, args: readonly string[]): ChildProcess {
  return spawn(program(), [...asRoot, project, ...args], { cwd: home, env: variablesFor(home), stdio: 'ignore' });
}

function variablesFor(home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const own = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    ...Object.fromEntries(own),
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    ANNOTATE_SHARE_HOME: home,
    ANNOTATE_SHARE_TEST_HOOK: '1',
    // Without a session bus the tray icon docks in the old way, into the display under test and nowhere else.
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    ...more,
  };
}

function drive(app: ElectronApplication, pid: number, home: string): Desktop {
  const service = async () => {
    await expect.poll(() => runningServices(join(home, 'run'))).toHaveLength(1);
    const [running] = runningServices(join(home, 'run'));
    if (running === undefined) throw new Error('the service has just ended');
    return { pid: running.pid, client: new ControlClient(running.control), url: running.control.url };
  };
  return {
    app,
    home,
    service,
    page: async () => {
      const page = await app.firstWindow();
      await expect(page.getByRole('heading').first()).toBeVisible();
      return page;
    },
    liveSession: async () => {
      const { client } = await service();
      let found: Session | undefined;
      await expect.poll(async () => (found = (await client.sessions())[0])?.phase, { timeout: 90_000 }).toBe('live');
      if (found === undefined) throw new Error('there is no session');
      return found;
    },
    tray: new TrayDriver(app),
    pids: () => [pid, ...descendantsOf(pid).map((row) => row.pid)],
  };
}

interface DrawnItem {
  readonly label: string;
  readonly enabled: boolean;
  readonly checked: boolean;
}

/** The tray by the system's menu object: what would be drawn, and what a click on it does. */
export class TrayDriver {
  readonly #app: ElectronApplication;

  constructor(app: ElectronApplication) {
    this.#app = app;
  }

  status(): Promise<{ readonly icon: string; readonly tooltip: string } | null> {
    return this.#app.evaluate(() => {
      const { annotateShareTestHook: tray } = globalThis as unknown as { annotateShareTestHook: TestHook };
      return tray.drawing?.status ?? null;
    });
  }

  /** The items of the menu, or of the submenu whose label contains `below`. */
  items(below: string | null = null): Promise<readonly DrawnItem[]> {
    return this.#app.evaluate((_electron, submenu) => {
      const { annotateShareTestHook: tray } = globalThis as unknown as { annotateShareTestHook: TestHook };
      const top = tray.drawing?.menu.items ?? [];
      const items = submenu === null ? top : (top.find(({ label }) => label.includes(submenu))?.submenu?.items ?? []);
      return items.map(({ label, enabled, checked, type }) => ({
        label: type === 'separator' ? '---' : label,
        enabled,
        checked,
      }));
    }, below);
  }

  /** As macOS tells that files were dropped on the icon. */
  async drop(files: readonly string[]): Promise<void> {
    await this.#app.evaluate((_electron, dropped) => {
      const { annotateShareTestHook: tray } = globalThis as unknown as { annotateShareTestHook: TestHook };
      tray.dropFiles(dropped);
    }, files);
  }

  /** Clicks `label`, in the menu itself or in the submenu whose label contains `below`. */
  async choose(label: string, below: string | null = null): Promise<void> {
    await this.#app.evaluate(
      (_electron, path) => {
        const { annotateShareTestHook: tray } = globalThis as unknown as { annotateShareTestHook: TestHook };
        const top = tray.drawing?.menu.items ?? [];
        const items =
          path.below === null ? top : (top.find((item) => item.label.includes(path.below ?? ''))?.submenu?.items ?? []);
        const chosen = items.find((item) => item.label === path.label && item.enabled);
        if (chosen === undefined) throw new Error(`the tray menu offers no ${path.label}`);
        (chosen as unknown as { click(): void }).click();
      },
      { label, below },
    );
  }
}

/** The next open dialog chooses `path`. Real dialogs cannot be driven. */
export async function stubOpenDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Message boxes are answered with the button of this number; what they asked is collected. */
export async function answerMessageBoxes(app: ElectronApplication, button: number): Promise<() => Promise<string[]>> {
  await app.evaluate(({ dialog }, response) => {
    const asked: string[] = [];
    Object.assign(globalThis, { askedByMessageBoxes: asked });
    const answer = (...values: unknown[]) => {
      asked.push((values.at(-1) as { message: string }).message);
      return Promise.resolve({ response, checkboxChecked: false });
    };
    Object.assign(dialog, { showMessageBox: answer });
  }, button);
  return () => app.evaluate(() => (globalThis as unknown as { askedByMessageBoxes: string[] }).askedByMessageBoxes);
}

/** Addresses that would be opened in the system's browser are collected instead. */
export async function collectOpenedOutside(app: ElectronApplication): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedOutside: opened });
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  return () => app.evaluate(() => (globalThis as unknown as { openedOutside: string[] }).openedOutside);
}
