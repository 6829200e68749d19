/** A dataset's facts as lines for people. Pure. */
import type { Column, DatasetFacts, DatasetNeeds, EmbeddingFlaw } from '../../contract/dataset-facts.ts';

const numbers = new Intl.NumberFormat('en');

export function factLines(facts: DatasetFacts, needs: DatasetNeeds): readonly (readonly [string, string])[] {
  return [
    ['Cells', `${numbers.format(facts.cells)}${namesOf(facts.cellNames.unique)}`],
    ['Genes', `${numbers.format(facts.genes)}${namesOf(facts.geneNames.unique)}`],
    ['Matrix', matrixOf(facts.matrix)],
    ['Embeddings', embeddingsOf(facts)],
    ['Columns', columnsOf(facts.cellColumns)],
    ['Memory', memoryOf(needs)],
    ['Disk', `about ${bytes(needs.storeDisk)} for the matrix store`],
    ['Time', `ready in about ${seconds(needs.secondsToLive)} the first time`],
    ['Written as', formatsOf(facts)],
  ];
}

function namesOf(unique: boolean | null): string {
  if (unique === null) return ', too many names to compare them all now';
  return unique ? ', no name twice' : ', some with the same name';
}

function formatsOf({ formats }: DatasetFacts): string {
  const told = [...new Set(Object.values(formats))].filter((format) => format !== '');
  return told.length === 0 ? 'AnnData wrote it before 0.7' : told.join(', ');
}

const layouts = { csr: 'sparse by row', csc: 'sparse by column', dense: 'dense' };
const looks = { counts: 'counts', logged: 'log values', scaled: 'scaled values', other: null, unknown: null };

function matrixOf({ layout, dtype, entries, compression, values }: DatasetFacts['matrix']): string {
  const packed = compression === null ? null : `packed with ${compression}`;
  const parts = [layouts[layout], dtype, `${numbers.format(entries)} values`, packed, looks[values]];
  return parts.filter((part) => part !== null).join(', ');
}

const flaws: Record<EmbeddingFlaw, string> = {
  name: 'its name does not begin with X_',
  shape: 'it is not a table',
  'one-dimension': 'one dimension',
  'not-numbers': 'no plain numbers',
  infinite: 'infinite values',
  'all-missing': 'all values missing',
  'too-many': 'Annotate offers thirty at most',
};

function embeddingsOf({ embeddings }: DatasetFacts): string {
  const shown = embeddings.filter(({ why }) => why === null).map(({ name }) => name);
  const others = embeddings.flatMap(({ name, why }) => (why === null ? [] : [`${name} (${flaws[why]})`]));
  const leftOut = others.length === 0 ? '' : `; left out: ${others.join(', ')}`;
  return (shown.length === 0 ? 'none' : shown.join(', ')) + leftOut;
}

const NAMED_AT_MOST = 8;

function columnsOf(columns: readonly Column[]): string {
  const told = columns.map(({ name, kind, categories }) =>
    kind === 'category' ? `${name} (${numbers.format(categories ?? 0)} categories)` : `${name} (${kind})`,
  );
  const rest = told.length - NAMED_AT_MOST;
  return told.length === 0
    ? 'none'
    : told.slice(0, NAMED_AT_MOST).join(', ') + (rest > 0 ? `, and ${numbers.format(rest)} more` : '');
}

function memoryOf({ memory, memoryAtFirst, memoryWithoutStore, storeSeconds }: DatasetNeeds): string {
  const atFirst = `${bytes(memoryAtFirst)} for about ${seconds(storeSeconds)} the first time`;
  return `about ${bytes(memory)}; ${atFirst}; ${bytes(memoryWithoutStore)} without a matrix store`;
}

function bytes(value: number): string {
  if (value < 1e6) return `${Math.max(1, Math.round(value / 1e3))} kB`;
  return value < 1e9 ? `${Math.round(value / 1e6)} MB` : `${(value / 1e9).toFixed(1)} GB`;
}

function seconds(value: number): string {
  return value < 90 ? `${Math.max(1, Math.round(value))} s` : `${Math.round(value / 60)} min`;
}
