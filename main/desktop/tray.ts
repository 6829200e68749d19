/** The icon in the system's tray and its menu, drawn from the shell's state. */
import { join } from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import type { Settings } from './settings.ts';
import type { ShellState } from './shell-state.ts';
import { datasetArgument } from './dataset-argument.ts';
import { trayIcon } from './tray-icon.ts';
import { trayMenu, type MenuEntry, type TrayAction } from './tray-menu.ts';
import { trayStatus, type IconState, type TrayStatus } from './tray-status.ts';

export interface TrayOptions {
  readonly icons: string;
  readonly settings: () => Settings;
  readonly perform: (action: TrayAction) => void;
}

type SystemMenu = ReturnType<typeof Menu.buildFromTemplate>;

interface Drawing {
  readonly status: TrayStatus;
  readonly menu: SystemMenu;
  /** What the menu was made from: an open menu is replaced only when it would look different. */
  readonly entries: string;
}

export class AppTray {
  readonly #options: TrayOptions;
  readonly #tray: Tray;
  #drawing: Drawing | null = null;

  constructor(options: TrayOptions, state: ShellState) {
    this.#options = options;
    this.#tray = new Tray(this.#icon(trayStatus(state).icon));
    this.show(state);
    // On macOS the click opens the menu.
    if (process.platform !== 'darwin') this.#tray.on('click', () => options.perform({ do: 'open-window' }));
    // Only macOS has it.
    this.#tray.on('drop-files', (_event, files) => this.dropFiles(files));
    nativeTheme.on('updated', () => this.#drawIcon());
  }

  /** What is shown now. */
  get drawing(): Drawing | null {
    return this.#drawing;
  }

  show(state: ShellState): void {
    const status = trayStatus(state);
    const entries = trayMenu(state, this.#options.settings());
    const asText = JSON.stringify(entries);
    const before = this.#drawing;
    const menu = before?.entries === asText ? before.menu : this.#makeMenu(entries);
    this.#drawing = { status, menu, entries: asText };
    if (before?.menu !== menu) this.#tray.setContextMenu(menu);
    if (before?.status.tooltip !== status.tooltip) this.#tray.setToolTip(status.tooltip);
    if (before?.status.icon !== status.icon) this.#drawIcon();
  }

  /** What is no dataset is passed over; of several, the last is looked into, as on the command line. */
  dropFiles(files: readonly string[]): void {
    const path = datasetArgument(files, '/');
    if (path !== null) this.#options.perform({ do: 'share-again', path });
  }

  /** Draws the menu anew although nothing has changed: a tick that the person moved goes back when the service refused it. */
  redraw(state: ShellState): void {
    if (this.#drawing !== null) this.#drawing = { ...this.#drawing, entries: '' };
    this.show(state);
  }

  #makeMenu(entries: readonly MenuEntry[]): SystemMenu {
    return Menu.buildFromTemplate(entries.map((entry) => this.#template(entry)));
  }

  #template(entry: MenuEntry): MenuItemConstructorOptions {
    if (entry.kind === 'line') return { type: 'separator' };
    const label = withoutMnemonics(entry.label);
    switch (entry.kind) {
      case 'says':
        return { label, enabled: false };
      case 'submenu':
        return { label, submenu: entry.entries.map((below) => this.#template(below)) };
      case 'choice':
        return { label, ...this.#doing(entry.action) };
      case 'tick':
        return { label, type: 'checkbox', checked: entry.on, ...this.#doing(entry.action) };
    }
  }

  #doing(action: TrayAction | null): MenuItemConstructorOptions {
    return action === null ? { enabled: false } : { click: () => this.#options.perform(action) };
  }

  #drawIcon(): void {
    if (this.#drawing !== null) this.#tray.setImage(this.#icon(this.#drawing.status.icon));
  }

  #icon(state: IconState): NativeImage {
    const { file, template } = trayIcon(state, {
      platform: process.platform,
      dark: nativeTheme.shouldUseDarkColors,
      desktop: process.env['XDG_CURRENT_DESKTOP'],
    });
    const image = nativeImage.createFromPath(join(this.#options.icons, 'tray', file));
    if (template) image.setTemplateImage(true);
    return image;
  }
}

/** A single & would underline the next letter and vanish: titles are data. */
function withoutMnemonics(label: string): string {
  return label.replaceAll('&', '&&');
}
