/** What hiding means for one session: which of the names exist, and what its answers are kept under. Pure. */
import { createHash } from 'node:crypto';
import { ShareError } from '../../contract/errors.ts';
import { CELL_NAMES, type Column, type Hides, type Identifier, type SampledColumn } from '../../contract/hides.ts';
import type { Session as Snapshot } from '../../contract/session.ts';
import { findIdentifiers } from '../datasets/identifiers.ts';

/** What a host tells of the columns of its dataset, without what is in them. */
export interface DatasetColumns {
  readonly list: readonly Column[];
  readonly identifiers: readonly Identifier[];
}

export const noColumns: DatasetColumns = { list: [], identifiers: [] };

export function columnsOf(sampled: readonly SampledColumn[]): DatasetColumns {
  return {
    list: sampled.flatMap(({ axis, name, kind }) => (name === '' ? [] : [{ axis, name, kind }])),
    identifiers: findIdentifiers(sampled),
  };
}

/**
 * A name that is mistyped would leave its column to be seen.
 *
 * @param besides names that are hidden already: their columns may have left the file since
 * @throws ShareError `column-not-found`
 */
export function insistOnColumns(
  names: readonly string[],
  columns: readonly Column[],
  title: string,
  besides: readonly string[] = [],
): void {
  const known = new Set([CELL_NAMES, ...besides, ...columns.map(({ name }) => name)]);
  const name = names.find((one) => !known.has(one));
  if (name !== undefined) throw new ShareError('column-not-found', { name, title });
}

/** As the owner is shown it. */
export function hidingOf(
  hides: Hides,
  { list, identifiers }: DatasetColumns,
): Pick<Snapshot, 'hiddenColumns' | 'hideExpression' | 'columns' | 'identifiers'> {
  return {
    hiddenColumns: [...hides.columns],
    hideExpression: hides.expression,
    columns: [...list],
    identifiers: [...identifiers],
  };
}

/** What is hidden changes the answers as a change of the file does. */
export function contentWith(content: string, { columns, expression }: Hides): string {
  if (columns.length === 0 && !expression) return content;
  const text = JSON.stringify([content, [...columns].sort(), expression]);
  return createHash('sha256').update(text).digest('hex');
}
