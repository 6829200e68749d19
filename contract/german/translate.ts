/**
 * Says in German what the service has said in English: by code where there is one, else by the sentence itself. What fills the gaps is
 * read back from the sentence; what has no German stays as it is.
 */
import { isErrorCode, sentencesOf } from '../errors.ts';
import { fillGaps, readGaps, type GapValues } from '../gaps.ts';
import { germanFailures } from './failures.ts';
import { otherSentences } from './sentences.ts';

export interface Told {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** A failure, a remark or a problem. Its code stays, and so does whatever else it carries. */
export function toldInGerman<T extends Told>(told: T): T {
  const { code, message, hint } = told;
  if (!isErrorCode(code)) return { ...told, message: inGerman(message), hint: inGerman(hint) };
  const [english, german] = [sentencesOf(code), germanFailures[code]];
  return {
    ...told,
    message: translated(message, english.message, german.message) ?? inGerman(message),
    hint: translated(hint, english.hint, german.hint) ?? inGerman(hint),
  };
}

/** A sentence, or a part of one. */
export function inGerman(sentence: string): string {
  for (const [english, german] of otherSentences) {
    const found = translated(sentence, english, german);
    if (found !== null) return found;
  }
  return sentence;
}

/** Null where `filled` is not `english` with its gaps filled. */
function translated(filled: string, english: string, german: string): string | null {
  const values = readGaps(english, filled);
  return values === null ? null : fillGaps(german, inWords(values));
}

/** "3.1 GB", "12.0": with the comma that German has. */
function figure(value: string): string {
  return /^\d+\.\d(?: [kMGT]B)?$/.test(value) ? value.replace('.', ',') : value;
}

function inWords(values: GapValues): GapValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inGerman(figure(String(value)))]));
}
