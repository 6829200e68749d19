/** The English sentences about what is left out of what people get to see. */
import type { Identifier } from '../../contract/hides.ts';
import { englishLocale } from './en-session.ts';
import { pluralsOf } from './plural.ts';

const plural = pluralsOf(englishLocale);

export const enHiding = {
  hiding: {
    title: 'What people get to see',
    expression: 'Expression values',
    expressionOn: 'Genes can be looked up, and whoever looks can take all values along.',
    expressionOff: 'Cells, embeddings and categories only: no genes, no differential expression.',
    columns: 'Columns',
    allShown: 'All columns are shown.',
    hidden: ({ columns }: { columns: readonly string[] }) =>
      plural(columns.length, { one: '# column is hidden:', other: '# columns are hidden:' }) +
      ` ${columns.join(', ')}.`,
    choose: 'Hide columns…',
    legend: 'Columns that nobody gets to see',
    cellNames: 'Names of the cells',
    cellNamesSays: 'Cells are numbered instead.',
    ofCells: 'Of cells',
    ofGenes: 'Of genes',
    gone: 'Not in the file any more',
    found: ({ count }: { count: number }) =>
      plural(count, {
        one: '# column seems to tell who somebody is. Look at it before others do.',
        other: '# columns seem to tell who somebody is. Look at them before others do.',
      }),
    notYet: 'The columns are listed once the dataset is open.',
    why: (gaps: { why: Identifier['why']; certainty: Identifier['certainty'] }) => {
      const kinds: Record<Identifier['why'], string> = {
        'person-name': 'names of people',
        'record-number': 'record numbers',
        'birth-date': 'dates of birth',
        date: 'dates of somebody’s life',
        contact: 'e-mail addresses or phone numbers',
        address: 'addresses',
        'free-text': 'free text, which may tell anything',
        code: 'codes of donors',
      };
      return gaps.certainty === 'likely' ? `looks like ${kinds[gaps.why]}` : `may be ${kinds[gaps.why]}`;
    },
  },

  favourites: {
    add: ({ title }: { title: string }) => `Keep ${title} at the top`,
    remove: ({ title }: { title: string }) => `Do not keep ${title} at the top`,
  },
};
