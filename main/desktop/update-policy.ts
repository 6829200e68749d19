/** Whether and when this app looks for a newer one of itself. Pure. */

export interface Build {
  /** Installed, and not run from a checkout. */
  readonly packaged: boolean;
  /** Whether a release brought the address of its feed along (`app-update.yml`). Builds of one's own have none, and call nobody. */
  readonly hasFeed: boolean;
  readonly platform: NodeJS.Platform;
  /** `APPIMAGE`, the file that can be replaced: a .deb is updated by the system's own packages. */
  readonly appImage: string | undefined;
}

const HOUR_MS = 3_600_000;
export const FIRST_LOOK_MS = 60_000;
export const NEXT_LOOK_MS = 24 * HOUR_MS;

export function canUpdate({ packaged, hasFeed, platform, appImage }: Build): boolean {
  if (!packaged || !hasFeed) return false;
  return platform === 'darwin' || platform === 'win32' || (platform === 'linux' && Boolean(appImage));
}
