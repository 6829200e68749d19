/** Canonical forms of the queries that Annotate's routes read. Pure. */

/**
 * The values of a query that holds nothing but one parameter, in their order (it is the order of the columns in the answer).
 *
 * @param search as sent, with its question mark, or empty
 * @returns null when there is anything else in it, or anything that could be read in two ways
 */
export function onlyValuesOf(parameter: string, search: string): readonly string[] | null {
  if (search === '' || search === '?') return [];
  const prefix = `${parameter}=`;
  const values: string[] = [];
  for (const pair of search.slice(1).split('&')) {
    if (!pair.startsWith(prefix)) return null;
    const value = decoded(pair.slice(prefix.length));
    if (value === null || value === '') return null;
    values.push(value);
  }
  return values;
}

/** Written anew from the values, so that the host can read nothing else in it than we did. */
export function searchOf(parameter: string, values: readonly string[]): string {
  return values.length === 0 ? '' : `?${values.map((value) => `${parameter}=${encodeURIComponent(value)}`).join('&')}`;
}

/** For routes that take their parameters as a set: the same ones in any order are the same question. */
export function sortedSearch(search: string): string {
  return search.includes('&') ? `?${search.slice(1).split('&').sort().join('&')}` : search;
}

/** As forms are decoded; null for what is no UTF-8 or badly encoded. */
function decoded(text: string): string | null {
  try {
    const value = decodeURIComponent(text.replaceAll('+', ' '));
    // A lone surrogate cannot be written back.
    return value.isWellFormed() ? value : null;
  } catch {
    return null;
  }
}
