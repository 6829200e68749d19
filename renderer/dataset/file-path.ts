/** Paths as people paste them, and what can be read from one without opening the file. */
import { isAddress, shownAddress } from './address.ts';

/** Takes away what file managers and shells add when a path is copied: quotes, a `file://`, spaces around. */
export function cleanPath(typed: string): string {
  const bare = typed.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (!/^file:\/\//i.test(bare)) return bare;
  const path = decodeSafely(bare.replace(/^file:\/\/(localhost)?/i, ''));
  return /^\/[a-z]:/i.test(path) ? path.slice(1) : path;
}

export function fileNameOf(path: string): string {
  return (isAddress(path) ? shownAddress(path) : path).split(/[\\/]/).at(-1) ?? path;
}

/** The last two folders, enough to recognise the place: "Documents / Lung atlas". */
export function folderOf(path: string): string {
  return path
    .split(/[\\/]/)
    .slice(0, -1)
    .filter((part) => part !== '')
    .slice(-2)
    .join(' / ');
}

/** A first title: the name without ending and underscores, beginning with a capital where it is a plain word. */
export function titleFrom(fileName: string): string {
  const words = fileName
    .replace(/\.h5ad$/i, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return (/^[a-z]+( |$)/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words).slice(0, 120);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
