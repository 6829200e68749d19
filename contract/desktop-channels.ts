/** What the preload script and the desktop shell say to one another: every channel, with what goes in and what comes out. */
import type { DesktopPlace } from './desktop-bridge.ts';
import type { ChangeDesktopSettings, DesktopSettings, UpdateLook } from './desktop-settings.ts';
import type { FolderName } from './settings.ts';

/** Asked by the page, answered by the shell. The shell trusts none of the arguments: a page could send anything. */
export interface DesktopCalls {
  'desktop:choose-dataset': () => string | null;
  'desktop:reveal': (path: string) => void;
  'desktop:open-external': (url: string) => void;
  'desktop:copy-text': (text: string) => void;
  'desktop:close-window': () => void;
  'desktop:settings': () => DesktopSettings;
  'desktop:change-settings': (change: ChangeDesktopSettings) => DesktopSettings;
  'desktop:look-for-update': () => UpdateLook;
  /** Asks where to put it. False when that was cancelled. */
  'desktop:save-report': () => boolean;
  'desktop:open-folder': (name: FolderName) => void;
  /** The page listens now: whatever the tray asked for meanwhile can be sent. */
  'desktop:page-ready': () => void;
}

/** Told by the shell. */
export interface DesktopNews {
  'desktop:navigate': DesktopPlace;
  /** Something was set in the tray. */
  'desktop:settings-changed': DesktopSettings;
}
