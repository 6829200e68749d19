/** Parts of a wish for toggles that are really there: what is `undefined` must not overwrite what it does not mention. */
import type { Toggles } from '../../contract/session.ts';

export function definedOnly(
  wish: { readonly [name in keyof Toggles]?: boolean | undefined } | undefined,
): Partial<Toggles> {
  return Object.fromEntries(Object.entries(wish ?? {}).filter(([, value]) => value !== undefined));
}
