/** The options by which columns and expression values are left out of what is served, for every verb that takes them. */
import { InvalidArgumentError, type Command } from 'commander';
import { z } from 'zod';
import type { ChangeSession } from '../../contract/control.ts';

export interface HidingOptions {
  readonly hideColumns?: readonly string[];
  readonly hideExpression?: boolean;
}

export function withHidingOptions(command: Command): Command {
  return command
    .option(
      '--hide-columns <names>',
      'columns that nobody gets to see, such as patient,age; "cell names" numbers the cells; "" for none (default: as the last time)',
      columnNames,
    )
    .option('--hide-expression', 'nobody sees expression values: no genes, no differential expression')
    .option('--no-hide-expression', 'they are seen again');
}

/** What is not mentioned stays as it was. */
export function hidingWish({
  hideColumns,
  hideExpression,
}: HidingOptions): Pick<ChangeSession, 'hiddenColumns' | 'hideExpression'> {
  return {
    ...(hideColumns === undefined ? {} : { hiddenColumns: [...hideColumns] }),
    ...(hideExpression === undefined ? {} : { hideExpression }),
  };
}

/**
 * Separated by commas; where a name holds one, a JSON list.
 *
 * @throws InvalidArgumentError
 */
export function columnNames(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...(text.trimStart().startsWith('[') ? listed(text) : separated(text))];
}

function separated(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function listed(text: string): string[] {
  try {
    return z.array(z.string().min(1)).parse(JSON.parse(text));
  } catch {
    throw new InvalidArgumentError('It must be names separated by commas, or a JSON list of them.');
  }
}
