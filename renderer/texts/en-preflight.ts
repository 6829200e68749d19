/** The English sentences for what is in a dataset, what it needs, and its picture. */
import type { Column, DatasetFacts, EmbeddingFlaw } from '../../contract/dataset-facts.ts';
import { englishLocale } from './en-session.ts';
import { pluralsOf } from './plural.ts';

const plural = pluralsOf(englishLocale);
const numbers = new Intl.NumberFormat(englishLocale);

const layouts = { csr: 'sparse by row', csc: 'sparse by column', dense: 'dense' };
const looks = { counts: 'counts', logged: 'log values', scaled: 'scaled', other: null, unknown: null };

const flaws: Record<EmbeddingFlaw, string> = {
  name: 'its name does not begin with X_',
  shape: 'it is not a table',
  'one-dimension': 'it has one dimension',
  'not-numbers': 'it does not hold plain numbers',
  infinite: 'it has infinite values',
  'all-missing': 'all its values are missing',
  'too-many': 'Annotate offers thirty at most',
};

const kinds: Record<Column['kind'], string> = {
  category: 'category',
  number: 'number',
  text: 'text',
  'yes-no': 'yes or no',
  other: 'not shown',
};

export const enPreflight = {
  facts: {
    title: 'In the file',
    cells: 'Cells',
    genes: 'Genes',
    matrix: 'Matrix',
    embeddings: 'Embeddings',
    columns: 'Columns',
    formats: 'Written as',
    matrixIs: ({ layout, dtype, values }: DatasetFacts['matrix']) =>
      [layouts[layout], dtype, looks[values]].filter((part) => part !== null).join(', '),
    noEmbedding: 'none',
    leftOut: ({ name, why }: { name: string; why: EmbeddingFlaw }) => `${name} is left out: ${flaws[why]}.`,
    columnsAre: (gaps: { categories: number; numbers: number; others: number }) =>
      [
        gaps.categories > 0 && plural(gaps.categories, { one: '# category', other: '# categories' }),
        gaps.numbers > 0 && plural(gaps.numbers, { one: '# number', other: '# numbers' }),
        gaps.others > 0 && plural(gaps.others, { one: '# other', other: '# others' }),
      ]
        .filter((part) => part !== false)
        .join(', ') || 'none',
    column: ({ name, kind, categories }: Column) =>
      categories === null ? `${name}: ${kinds[kind]}` : `${name}: ${numbers.format(categories)} categories`,
    show: 'Show columns',
    notYet: 'What is in the file shows here once Annotate has been set up, which the first share does.',
    writtenBefore: 'AnnData before 0.7',
  },

  needs: {
    title: 'Memory',
    needs: ({ memory }: { memory: string }) => `needs about ${memory}`,
    needsOf: ({ memory, free }: { memory: string; free: string }) => `needs about ${memory}, ${free} free`,
    atFirst: ({ memory, time }: { memory: string; time: string }) =>
      `The first time about ${memory} for ${time}, until the matrix store is built.`,
    disk: ({ disk }: { disk: string }) => `The store takes about ${disk} of disk.`,
    diskOf: ({ disk, free }: { disk: string; free: string }) =>
      `The store takes about ${disk} of disk; ${free} are free.`,
    time: ({ time }: { time: string }) => `People can look about ${time} after Share.`,
    bar: (gaps: { total: string; others: string; own: string; more: string }) =>
      `Of ${gaps.total}: ${gaps.others} used by other programs, ${gaps.own} for this dataset, ${gaps.more} more at first`,
  },

  picture: {
    title: 'Picture of the embedding',
    embedding: 'Embedding',
    column: 'Colour by',
    oneColour: 'nothing',
    drawing: 'Drawing the picture…',
    failed: 'The picture could not be drawn. Sharing works all the same.',
    says: (gaps: { embedding: string; cells: number; column: string | null; groups: number | null }) => {
      const cells = plural(gaps.cells, { one: '# cell', other: '# cells' });
      const groups = gaps.groups === null ? '' : ` in ${plural(gaps.groups, { one: '# group', other: '# groups' })}`;
      const coloured = gaps.column === null ? '' : `, coloured by ${gaps.column}`;
      return `${gaps.embedding} of ${cells}${groups}${coloured}`;
    },
    sample: ({ points }: { points: number }) => `${numbers.format(points)} of the cells are drawn.`,
    more: ({ count }: { count: number }) => plural(count, { one: 'and # more', other: 'and # more' }),
    scale: ({ low, high }: { low: string; high: string }) => `From ${low} to ${high}`,
  },
};
