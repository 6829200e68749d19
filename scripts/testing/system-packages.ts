/** Installs packages of the system where that may be done without asking: as root on Debian and its kin. */
import { existsSync } from 'node:fs';
import { capture, run } from './command.ts';

const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
let lists: Promise<void> | null = null;

/** What the desktop tests need beside a display: a tray to dock into, a hand to click with, and what Electron links to. */
export const desktopPackages = [
  'dbus',
  'dbus-x11',
  'libasound2',
  'libatspi2.0-0',
  'libcups2',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'libxss1',
  'libxtst6',
  'openbox',
  'trayer',
  'x11-utils',
  'xdotool',
] as const;

export function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

/** Returns whether all of them are installed now. */
export async function installPackages(names: readonly string[]): Promise<boolean> {
  const missing = await notInstalled(names);
  if (missing.length === 0) return true;
  if (!mayInstall()) return false;
  lists ??= updateLists();
  await lists;
  console.error(`Installing ${missing.join(', ')}`);
  const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', '-o', 'Acquire::Retries=3'] as const;
  await run({ argv: [...install, ...missing], variables: quietly, seconds: 900 });
  return (await notInstalled(names)).length === 0;
}

async function updateLists(): Promise<void> {
  const update = {
    argv: ['apt-get', 'update', '-qq', '-o', 'Acquire::Retries=3'],
    variables: quietly,
    seconds: 300,
  } as const;
  if ((await run(update)).exitCode !== 0) await run(update);
}

async function notInstalled(names: readonly string[]): Promise<readonly string[]> {
  if (!existsSync('/usr/bin/dpkg-query')) return names;
  const status = '${Package} ${db:Status-Status}\n';
  const { output } = await capture({ argv: ['dpkg-query', '-W', '-f', status, ...names], seconds: 30 });
  const installed = new Set(output.split('\n').filter((line) => line.endsWith(' installed')));
  return names.filter((name) => !installed.has(`${name} installed`));
}
