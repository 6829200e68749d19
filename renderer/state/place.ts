/** Where in the page one is, as it stands in the address: so that reload, back and forward work. */

export type Place =
  /** Nothing chosen yet: the first session when one runs, else home. */
  | { readonly to: 'start' }
  | { readonly to: 'home' }
  | { readonly to: 'groups' }
  | { readonly to: 'settings' }
  | { readonly to: 'check'; readonly path: string }
  | { readonly to: 'session'; readonly id: string; readonly part: Part };

export const parts = ['overview', 'people', 'activity'] as const;
/** A part of a session's view. */
export type Part = (typeof parts)[number];

export function placeFromHash(hash: string): Place {
  const [, first = '', second = '', third = ''] = hash.split('/');
  if (first === 'share') return { to: 'home' };
  if (first === 'groups') return { to: 'groups' };
  if (first === 'settings') return { to: 'settings' };
  if (first === 'check' && second !== '') return { to: 'check', path: decode(second) };
  if (first === 'session' && second !== '') {
    return { to: 'session', id: decode(second), part: parts.find((part) => part === third) ?? 'overview' };
  }
  return { to: 'start' };
}

export function hashOf(place: Place): string {
  switch (place.to) {
    case 'start':
      return '#/';
    case 'home':
      return '#/share';
    case 'groups':
      return '#/groups';
    case 'settings':
      return '#/settings';
    case 'check':
      return `#/check/${encodeURIComponent(place.path)}`;
    case 'session':
      return `#/session/${encodeURIComponent(place.id)}${place.part === 'overview' ? '' : `/${place.part}`}`;
  }
}

/** A hand-edited address must not break the page. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
