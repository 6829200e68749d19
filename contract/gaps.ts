/** Sentences with named gaps, `{like} this`: filled, and read back. Pure. */

export type GapValues = Readonly<Record<string, string | number>>;

const gap = /\{(\w+)\}/g;

export function fillGaps(sentence: string, values: GapValues): string {
  return sentence.replace(gap, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

export function namesOfGaps(sentence: string): readonly string[] {
  return [...sentence.matchAll(gap)].map(([, name = '']) => name);
}

/** What the gaps of `sentence` were filled with to get `filled`; null when it is another sentence. */
export function readGaps(sentence: string, filled: string): GapValues | null {
  const names = namesOfGaps(sentence);
  const seen = new Set<string>();
  const pattern = sentence
    .split(gap)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      if (seen.has(part)) return `\\k<${part}>`;
      seen.add(part);
      return `(?<${part}>.*?)`;
    })
    .join('');
  const found = new RegExp(`^${pattern}$`, 's').exec(filled);
  if (found === null) return null;
  return Object.fromEntries(names.map((name) => [name, found.groups?.[name] ?? '']));
}
