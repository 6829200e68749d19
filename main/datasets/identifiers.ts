/** Finds the columns of a dataset that seem to tell who somebody is, by their names and by what is in them. Pure. */
import { CELL_NAMES, type Identifier, type SampledColumn } from '../../contract/hides.ts';
import { givenNames } from './given-names.ts';
import { freeTextNames, namePatterns, numberOfPerson, person, publicAccession, technical } from './identifier-words.ts';

type Finding = Omit<Identifier, 'column'>;

const email = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/u;
const phone = /^(?:\+|00|\(?0)[\d ()/.-]{8,}$/;
const socialSecurity = /^\d{3}-\d{2}-\d{4}$/;
const hospitalNumber = /^[A-Z]{0,3}[-_ /]?\d{6,10}(?:\.0)?$/;
const date =
  /^(?:(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:19|20)\d{2})(?:[ T]\d{2}:\d{2}.*)?$/;
const street =
  /(?:\d{1,5}[a-z]?,? (?:\p{L}+[ .]+){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|square|court|boulevard|blvd)\b|\p{L}{3,}(?:str\.|straße|strasse|weg|platz|gasse|allee)\s+\d{1,4}|\b\d{1,4},? (?:rue|avenue|boulevard|chemin) |\b(?:calle|via|rua) (?:\p{L}+ )*\d{1,4})/iu;

/** Words and parts of names within a text: "Okafor, Maria" and "Maria_Okafor-AAAC-1" alike. */
const properWords = /\p{Lu}\p{Ll}+/gu;

/** Few people's names have words that are not written in this way; a cell type is seldom named by two of them, and a given name. */
const namedLike =
  /^(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau|Mme|M)\.? ?)*\p{Lu}[\p{L}'’-]+(?:,? (?:(?:von|van|de|del|della|der|den|di|da|bin|al|el|le|la|zu) ?)*\p{Lu}[\p{L}'’.-]*){1,4}$/u;

/** The part of the values that must be of a kind for the column to be of it. */
const MOST = 0.8;
const MANY = 0.3;

const WORDS_OF_A_SENTENCE = 8;

/**
 * @param columns as the host, or a look at the file, describes them
 * @returns at most one finding a column, in the order of the columns
 */
export function findIdentifiers(columns: readonly SampledColumn[]): Identifier[] {
  return columns.flatMap((column) => {
    const finding = judge(column);
    return finding === null ? [] : [{ column: column.name === '' ? CELL_NAMES : column.name, ...finding }];
  });
}

function judge(column: SampledColumn): Finding | null {
  if (column.kind === 'truth') return null;
  const values = column.values.map((value) => value.trim()).filter((value) => value !== '' && value !== 'nan');
  const isText = column.kind === 'text' || column.kind === 'categories';
  if (isText && values.some((value) => email.test(value))) return { why: 'contact', certainty: 'likely' };
  // What else is written about genes is about genes.
  if (column.axis === 'genes') return null;
  if (column.name === '') return judgeCellNames(values);
  return judgeByBoth(wordsOf(column.name), values, isText);
}

function judgeByBoth(name: string, values: readonly string[], isText: boolean): Finding | null {
  if (isText && areNamesOfPeople(values)) return { why: 'person-name', certainty: 'likely' };
  const ofPerson = person.test(name) && numberOfPerson.test(name.replace(person, '').trim());
  if (ofPerson) return judgeNumberOfPerson(values);
  for (const { why, certainty, words } of namePatterns) {
    if (!words.test(name)) continue;
    if (why === 'date' && technical.test(name)) continue;
    return { why, certainty };
  }
  return isText ? judgeByValues(name, values) : null;
}

function judgeByValues(name: string, values: readonly string[]): Finding | null {
  if (part(values, (value) => socialSecurity.test(value)) >= MOST) return { why: 'record-number', certainty: 'likely' };
  if (part(values, isPhone) >= MOST) return { why: 'contact', certainty: 'likely' };
  if (part(values, (value) => street.test(value)) >= MANY) return { why: 'address', certainty: 'likely' };
  if (part(values, (value) => date.test(value)) >= MOST && !technical.test(name))
    return { why: 'date', certainty: 'possible' };
  const words = median(values.map((value) => value.split(/\s+/).length));
  if (words >= WORDS_OF_A_SENTENCE) return { why: 'free-text', certainty: 'likely' };
  if (freeTextNames.test(name) && words >= WORDS_OF_A_SENTENCE / 2) return { why: 'free-text', certainty: 'possible' };
  if (part(values, isHospitalNumber) >= MOST && values.length > 1)
    return { why: 'record-number', certainty: 'possible' };
  return null;
}

/** `patient_id`: a hospital's own number tells who it is to everybody there; a study's code only to who holds its list. */
function judgeNumberOfPerson(values: readonly string[]): Finding | null {
  if (part(values, (value) => isHospitalNumber(value) || socialSecurity.test(value)) >= MANY)
    return { why: 'record-number', certainty: 'likely' };
  if (part(values, (value) => date.test(value)) >= MANY) return { why: 'birth-date', certainty: 'likely' };
  // `case`: "case" and "control" are nobody's codes.
  return part(values, (value) => /\d|^\p{L}$|(?:^|\W)\p{Lu}$/u.test(value)) >= MANY
    ? { why: 'code', certainty: 'possible' }
    : null;
}

function judgeCellNames(values: readonly string[]): Finding | null {
  const named = part(values, (value) => namesSomebody(value) && (value.match(properWords)?.length ?? 0) >= 2);
  if (named >= MANY && values.length > 1) return { why: 'person-name', certainty: 'likely' };
  const parts = values.map((value) => value.split(/[^\p{L}\d]+/u));
  const numbered = part(parts, (pieces) => pieces.some((piece) => /^\d{7,10}$/.test(piece)));
  return numbered >= MOST && values.length > 1 ? { why: 'record-number', certainty: 'possible' } : null;
}

function areNamesOfPeople(values: readonly string[]): boolean {
  const found = values.filter((value) => namedLike.test(value) && namesSomebody(value));
  return found.length >= 2 && found.length / values.length >= MANY;
}

function namesSomebody(value: string): boolean {
  return (value.match(properWords) ?? []).some((word) => givenNames.has(word.toLowerCase()));
}

function isPhone(value: string): boolean {
  const digits = value.replaceAll(/\D/g, '').length;
  return phone.test(value) && digits >= 9 && digits <= 15 && !date.test(value);
}

function isHospitalNumber(value: string): boolean {
  return hospitalNumber.test(value) && !publicAccession.test(value);
}

function part<T>(values: readonly T[], is: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(is).length / values.length;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** `PatientName`, `patient.name` and `Patient-Name` are "patient name"; accents are left out, as programs often do. */
function wordsOf(name: string): string {
  return name
    .replaceAll('ß', 'ss')
    .replaceAll(/ø/gi, 'o')
    .replaceAll(/ł/gi, 'l')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase();
}
