/** The desktop window's extras; null in an ordinary browser. */
import { bridgeName, type DesktopBridge } from '../contract/desktop-bridge.ts';

export const desktop: DesktopBridge | null =
  (globalThis as { readonly [bridgeName]?: DesktopBridge })[bridgeName] ?? null;

export async function copyText(text: string): Promise<void> {
  await (desktop === null ? navigator.clipboard.writeText(text) : desktop.copyText(text));
}

/** For links: the desktop window hands them to the system's browser or mail program, a browser follows them itself. */
export function followOutside(event: MouseEvent, url: string): void {
  if (desktop === null) return;
  event.preventDefault();
  void desktop.openExternal(url);
}
