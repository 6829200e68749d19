/** Keeps an installed app up to date: looks once a day, fetches what is signed, and puts it in when the owner quits. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { UpdateLook } from '../../contract/desktop-settings.ts';
import { autoUpdater } from 'electron-updater';
import { canUpdate, FIRST_LOOK_MS, NEXT_LOOK_MS } from './update-policy.ts';

export function thisBuildUpdates(): boolean {
  return canUpdate({
    packaged: app.isPackaged,
    hasFeed: existsSync(join(process.resourcesPath, 'app-update.yml')),
    platform: process.platform,
    appImage: process.env['APPIMAGE'],
  });
}

/** Never restarts by itself: people are looking. `wanted` is asked before each look. */
export function setupUpdates(wanted: () => boolean): void {
  if (!thisBuildUpdates()) return;
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  // Being offline is no news, and tomorrow is another day. Without a listener it would end the program.
  autoUpdater.on('error', () => undefined);
  const look = () => {
    if (wanted()) void autoUpdater.checkForUpdates().catch(() => undefined);
    setTimeout(look, NEXT_LOOK_MS);
  };
  setTimeout(look, FIRST_LOOK_MS);
}

/** For an owner who asks. What is found is fetched, and put in at the next quit. */
export async function lookForUpdate(): Promise<UpdateLook> {
  if (!thisBuildUpdates()) return { is: 'off' };
  try {
    const found = await autoUpdater.checkForUpdates();
    if (found === null) return { is: 'unknown' };
    return found.isUpdateAvailable ? { is: 'found', version: found.updateInfo.version } : { is: 'newest' };
  } catch {
    return { is: 'unknown' };
  }
}
