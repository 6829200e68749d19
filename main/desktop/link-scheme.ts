/** Makes `annotate-share://` links ours where installing the app does not. */
import { app } from 'electron';
import { linkScheme } from './app-link.ts';

/** macOS and Linux read it from the app's own manifest; the installer for Windows leaves it to the program. */
export function setupAppLinks(): void {
  if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient(linkScheme);
}
