/** `annotate-share hide`: leaves columns or expression values out of what is served, live, and shows what there is to leave out. */
import type { Session } from '../../contract/session.ts';
import { hidingLines, identifierLines } from './hiding-lines.ts';
import { hidingWish, type HidingOptions } from './hiding-options.ts';
import { say, sayJson } from './output.ts';
import { findSession } from './running.ts';

export interface HideOptions extends HidingOptions {
  readonly home?: string;
  readonly json?: boolean;
}

export async function runHide(id: string, options: HideOptions): Promise<void> {
  const { client } = await findSession(options.home, id);
  const wish = hidingWish(options);
  const isQuestion = Object.keys(wish).length === 0;
  const now = isQuestion ? await client.session(id) : await client.change(id, wish);
  const { hiddenColumns, hideExpression, columns, identifiers } = now;
  if (options.json === true) sayJson({ id, hiddenColumns, hideExpression, columns, identifiers });
  else for (const line of [...hidingLines(now), ...(isQuestion ? columnLines(now) : [])]) say(line);
}

function columnLines({ columns, identifiers }: Session): string[] {
  const of = (axis: 'cells' | 'genes') => columns.filter((column) => column.axis === axis).map(({ name }) => name);
  return [
    `Columns of cells: ${of('cells').join(', ')}.`,
    `Columns of genes: ${of('genes').join(', ')}.`,
    ...identifierLines(identifiers).map((line) => `  ${line}`),
  ];
}
