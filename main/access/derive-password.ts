/** Makes a dataset's password from the server key, so that it can be shown again tomorrow without being stored. */
import { createHmac } from 'node:crypto';

/** Without i, l, o, 0 and 1, which people mix up when they read a password aloud. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/**
 * The same password for the same arguments; raising `generation` gives a new one that tells nothing about the old.
 *
 * @returns `xxxx-xxxx-xxxx-xxxx`, 79 bits
 */
export function derivePassword(serverKey: Buffer, datasetId: string, generation: number): string {
  const digest = createHmac('sha256', serverKey).update(`general-link\n${datasetId}\n${generation}`).digest('hex');
  // Repeated division of all 256 bits: taking each byte modulo 31 would prefer some letters.
  let rest = BigInt(`0x${digest}`);
  const letter = () => {
    const index = Number(rest % BigInt(alphabet.length));
    rest /= BigInt(alphabet.length);
    return alphabet.charAt(index);
  };
  return Array.from({ length: GROUPS }, () => Array.from({ length: GROUP_LENGTH }, letter).join('')).join('-');
}
