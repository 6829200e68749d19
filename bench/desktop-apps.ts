/** The desktop app as a benchmark starts it, hidden in the tray, and a bare Electron app that does nothing but lie there. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ControlClient } from '../main/control/client.ts';
import { runningServices } from '../main/store/running-services.ts';
import { variablesFor } from '../scripts/testing/electron.ts';
import { end, familyOf, firstLineOf, start, takenBy } from './processes.ts';

const project = resolve(import.meta.dirname, '..');
const UP_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 5;

export interface DesktopApp {
  readonly name: string;
  readonly home: string;
  readonly pid: number;
  /** The signal is what the end of a desktop session sends, and takes the way of the tray's Quit. Resolves in ms, once no process of it is left. */
  quit(): Promise<number>;
}

export interface OurDesktop extends DesktopApp {
  readonly client: ControlClient;
  readonly servicePid: number;
}

/** @param variables the display, and where the managed environment lies */
export async function startOurDesktop(variables: NodeJS.ProcessEnv): Promise<OurDesktop> {
  const home = await mkdtemp(join(tmpdir(), 'annotate-share-bench-'));
  const app = launch('ours', home, [project, '--hidden'], variables);
  const began = performance.now();
  while (performance.now() - began < UP_WITHIN_MS) {
    const [service] = runningServices(join(home, 'run'));
    if (service !== undefined) return { ...app, client: new ControlClient(service.control), servicePid: service.pid };
    await pause(50);
  }
  throw new Error('the desktop app has started no service');
}

export async function startBareTray(variables: NodeJS.ProcessEnv): Promise<DesktopApp> {
  const home = await mkdtemp(join(tmpdir(), 'annotate-share-bench-'));
  const folder = join(home, 'app');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bare-tray', main: 'main.cjs' }));
  await writeFile(join(folder, 'main.cjs'), bareTray(join(project, 'resources/icons/tray/idle-on-light-22.png'), home));
  const app = launch('a bare Electron tray', home, [folder], variables);
  await app.firstLine();
  return app;
}

function bareTray(icon: string, home: string): string {
  return `const { app, Menu, Tray } = require('electron');
app.setPath('userData', ${JSON.stringify(home)});
app.on('window-all-closed', () => undefined);
app.whenReady().then(() => {
  globalThis.tray = new Tray(${JSON.stringify(icon)});
  globalThis.tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', click: () => app.quit() }]));
  console.log('ready');
});`;
}

function launch(name: string, home: string, args: readonly string[], variables: NodeJS.ProcessEnv) {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || null;
  const program = createRequire(import.meta.url)('electron') as string;
  const nodes =
    named === null ? {} : variablesFor(named, readFileSync(join(named, 'version'), 'utf8').trim(), process.execPath);
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = start(program, [...asRoot, ...args], {
    env: { ...process.env, ...nodes, HOME: home, ANNOTATE_SHARE_HOME: home, ...variables },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} could not be started`);
  return {
    name,
    home,
    pid,
    firstLine: () => firstLineOf(child),
    quit: async () => {
      const family = await familyOf(pid);
      const began = performance.now();
      process.kill(pid, 'SIGTERM');
      while ((await stillThere(family)).length > 0) await pause(LOOK_EVERY_MS);
      const took = performance.now() - began;
      await end(child);
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
      return took;
    },
  };
}

async function stillThere(pids: readonly number[]): Promise<readonly number[]> {
  const taken = await Promise.all(pids.map(async (pid) => (await takenBy(pid)).residentBytes));
  return pids.filter((_, index) => (taken[index] ?? 0) > 0);
}
