/** Names that nobody chose: short, without capital letters, good as a folder's name on every system. */
import { randomBytes } from 'node:crypto';

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Five random bits a letter. */
export function randomName(letters: number): string {
  return Array.from(randomBytes(letters), (byte) => base32.charAt(byte & 31)).join('');
}
