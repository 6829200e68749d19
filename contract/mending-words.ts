/** What a mending did, in words for people: the same on the page and on the command line. Pure. */
import { assertNever } from './assert-never.ts';
import type { Deed } from './mendings.ts';

const kinds = { '10x-h5': 'a Cell Ranger .h5 file', mtx: 'a matrix.mtx folder', loom: 'a loom file' };
const numbers = new Intl.NumberFormat('en');

export function describeDeed(deed: Deed): string {
  switch (deed.fix) {
    case 'convert': {
      const others = deed.left_out === 0 ? '' : `, without ${counted(deed.left_out, 'feature')} that are no genes`;
      return `Made from ${kinds[deed.from]}${others}.`;
    }
    case 'make-names-unique':
      if (deed.cells + deed.genes === 0) return 'All names were unique already.';
      return `New names for ${renamed(deed)} that had the name of another.`;
    case 'convert-matrix':
      return `The matrix is of ${deed.to} now; it was of ${deed.from}.`;
    case 'drop-broken': {
      const parts = [...deed.parts.map((part) => part.replace('/', ' ')), ...deed.named_twice.map(once)];
      return `Left out: ${parts.join(', ')}.`;
    }
    case 'compute-embedding':
      return describeEmbedding(deed);
    default:
      return assertNever(deed);
  }
}

function describeEmbedding(deed: Extract<Deed, { fix: 'compute-embedding' }>): string {
  const values = deed.normalised ? 'normalised log values' : 'the values as they are';
  const from = `from ${counted(deed.components, 'principal component')} of ${counted(deed.genes, 'gene')}, ${values}`;
  if (deed.method === 'pca')
    return `An embedding of the first two principal components: there are too few cells for UMAP.`;
  const rest =
    deed.fitted === deed.cells
      ? ''
      : ` ${numbers.format(deed.fitted)} of ${counted(deed.cells, 'cell')} were laid out; each other one went where those are that are most like it.`;
  return `A UMAP embedding ${from}.${rest}`;
}

function renamed({ cells, genes }: Extract<Deed, { fix: 'make-names-unique' }>): string {
  const told = [...(cells === 0 ? [] : [counted(cells, 'cell')]), ...(genes === 0 ? [] : [counted(genes, 'gene')])];
  return told.join(' and ');
}

function once(column: string): string {
  return `the second ${column.replace('/', ' ')}`;
}

function counted(count: number, noun: string): string {
  return `${numbers.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}
