/** Quitting: whatever asks for it (menu, tray, a signal, the end of the desktop session), the service is stopped first, once. */
import { app, BrowserWindow } from 'electron';

type Quitting = 'not' | 'stopping' | 'stopped';

export function setupQuit(stopService: () => Promise<void>): void {
  let quitting: Quitting = 'not';
  app.on('before-quit', (event) => {
    if (quitting === 'stopped') return;
    event.preventDefault();
    if (quitting === 'stopping') return;
    quitting = 'stopping';
    // Gone at once for the person; the service may need seconds.
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    void stopService().finally(() => {
      quitting = 'stopped';
      app.quit();
    });
  });
  // Without a window the app goes on in the tray.
  app.on('window-all-closed', () => undefined);
}
