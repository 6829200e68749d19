/** Says where somebody goes who has signed in elsewhere: back to the page they asked for, if it is one of this session. Pure. */

/** Below the base path; what follows is a step of signing in with an identity provider. */
export const INSTITUTE_PATH = '/-/oidc/';

const LONGEST = 400;

/**
 * @param wish what follows the session's root, as it came with a request; anything that a browser might read as another place, or as
 *   another page than it seems, becomes the session's first page
 * @param root `<base>/d/<slug>`, which the server itself has put together
 */
export function ownTarget(wish: string | null, root: string): string {
  return wish !== null && isPlainPage(wish) ? `${root}${wish}` : `${root}/`;
}

function isPlainPage(wish: string): boolean {
  // Printable ASCII without what browsers treat as a slash; a fragment never reaches a server, so nobody asked for one.
  if (wish.length > LONGEST || !/^\/[\x21-\x7e]*$/.test(wish) || /[\\#]/.test(wish)) return false;
  const [path = ''] = wish.split('?', 1);
  const segments = path.slice(1).split('/');
  const isTwisted = /%(?:2e|2f|5c|00|0a|0d)/i.test(path) || segments.slice(0, -1).includes('');
  return !isTwisted && !segments.some((segment) => segment === '.' || segment === '..') && segments[0] !== '-';
}
