/** What a look at a dataset tells before it is shared: what is in it, what it will need, and its picture. */
import { z } from 'zod';

const count = z.int().nonnegative();

/** Why Annotate leaves an embedding out. */
export const embeddingFlawSchema = z.enum([
  'name',
  'shape',
  'one-dimension',
  'not-numbers',
  'infinite',
  'all-missing',
  'too-many',
]);
export type EmbeddingFlaw = z.infer<typeof embeddingFlawSchema>;

export const embeddingSchema = z.object({
  /** As Annotate shows it, without the `X_` of the file. */
  name: z.string(),
  dimensions: count,
  /** Null for one that Annotate offers. */
  why: embeddingFlawSchema.nullable(),
  /** Cells without a position; null where that is not known. */
  missing: count.nullable(),
});
export type Embedding = z.infer<typeof embeddingSchema>;

export const columnSchema = z.object({
  name: z.string(),
  kind: z.enum(['category', 'number', 'text', 'yes-no', 'other']),
  dtype: z.string(),
  /** Null where it is not of categories. */
  categories: count.nullable(),
});
export type Column = z.infer<typeof columnSchema>;

/** `unique` is null where there was no time to read them all. */
const namesSchema = z.object({ unique: z.boolean().nullable() });

export const datasetFactsSchema = z.object({
  cells: count,
  genes: count,
  matrix: z.object({
    layout: z.enum(['csr', 'csc', 'dense']),
    dtype: z.string(),
    /** Values that are stored: of a sparse matrix, those that are not zero. */
    entries: count,
    nonzero: count,
    compression: z.string().nullable(),
    /** What a few of them look like. */
    values: z.enum(['counts', 'logged', 'scaled', 'other', 'unknown']),
    /** As it is in memory. */
    bytes: count,
  }),
  embeddings: z.array(embeddingSchema),
  cellNames: namesSchema,
  geneNames: namesSchema,
  cellColumns: z.array(columnSchema),
  geneColumns: z.array(columnSchema),
  /** In memory: cells, genes and embeddings, without the matrix. */
  servedBytes: count,
  /** In memory: what Annotate loads and does not show, such as layers. */
  otherBytes: count,
  /** By part of the file: how AnnData wrote it, with the version of that way. */
  formats: z.record(z.string(), z.string()),
  /** Whether there was time for everything. */
  complete: z.boolean(),
});
export type DatasetFacts = z.infer<typeof datasetFactsSchema>;

/** All in bytes or seconds, and about. */
export const datasetNeedsSchema = z.object({
  /** While it is shared, once its matrix store is built. */
  memory: count,
  /** The first time, until the matrix store is built. */
  memoryAtFirst: count,
  /** While it is shared, if no matrix store can be built. */
  memoryWithoutStore: count,
  storeDisk: count,
  storeSeconds: z.number().nonnegative(),
  /** From Share to a page that can be loaded, the first time. */
  secondsToLive: z.number().nonnegative(),
});
export type DatasetNeeds = z.infer<typeof datasetNeedsSchema>;

/** Null where the system does not tell. */
export const roomSchema = z.object({
  memoryFree: count.nullable(),
  memoryTotal: count.nullable(),
  diskFree: count.nullable(),
});
export type Room = z.infer<typeof roomSchema>;

/** How many points a picture has at most: of more cells, every so manieth is taken. */
export const MOST_POINTS = 200_000;
/** The code of a cell that has no value in the column. */
export const NO_VALUE = 0xffff;
/** Places are whole numbers up to this. */
export const FARTHEST = 0xffff;
/** Where the colours stand for numbers, the code of the largest. */
export const LARGEST = 255;

/**
 * The first line of what `GET /api/datasets/picture` answers, as JSON. After it come, as little-endian 16 bit numbers, x and y of
 * each point (from the left, from below), then the code of each: the number of its name, or where its number lies in the scale.
 */
export const pictureHeadSchema = z.object({
  cells: count,
  points: count.max(MOST_POINTS),
  names: z.array(z.string()),
  /** The least and the largest number; null where the codes are names'. */
  scale: z.tuple([z.number(), z.number()]).nullable(),
  /** Width by height. */
  aspect: z.number().positive(),
});
export type PictureHead = z.infer<typeof pictureHeadSchema>;

const named = z.string().min(1).max(4096);

export const checkQuerySchema = z.strictObject({ path: named });

/** Without a column all points have one colour. `points`: how many at most. */
export const pictureQuerySchema = z.strictObject({
  path: named,
  embedding: named,
  column: named.optional(),
  points: z.coerce.number().int().min(1).max(MOST_POINTS).optional(),
});
export type PictureQuery = z.infer<typeof pictureQuerySchema>;

export interface Picture {
  readonly head: PictureHead;
  /** The places, then the codes. */
  readonly data: Uint8Array<ArrayBuffer>;
}
