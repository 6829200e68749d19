/** The control API's token: it arrives in the address's fragment, is kept for this tab and taken out of sight. */

const key = 'annotate-share-token';

/** Reads `#token=…`. Null when the fragment is something else, such as a place in the page. */
export function tokenInFragment(fragment: string): string | null {
  if (!fragment.startsWith('#token=')) return null;
  return new URLSearchParams(fragment.slice(1)).get('token') || null;
}

/** The tab keeps it over a reload; the address bar, the history and a copied address do not hold it. */
export function takeToken(): string | null {
  const given = tokenInFragment(location.hash);
  if (given === null) return sessionStorage.getItem(key);
  sessionStorage.setItem(key, given);
  history.replaceState(null, '', location.pathname + location.search);
  return given;
}
