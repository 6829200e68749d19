/** What an `annotate-share://` link may do: open a view. Pure; any page on the web can hold such a link, so it starts, names and changes nothing. */
import type { DesktopPlace } from '../../contract/desktop-bridge.ts';
import { parseAddress } from './web-address.ts';

export const linkScheme = 'annotate-share';

export function isAppLink(argument: string): boolean {
  return argument.toLowerCase().startsWith(`${linkScheme}:`);
}

/**
 * `annotate-share://open`, `annotate-share://share` and `annotate-share://session/<id>`. Everything else, and a session that is not
 * there, opens the window and no more. No link names a file: looking into one is already something that a stranger could ask for, and
 * on Windows a path on another computer gives a password's hash away.
 */
export function placeOfLink(link: string, sessions: readonly string[]): DesktopPlace {
  const home: DesktopPlace = { to: 'home' };
  const url = link.length <= 200 ? parseAddress(link) : null;
  if (url?.protocol !== `${linkScheme}:` || url.username !== '' || url.search !== '' || url.hash !== '') return home;
  // Systems differ in whether they put a slash behind a lone name.
  const path = url.pathname.replace(/\/$/, '');
  if (url.host === 'share' && path === '') return { to: 'share', dataset: null };
  if (url.host !== 'session') return home;
  const id = sessions.find((known) => path === `/${known}`);
  return id === undefined ? home : { to: 'session', id };
}
