/** What is hidden of a dataset, and what seems to tell who somebody is, as lines for people. Pure. */
import { CELL_NAMES, type Identifier } from '../../contract/hides.ts';
import type { Session } from '../../contract/session.ts';

type Hiding = Pick<Session, 'hiddenColumns' | 'hideExpression'>;

export function hidingLines({ hiddenColumns, hideExpression }: Hiding): string[] {
  const columns = hiddenColumns.length === 0 ? 'No column is hidden.' : `Hidden: ${hiddenColumns.join(', ')}.`;
  return [columns, hideExpression ? 'Expression values are not shown.' : 'Expression values are shown.'];
}

const kinds: Readonly<Record<Identifier['why'], string>> = {
  'person-name': 'names of people',
  'record-number': 'record numbers',
  'birth-date': 'dates of birth',
  date: 'dates of people’s lives',
  contact: 'e-mail addresses or phone numbers',
  address: 'addresses',
  'free-text': 'free text, which may tell anything',
  code: 'codes of donors',
};

export function identifierLines(identifiers: readonly Identifier[]): string[] {
  return identifiers.map(({ column, why, certainty }) => {
    const looks = certainty === 'likely' ? 'looks like' : 'may be';
    return `${column === CELL_NAMES ? 'the names of the cells' : column}: ${looks} ${kinds[why]}`;
  });
}
