/** Has what a look at a file saw of its columns judged for what tells who somebody is. Pure. */
import type { Identifier, SampledColumn } from '../../contract/hides.ts';
import type { SeenFacts } from '../annotate/look.ts';
import { findIdentifiers } from '../datasets/identifiers.ts';

/** A look samples the columns of cells only: what is written of genes seldom names anybody. */
export function identifiersIn({ cellNames, cellColumns }: SeenFacts): Identifier[] {
  return findIdentifiers([
    { axis: 'cells', name: '', kind: 'text', values: cellNames.samples },
    ...cellColumns.map((column): SampledColumn => ({
      axis: 'cells',
      name: column.name,
      kind: kindOf(column),
      values: column.samples,
    })),
  ]);
}

function kindOf({ kind, dtype }: SeenFacts['cellColumns'][number]): SampledColumn['kind'] {
  switch (kind) {
    case 'category':
      return 'categories';
    case 'yes-no':
      return 'truth';
    case 'number':
      return /^[ui]?int/.test(dtype) ? 'whole numbers' : 'numbers';
    default:
      return 'text';
  }
}
