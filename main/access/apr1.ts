/** Apache's own password hash, `$apr1$`: MD5 a thousand times over, as htpasswd has made it by default for decades. */
import { createHash } from 'node:crypto';

const ROUNDS = 1000;
const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Which bytes of the last digest stand together in each group of four letters; the last byte stands alone. */
const groups = [
  [0, 6, 12],
  [1, 7, 13],
  [2, 8, 14],
  [3, 9, 15],
  [4, 10, 5],
] as const;

/**
 * The last 22 letters of `$apr1$<salt>$…`.
 *
 * @param salt at most eight letters
 */
export function apr1(password: string, salt: string): string {
  const secret = Buffer.from(password, 'utf8');
  const inner = md5([secret, salt, secret]);
  const parts: (Buffer | string)[] = [secret, '$apr1$', salt];
  for (let left = secret.length; left > 0; left -= 16) parts.push(inner.subarray(0, Math.min(16, left)));
  // The algorithm was written in C with a bug that became its definition: a zero byte where the bit is set.
  for (let bits = secret.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? Buffer.alloc(1) : secret.subarray(0, 1));
  let digest = md5(parts);
  for (let round = 0; round < ROUNDS; round += 1) {
    const odd = round % 2 === 1;
    digest = md5([
      odd ? secret : digest,
      ...(round % 3 === 0 ? [] : [salt]),
      ...(round % 7 === 0 ? [] : [secret]),
      odd ? digest : secret,
    ]);
  }
  return [
    ...groups.map((group) =>
      letters(
        group.map((at) => digest[at] ?? 0),
        4,
      ),
    ),
    letters([digest[11] ?? 0], 2),
  ].join('');
}

function md5(parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Six bits a letter, the lowest first. */
function letters(bytes: readonly number[], count: number): string {
  let value = bytes.reduce((all, byte) => (all << 8) | byte, 0);
  let text = '';
  for (let at = 0; at < count; at += 1) {
    text += alphabet[value & 63] ?? '';
    value >>= 6;
  }
  return text;
}
