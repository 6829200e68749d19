/** What the preload script and the desktop shell say to one another: every channel, with what goes in and what comes out. */
import type { DesktopPlace } from './desktop-bridge.ts';

/** Asked by the page, answered by the shell. The shell trusts none of the arguments: a page could send anything. */
export interface DesktopCalls {
  'desktop:choose-dataset': () => string | null;
  'desktop:reveal': (path: string) => void;
  'desktop:open-external': (url: string) => void;
  'desktop:copy-text': (text: string) => void;
  'desktop:close-window': () => void;
  /** The page listens now: whatever the tray asked for meanwhile can be sent. */
  'desktop:page-ready': () => void;
}

/** Told by the shell. */
export interface DesktopNews {
  'desktop:navigate': DesktopPlace;
}
