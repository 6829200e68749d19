/** Lets our end-to-end tests see the tray, which no test driver can, and drop files on it, which only macOS can. In the main process only, and only when asked for. */
import type { AppTray } from './tray.ts';

export type TestHook = Pick<AppTray, 'drawing' | 'dropFiles'>;

export const testHookName = 'annotateShareTestHook';

export function setupTestHook(tray: TestHook, variables: NodeJS.ProcessEnv): void {
  if (variables['ANNOTATE_SHARE_TEST_HOOK'] === '1') Object.assign(globalThis, { [testHookName]: tray });
}
