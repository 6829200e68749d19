/** Makes a title for people out of a file's name. Pure. */

/** As many characters as the contract allows a title. */
const LONGEST = 120;

/** "fetal_lung_w12-20_final.h5ad" → "fetal lung w12-20 final" */
export function titleOf(fileName: string): string {
  const words = fileName
    .replace(/\.h5ad$/i, '')
    // macOS keeps names with their accents apart.
    .normalize('NFC')
    // Marks that turn the direction of writing around could make one title look like another.
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/[\s_]+/g, ' ')
    .trim();
  return cut(words) || 'Untitled dataset';
}

/** Never through the middle of a character. */
function cut(words: string): string {
  let title = '';
  for (const { segment } of new Intl.Segmenter('en').segment(words)) {
    if (title.length + segment.length > LONGEST) break;
    title += segment;
  }
  return title.trim();
}
