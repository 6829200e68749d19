/** What the picture of a dataset shows before anybody has chosen, and what there is to choose from. Pure. */
import type { Column, DatasetFacts } from '../../contract/dataset-facts.ts';

/** More names than this say little in a picture; a column with fewer is taken first where there is one. */
const FEW_NAMES = 40;

export interface PictureChoice {
  readonly embedding: string;
  /** Null for one colour. */
  readonly column: string | null;
}

export function embeddingsToDraw({ embeddings }: DatasetFacts): readonly string[] {
  return embeddings.filter(({ why }) => why === null).map(({ name }) => name);
}

export function columnsToColourBy({ cellColumns }: DatasetFacts): readonly string[] {
  return cellColumns.filter(({ kind }) => kind !== 'other').map(({ name }) => name);
}

/** Null where nothing can be drawn. */
export function firstChoice(facts: DatasetFacts): PictureChoice | null {
  const names = embeddingsToDraw(facts);
  const embedding = names.find((name) => /umap/i.test(name)) ?? names.find((name) => /t-?sne/i.test(name)) ?? names[0];
  if (embedding === undefined) return null;
  const isOf = (kind: Column['kind']) => (column: Column) => column.kind === kind;
  const categories = facts.cellColumns.filter(isOf('category'));
  const telling = categories.find((column) => (column.categories ?? 0) > 1 && (column.categories ?? 0) <= FEW_NAMES);
  const column = telling ?? categories[0] ?? facts.cellColumns.find(isOf('number'));
  return { embedding, column: column?.name ?? null };
}
