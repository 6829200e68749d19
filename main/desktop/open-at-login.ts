/** Whether the system starts the app at login: asked of the system each time, which the owner may have told otherwise. */
import { mkdirSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { app } from 'electron';
import { autostartEntry, autostartFile } from './autostart-entry.ts';
import { hiddenSwitch } from './opening.ts';
import { words } from './words.ts';

/** Null where there is nothing to start: a checkout is run by hand. */
export function opensAtLogin(): boolean | null {
  if (!app.isPackaged) return null;
  if (process.platform === 'linux') return existsSync(autostartFile(process.env, homedir()));
  return app.getLoginItemSettings({ args: [hiddenSwitch] }).openAtLogin;
}

export function setOpensAtLogin(wanted: boolean): void {
  if (!app.isPackaged) return;
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wanted, args: [hiddenSwitch] });
    return;
  }
  const file = autostartFile(process.env, homedir());
  if (wanted) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, autostartEntry(words.appName, process.env['APPIMAGE'] || process.execPath));
  } else rmSync(file, { force: true });
}

/** macOS passes no switches to what it starts at login, but says that it did. */
export function startedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
