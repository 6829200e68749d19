/** Reads an address as a browser would. */

/** Null for what is no address at all. (`URL.canParse` is younger than the oldest Node that the shell runs on.) */
export function parseAddress(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
