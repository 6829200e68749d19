/** Makes the lasting id of an invited person, which is also the name of the folder that holds their annotations. */
import { randomName } from './random-name.ts';

const LONGEST_READABLE = 40;

/** The name as far as letters and digits of the Latin alphabet go, so that the owner finds the folder; the rest keeps namesakes apart. */
export function collaboratorIdFor(name: string, random: () => string = () => randomName(6)): string {
  const readable = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_READABLE)
    .replace(/^-+|-+$/g, '');
  return `${readable === '' ? 'person' : readable}-${random()}`;
}
