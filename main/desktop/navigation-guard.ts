/** Holds every page of the shell to `navigation-policy.ts`, also those that nobody of us has opened. */
import { app, shell } from 'electron';
import { judgeNavigation, type OwnAddresses } from './navigation-policy.ts';

export function setupNavigationGuard(own: () => OwnAddresses): void {
  app.on('web-contents-created', (_event, contents) => {
    const hold = (event: { preventDefault(): void }, target: string) => {
      if (judgeNavigation(target, own()) !== 'inside') event.preventDefault();
    };
    contents.on('will-navigate', hold);
    contents.on('will-redirect', hold);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (judgeNavigation(url, own()) === 'outside') void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}
