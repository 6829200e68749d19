/** Which of a browser's powers our page gets. Pure; everything that is not named here is denied. */
import { parseAddress } from './web-address.ts';

/** Writing text that the person chose to copy. Reading the clipboard, cameras, places, devices and the rest: never. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** `asker` is the address or origin of the frame that asks, as Electron names it (with a slash at the end or without). */
export function mayHave(permission: string, asker: string, ownOrigin: string | null): boolean {
  if (ownOrigin === null || !granted.has(permission)) return false;
  return parseAddress(asker)?.origin === ownOrigin;
}
