/** Mending a copy of a dataset: what can be offered, how far it is, and what was done. */
import { z } from 'zod';
import { failureSchema } from './errors.ts';

const count = z.int().nonnegative();

export const fixes = ['convert', 'make-names-unique', 'convert-matrix', 'drop-broken', 'compute-embedding'] as const;
export const fixSchema = z.enum(fixes);
export type Fix = z.infer<typeof fixSchema>;

/** What a mending did, as the copy's list of changes. */
export const deedSchema = z.discriminatedUnion('fix', [
  z.object({
    fix: z.literal('convert'),
    from: z.enum(['10x-h5', 'mtx', 'loom']),
    /** Features that are no genes, such as antibodies. */
    left_out: count,
  }),
  /** How many got a new name. */
  z.object({ fix: z.literal('make-names-unique'), cells: count, genes: count }),
  z.object({ fix: z.literal('convert-matrix'), from: z.string(), to: z.string() }),
  z.object({
    fix: z.literal('drop-broken'),
    /** Places in the file, such as `obs/age`. */
    parts: z.array(z.string()),
    /** Columns that the file listed more than once, and now once. */
    named_twice: z.array(z.string()),
  }),
  z.object({
    fix: z.literal('compute-embedding'),
    method: z.enum(['umap', 'pca']),
    /** Whether counts were normalised for it; the matrix itself is not changed. */
    normalised: z.boolean(),
    genes: count,
    components: count,
    cells: count,
    /** Cells that were laid out; each other one went where those are that are most like it. */
    fitted: count,
  }),
]);
export type Deed = z.infer<typeof deedSchema>;

export const stillSchema = failureSchema.extend({ severity: z.enum(['error', 'warning', 'hint']) });

export const mendingStepSchema = z.enum([
  'waiting',
  'setting-up',
  /** What computes embeddings: more than Annotate itself needs, and only where one is wanted. */
  'setting-up-embeddings',
  'reading',
  'copying',
  'converting',
  'normalising',
  'choosing-genes',
  'components',
  'neighbours',
  'layout',
  'placing',
  'checking',
]);
export type MendingStep = z.infer<typeof mendingStepSchema>;

export const mendingPhaseSchema = z.discriminatedUnion('name', [
  /** `done`: 0 to 1, null where nobody can tell. `detail`: what is being set up. */
  z.object({
    name: z.literal('working'),
    step: mendingStepSchema,
    done: z.number().min(0).max(1).nullable(),
    detail: z.string().nullable(),
    /** Seconds until the end of this step; left away where nobody can tell. */
    secondsLeft: z.number().nonnegative().optional(),
  }),
  z.object({
    name: z.literal('done'),
    path: z.string(),
    sizeBytes: count,
    at: z.iso.datetime(),
    did: z.array(deedSchema),
    /** What there still is to say of the copy. */
    still: z.array(stillSchema),
  }),
  z.object({ name: z.literal('failed'), failure: failureSchema }),
  z.object({ name: z.literal('cancelled') }),
]);
export type MendingPhase = z.infer<typeof mendingPhaseSchema>;

/** One mending; when it is done, a prepared copy. */
export const mendingSchema = z.object({
  id: z.string(),
  source: z.string(),
  fileName: z.string(),
  fixes: z.array(fixSchema),
  phase: mendingPhaseSchema,
});
export type Mending = z.infer<typeof mendingSchema>;

export const mendingsSchema = z.object({ mendings: z.array(mendingSchema) });

/** `POST /api/datasets/mend`. Without `out` the copy lies in the app's own folder and is listed. */
export const startMendingSchema = z.strictObject({
  path: z.string().min(1).max(4096),
  fixes: z.array(fixSchema).max(fixes.length),
  /** Columns of the cells to leave out though nothing is wrong with them. */
  dropColumns: z.array(z.string().min(1).max(1024)).max(1000).optional(),
  out: z.string().min(1).max(4096).optional(),
});
export type StartMending = z.infer<typeof startMendingSchema>;

/** What is offered for a file, and the problem it would solve. */
export const offerSchema = z.object({ fix: fixSchema, solves: z.string() });
export type Offer = z.infer<typeof offerSchema>;
