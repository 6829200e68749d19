/** Something the tests need from the machine: there, or missing with the reason a person can act on. */
export type Had<T> = { readonly value: T } | { readonly missing: string };

export function isMissing<T>(had: Had<T>): had is { readonly missing: string } {
  return 'missing' in had;
}
