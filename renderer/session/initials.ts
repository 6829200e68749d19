/** One or two letters or digits that stand for a name: "Maria Okafor" is MO, "Guest 12" is G12. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = '', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const tail = /^\p{N}+$/u.test(last) ? last.slice(0, 2) : (Array.from(last)[0] ?? '');
  return (Array.from(first)[0] ?? '').toUpperCase() + tail.toUpperCase();
}
