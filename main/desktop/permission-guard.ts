/** Holds the page to `permission-policy.ts`. */
import { session } from 'electron';
import { mayHave } from './permission-policy.ts';

export function setupPermissionGuard(ownOrigin: () => string | null): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(mayHave(permission, requestingUrl, ownOrigin())),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    mayHave(permission, requestingOrigin, ownOrigin()),
  );
  defaultSession.setDevicePermissionHandler(() => false);
}
