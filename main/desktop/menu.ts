/** The application menu: on macOS what every program has, elsewhere hidden and there for its keys. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { TrayAction } from './tray-menu.ts';
import { words } from './words.ts';

export function setupApplicationMenu(perform: (action: TrayAction) => void): void {
  const onMac = process.platform === 'darwin';
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const share: MenuItemConstructorOptions = {
    label: words.shareFile,
    accelerator: 'CmdOrCtrl+O',
    click: () => perform({ do: 'share-file' }),
  };
  // Not the role: ours asks while people are here.
  const quit: MenuItemConstructorOptions = {
    label: words.quit,
    accelerator: 'CmdOrCtrl+Q',
    click: () => perform({ do: 'quit' }),
  };
  const ofTheApp: MenuItemConstructorOptions = {
    label: words.appName,
    submenu: [{ role: 'about' }, line, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, line, quit],
  };
  const file: MenuItemConstructorOptions = {
    label: words.file,
    submenu: [share, { role: 'close', label: words.closeWindow }, ...(onMac ? [] : [line, quit])],
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(onMac ? [ofTheApp] : []),
      file,
      { role: 'editMenu', label: words.edit },
      ...(onMac ? [{ role: 'windowMenu' } as const] : []),
    ]),
  );
}
