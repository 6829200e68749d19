/** The figures that `growth.ts` measures and `plot.ts` draws, as they are kept in between. */
import { z } from 'zod';

const pair = z.object({ ours: z.number().positive(), launch: z.number().positive() });
const point = z.object({
  cells: z.number(),
  genes: z.number(),
  /** Milliseconds: medians. */
  compareMs: pair,
  geneMs: pair,
  /** From the click on Share to the schema; the second time in a service that runs, against a start. */
  clickMs: pair,
  /** Held for itself, after these questions. */
  memoryBytes: pair,
});
export const growthSchema = z.object({ peer: z.string(), points: z.array(point).min(2) });

export type Pair = Readonly<z.infer<typeof pair>>;
export type GrowthPoint = z.infer<typeof point>;
export type Growth = z.infer<typeof growthSchema>;
