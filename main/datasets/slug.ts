/** Makes the part of a link that names a dataset. Pure. */

const LONGEST = 40;

/** Names that a page of ours has or may get one day. */
const reserved: ReadonlySet<string> = new Set(['api', 'assets', 'd', 'health', 'new', 'sign-in', 'sign-out', 'static']);

/** Letters that do not come apart into a plain letter and a mark. */
const plain = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ł', 'l'],
  ['þ', 'th'],
  ['ı', 'i'],
]);

/** At most 40 of `a-z`, `0-9` and single `-`, beginning and ending with a letter or digit; never one that is taken. */
export function slugOf(title: string, taken: ReadonlySet<string>): string {
  const base = shorten(reduce(title), LONGEST) || 'dataset';
  let slug = base;
  for (let count = 2; reserved.has(slug) || taken.has(slug); count++) {
    const suffix = `-${count}`;
    slug = `${shorten(base, LONGEST - suffix.length)}${suffix}`;
  }
  return slug;
}

function reduce(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\x20-\x7e]/gu, (letter) => plain.get(letter) ?? ' ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function shorten(slug: string, length: number): string {
  return slug.slice(0, length).replace(/-$/, '');
}
