/** The one window: shows the page that the service serves, where and as large as it was last time. */
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type Store from 'electron-store';
import type { ControlAddress } from '../../contract/command-line.ts';
import type { DesktopPlace } from '../../contract/desktop-bridge.ts';
import type { DesktopNews } from '../../contract/desktop-channels.ts';
import { PlaceQueue } from './place-queue.ts';
import type { Preferences } from './preferences.ts';
import { leastSize, openingBounds } from './window-bounds.ts';
import { words } from './words.ts';

/** The page's own `--bg`: what is seen before the page is drawn. */
const background = { light: '#f6f6f3', dark: '#151719' } as const;

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly preferences: Store<Preferences>;
  readonly control: () => ControlAddress | null;
  /** The page's process ended by itself. */
  readonly onPageEnded: () => void;
}

export class MainWindow {
  readonly #options: WindowOptions;
  readonly #places = new PlaceQueue((place) => this.tell('desktop:navigate', place));
  #window: BrowserWindow | null = null;

  constructor(options: WindowOptions) {
    this.#options = options;
  }

  get browserWindow(): BrowserWindow | null {
    return this.#window;
  }

  open(): void {
    const window = this.#window;
    if (window === null) {
      this.#window = this.#create();
      this.load();
      return;
    }
    if (window.webContents.isCrashed()) this.load();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Opens the window and leads the page there, as soon as it listens. */
  go(place: DesktopPlace): void {
    this.#places.go(place);
    this.open();
  }

  pageListens(): void {
    this.#places.pageListens();
  }

  /** To a page that is shown; one that is not asks for itself when it comes. */
  tell<C extends keyof DesktopNews>(channel: C, news: DesktopNews[C]): void {
    this.#window?.webContents.send(channel, news);
  }

  close(): void {
    this.#window?.close();
  }

  /** Shows the service that there is now, in a window that is open. */
  load(): void {
    const control = this.#options.control();
    if (this.#window === null || control === null) return;
    // A load that is overtaken by the next one, or by closing the window, rejects; there is nothing to do about it.
    this.#window.loadURL(`${control.url}/#token=${control.token}`).catch(() => undefined);
  }

  #create(): BrowserWindow {
    const { preload, icon, preferences } = this.#options;
    const displays = screen.getAllDisplays().map(({ workArea }) => workArea);
    const window = new BrowserWindow({
      ...openingBounds(preferences.get('windowBounds'), displays),
      minWidth: leastSize.width,
      minHeight: leastSize.height,
      title: words.appName,
      icon,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: background[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        devTools: !app.isPackaged,
      },
    });
    window.once('ready-to-show', () => window.show());
    window.on('close', () => preferences.set('windowBounds', window.getNormalBounds()));
    // The page can be gone before its window is; showing such a window ends the whole app (seen in Electron 22).
    const gone = () => {
      if (this.#window !== window) return;
      this.#window = null;
      this.#places.pageLeft();
    };
    window.on('closed', gone);
    window.webContents.once('destroyed', gone);
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && this.#window === window) this.#options.onPageEnded();
    });
    window.webContents.on('did-navigate', () => this.#places.pageLeft());
    return window;
  }
}
