/** What the owner hides of a dataset from everybody else, and how its columns are described to the owner. */
import { z } from 'zod';

/** Stands among the hidden columns for the names of the cells, which are numbered then. */
export const CELL_NAMES = 'cell names';

const LONGEST_TOGETHER = 32 * 1024;

/** Names of columns of cells and genes; a name hides the columns of both. They travel in a header with each request. */
export const hiddenColumnsSchema = z
  .array(z.string().min(1).max(500))
  .max(1000)
  .refine((names) => JSON.stringify(names).length <= LONGEST_TOGETHER, 'these are too many columns to hide');

export interface Hides {
  readonly columns: readonly string[];
  /** All expression values, and what is known of genes besides their names. */
  readonly expression: boolean;
}

export const nothingHidden: Hides = { columns: [], expression: false };

export const columnSchema = z.object({
  axis: z.enum(['cells', 'genes']),
  /** Empty for the names of the cells themselves. */
  name: z.string(),
  kind: z.enum(['categories', 'text', 'whole numbers', 'numbers', 'truth']),
});
export type Column = z.infer<typeof columnSchema>;

/** A column with as much of what is in it as is needed to tell whether it names people. */
export const sampledColumnSchema = columnSchema.extend({
  /** Some, no two alike. */
  values: z.array(z.string()),
});
export type SampledColumn = z.infer<typeof sampledColumnSchema>;

/** What a column seems to hold; `code` is a donor's or patient's code that names nobody by itself. */
export const identifierKinds = [
  'person-name',
  'record-number',
  'birth-date',
  'date',
  'contact',
  'address',
  'free-text',
  'code',
] as const;

export const identifierSchema = z.object({
  /** As it is hidden: a column's name, or that for the names of the cells. */
  column: z.string(),
  why: z.enum(identifierKinds),
  certainty: z.enum(['likely', 'possible']),
});
export type Identifier = z.infer<typeof identifierSchema>;
