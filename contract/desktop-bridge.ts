/** What the preload script adds to the page in the desktop window: only what a page cannot do by itself. */
import type { ChangeDesktopSettings, DesktopSettings, UpdateLook } from './desktop-settings.ts';
import type { FolderName } from './settings.ts';

export interface DesktopBridge {
  readonly platform: 'darwin' | 'win32' | 'linux';
  /** Shows the system's open dialog for one .h5ad file. Null when it was cancelled. */
  chooseDataset(): Promise<string | null>;
  /** The path of a file that was dropped on the page. Browsers do not tell it; Electron does. */
  pathOfDroppedFile(file: unknown): string;
  revealInFolder(path: string): Promise<void>;
  openExternal(url: string): Promise<void>;
  copyText(text: string): Promise<void>;
  closeWindow(): Promise<void>;
  settings(): Promise<DesktopSettings>;
  /** Rejects when the system refuses, such as an entry for the login that cannot be written. */
  changeSettings(change: ChangeDesktopSettings): Promise<DesktopSettings>;
  lookForUpdate(): Promise<UpdateLook>;
  /** Asks where to put what helps to find out what went wrong. False when that was cancelled. */
  saveReport(): Promise<boolean>;
  openFolder(name: FolderName): Promise<void>;
  /** Something was set in the tray. Returns the way to stop listening. */
  onSettings(listener: (settings: DesktopSettings) => void): () => void;
  /** The tray asks the page to go somewhere: `share` (with a file or without) or a session. Returns the way to stop listening. */
  onNavigate(listener: (place: DesktopPlace) => void): () => void;
}

export type DesktopPlace =
  | { readonly to: 'share'; readonly dataset: string | null }
  | { readonly to: 'session'; readonly id: string; readonly show?: 'qr' }
  | { readonly to: 'home' };

export const bridgeName = 'annotateShare';
