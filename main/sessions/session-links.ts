/** A session's links: on this computer or network, through the tunnel, and the personal ones that begin like them. Pure. */

export interface SessionLinks {
  readonly url: string | null;
  readonly publicUrl: string | null;
}

/**
 * @param slug null as long as the session has no name in links
 * @param localUrl the proxy's address with its base path, without a slash at the end
 * @param tunnelOrigin null while there is no tunnel
 */
export function linksOf(
  slug: string | null,
  localUrl: string,
  tunnelOrigin: string | null,
  basePath: string,
): SessionLinks {
  if (slug === null) return { url: null, publicUrl: null };
  const path = `/d/${slug}/`;
  return {
    url: `${localUrl}${path}`,
    publicUrl: tunnelOrigin === null ? null : `${tunnelOrigin}${basePath}${path}`,
  };
}
