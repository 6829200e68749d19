/** What the service and a host say to one another over the host's stdin and stdout. Pure. */
import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../contract/errors.ts';
import { sampledColumnSchema } from '../../contract/hides.ts';

/** The first line on the host's stdin: nothing secret on its command line or in its environment, where others can read it. */
export interface HostOrder {
  readonly dataset: string;
  readonly title: string;
  readonly secret: string;
  readonly annotations_root: string;
  /** Requests answered at the same time. */
  readonly threads: number;
  /** Folder of all matrix stores; without it the host answers from memory. */
  readonly store_root?: string;
  /** What all stores together may take on disk. */
  readonly store_limit_bytes?: number;
}

/** How far a dataset's matrix store is. Without one the host answers from memory. */
export type StoreState =
  | { readonly name: 'none'; readonly failure: ErrorCode | null }
  | { readonly name: 'building' }
  | { readonly name: 'ready' };

/** Isolated from anybody's Python settings; UTF-8 whatever the locale; no compiled files beside a program that may be signed. */
export function hostArguments(program: string, ...more: readonly string[]): string[] {
  return ['-I', '-B', '-X', 'utf8', program, ...more];
}

export const SECRET_HEADER = 'X-Annotate-Share-Secret';

const hostEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('imported'), seconds: z.number() }),
  /** It waits for its order and has compiled meanwhile what any dataset needs. */
  z.object({ event: z.literal('spare') }),
  z.object({ event: z.literal('loading') }),
  z.object({
    event: z.literal('listening'),
    port: z.int().min(1).max(65_535),
    cells: z.int().nonnegative(),
    genes: z.int().nonnegative(),
    columns: z.array(sampledColumnSchema).default([]),
  }),
  z.object({
    event: z.literal('store'),
    state: z.enum(['none', 'building', 'ready']),
    code: z.enum(errorCodes).optional(),
  }),
  z.object({
    event: z.literal('failed'),
    code: z.enum(errorCodes),
    values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    detail: z.string().optional(),
  }),
]);
export type HostEvent = z.infer<typeof hostEventSchema>;

/** Null for a line that is none: a library that prints must not bring a session down. */
export function readHostEvent(line: string): HostEvent | null {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return null;
  }
  const event = hostEventSchema.safeParse(json);
  return event.success ? event.data : null;
}

const LEAST_MS = 120_000;
const MS_PER_GIGABYTE = 60_000;

/**
 * How long a host may take to get ready: two minutes, and one more for each gigabyte of file.
 * A gigabyte takes about three seconds from memory, twenty from a slow disk, and several times that where the file is compressed.
 */
export function startDeadlineMs(datasetBytes: number): number {
  return LEAST_MS + Math.ceil((datasetBytes / 1e9) * MS_PER_GIGABYTE);
}
