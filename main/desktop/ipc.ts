/** Answers the page's calls. The security boundary of the shell: only our own page is heard, and none of its arguments is trusted. */
import { mkdirSync } from 'node:fs';
import { app, clipboard, ipcMain, shell, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { changeDesktopSettingsSchema, type DesktopSettings } from '../../contract/desktop-settings.ts';
import type { DesktopCalls } from '../../contract/desktop-channels.ts';
import { folderNames } from '../../contract/settings.ts';
import { resolveHome } from '../store/home.ts';
import type { Dialogs } from './dialogs.ts';
import { leadsOutside, judgeNavigation, type OwnAddresses } from './navigation-policy.ts';
import type { OwnerSettings } from './owner-settings.ts';
import { mayReveal } from './reveal-policy.ts';
import { lookForUpdate } from './updates.ts';
import type { MainWindow } from './window.ts';

export interface IpcParts {
  readonly window: MainWindow;
  readonly dialogs: Dialogs;
  readonly own: () => OwnAddresses;
  /** Datasets that are or were shared. */
  readonly knownPaths: () => readonly string[];
  readonly settings: OwnerSettings;
  /** The tray and the shell follow what was set in the window. */
  readonly onSetting: () => void;
  readonly saveReport: () => Promise<boolean>;
}

export function desktopSettings(settings: OwnerSettings): DesktopSettings {
  const { now, mutedNews } = settings;
  return {
    version: app.getVersion(),
    openAtLogin: now.openAtLogin,
    updates: now.updates,
    notifications: now.notifications === true,
    stayAwake: now.stayAwake === true,
    mutedNews,
  };
}

/** Enough for every link and e-mail text; a clipboard is no place for a dataset. */
const text = z.string().max(100_000);

export function setupIpc({ window, dialogs, own, knownPaths, settings, onSetting, saveReport }: IpcParts): void {
  const isOurPage = ({ sender, senderFrame }: IpcMainInvokeEvent) =>
    sender === window.browserWindow?.webContents &&
    senderFrame?.parent === null &&
    judgeNavigation(senderFrame.url, own()) === 'inside';

  /** Throws for strangers, so that a call from elsewhere is an error there and not a silence. */
  function answer<C extends keyof DesktopCalls>(
    channel: C,
    handle: (...values: unknown[]) => Awaitable<ReturnType<DesktopCalls[C]>>,
  ): void {
    ipcMain.handle(channel, (event, ...values: unknown[]) => {
      if (!isOurPage(event)) throw new Error(`${channel} is not for this page`);
      return handle(...values);
    });
  }

  answer('desktop:choose-dataset', () => dialogs.chooseDataset());
  answer('desktop:copy-text', (value) => clipboard.writeText(text.parse(value)));
  answer('desktop:close-window', () => window.close());
  answer('desktop:settings', () => desktopSettings(settings));
  answer('desktop:change-settings', (value) => {
    settings.change(changeDesktopSettingsSchema.parse(value));
    onSetting();
    return desktopSettings(settings);
  });
  answer('desktop:look-for-update', () => lookForUpdate());
  answer('desktop:save-report', () => saveReport());
  answer('desktop:open-folder', async (value) => {
    const { root, annotations, prepared, downloads, logs } = resolveHome(undefined, process.env);
    const folder = { home: root, annotations, prepared, downloads, logs }[z.enum(folderNames).parse(value)];
    // Some are made when they are needed.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const problem = await shell.openPath(folder);
    if (problem !== '') throw new Error(problem);
  });
  answer('desktop:page-ready', () => window.pageListens());
  answer('desktop:open-external', (value) => {
    const url = text.parse(value);
    if (!leadsOutside(url, own())) throw new Error('this address is not opened from here');
    return shell.openExternal(url);
  });
  answer('desktop:reveal', (value) => {
    const path = text.parse(value);
    if (!mayReveal(path, knownPaths(), process.platform)) throw new Error('this path is not shown from here');
    shell.showItemInFolder(path);
  });
}

type Awaitable<T> = T | Promise<T>;
