/** The bridge between the page and the desktop shell: exposes what a page cannot do by itself, and nothing else. */
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { bridgeName, type DesktopBridge } from '../contract/desktop-bridge.ts';
import type { DesktopCalls, DesktopNews } from '../contract/desktop-channels.ts';

const bridge: DesktopBridge = {
  platform: process.platform as DesktopBridge['platform'],
  chooseDataset: () => call('desktop:choose-dataset'),
  pathOfDroppedFile,
  revealInFolder: (path) => call('desktop:reveal', path),
  openExternal: (url) => call('desktop:open-external', url),
  copyText: (text) => call('desktop:copy-text', text),
  closeWindow: () => call('desktop:close-window'),
  settings: () => call('desktop:settings'),
  changeSettings: (change) => call('desktop:change-settings', change),
  lookForUpdate: () => call('desktop:look-for-update'),
  saveReport: () => call('desktop:save-report'),
  openFolder: (name) => call('desktop:open-folder', name),
  onSettings: (listener) => listen('desktop:settings-changed', listener),
  onNavigate(listener) {
    const stop = listen('desktop:navigate', listener);
    void call('desktop:page-ready');
    return stop;
  },
};

function call<C extends keyof DesktopCalls>(
  channel: C,
  ...values: Parameters<DesktopCalls[C]>
): Promise<ReturnType<DesktopCalls[C]>> {
  return ipcRenderer.invoke(channel, ...values) as Promise<ReturnType<DesktopCalls[C]>>;
}

function listen<C extends keyof DesktopNews>(channel: C, listener: (news: DesktopNews[C]) => void): () => void {
  const heard = (_event: IpcRendererEvent, news: DesktopNews[C]) => listener(news);
  ipcRenderer.on(channel, heard);
  return () => void ipcRenderer.off(channel, heard);
}

/** Electron 32 moved the path from the file itself to `webUtils`; the Electron that our tests drive is older. */
function pathOfDroppedFile(file: unknown): string {
  if (!(file instanceof File)) throw new TypeError('pathOfDroppedFile takes a File');
  const utilities = webUtils as typeof webUtils | undefined;
  return utilities === undefined ? (file as OldElectronFile).path : utilities.getPathForFile(file);
}

type OldElectronFile = File & { readonly path: string };

contextBridge.exposeInMainWorld(bridgeName, bridge);
