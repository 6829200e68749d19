/**
 * Mends a copy of a dataset, or makes one out of a file of another kind, in a process of its own.
 *
 * Boundary: that process only reads the source, writes one work file, and removes it when it fails or when its stdin is closed.
 */
import { parse } from 'node:path';
import { execa } from 'execa';
import type { Logger } from 'pino';
import { z } from 'zod';
import { errorCodes, ShareError } from '../../contract/errors.ts';
import { deedSchema, mendingStepSchema, type Fix, type MendingStep } from '../../contract/mendings.ts';
import { BoundedTail } from './bounded-tail.ts';
import { hostArguments } from './host-protocol.ts';
import { hostVariables } from './scrubbed-variables.ts';

/**
 * Time to remove what it wrote, once it has been told to stop. Compiled loops do not let it hear of that: it is ended then, and
 * what it wrote is removed here. Two seconds in all are promised.
 */
const GRACE_MS = 1_000;

const valuesSchema = z.record(z.string(), z.union([z.string(), z.number()]));

const eventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('progress'),
    step: mendingStepSchema,
    done: z.number().nullable(),
    seconds_left: z.number().nonnegative().nullable(),
  }),
  z.object({
    event: z.literal('done'),
    did: z.array(deedSchema),
    still: z.array(
      z.object({ code: z.enum(errorCodes), severity: z.enum(['error', 'warning', 'hint']), values: valuesSchema }),
    ),
    bytes: z.int().nonnegative(),
  }),
  z.object({
    event: z.literal('failed'),
    code: z.enum(errorCodes),
    values: valuesSchema,
    detail: z.string(),
  }),
]);
type MendEvent = z.infer<typeof eventSchema>;
export type Mended = Omit<Extract<MendEvent, { event: 'done' }>, 'event'>;

export interface MendOrder {
  /** The owner's file or folder; null where the work file is to be worked on. */
  readonly source: string | null;
  readonly work: string;
  /** What the copy will be called. */
  readonly name: string;
  readonly fixes: readonly Fix[];
  readonly dropColumns: readonly string[];
}

export interface MendProgress {
  readonly step: MendingStep;
  readonly done: number | null;
  /** Until the end of the step. */
  readonly secondsLeft: number | null;
}

export interface MendOptions {
  readonly python: string;
  /** The `annotate_host` folder. */
  readonly program: string;
  readonly log: Logger;
  readonly onProgress: (progress: MendProgress) => void;
  readonly signal: AbortSignal;
  readonly graceMs?: number;
}

/** @throws ShareError `mend-*` or `dataset-*`; the signal's reason when aborted, and the process has ended by then */
export async function mend(order: MendOrder, options: MendOptions): Promise<Mended> {
  const { python, program, log, onProgress, signal, graceMs = GRACE_MS } = options;
  signal.throwIfAborted();
  const child = execa(python, hostArguments(program, '--mend'), {
    cwd: parse(program).root || '/',
    env: hostVariables(process.env),
    extendEnv: false,
    stdin: 'pipe',
    buffer: false,
    reject: false,
    windowsHide: true,
  });
  const errors = new BoundedTail();
  const reading = (async () => {
    for await (const line of child.iterable({ from: 'stderr' })) errors.add(line);
  })();
  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    child.stdin.end();
    kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
  };
  // It may have ended before it read its order.
  child.stdin.on('error', (error) => log.debug({ err: error }, 'a mending took no order'));
  child.stdin.write(`${JSON.stringify(asLine(order))}\n`);
  signal.addEventListener('abort', stop, { once: true });
  let last: MendEvent | null = null;
  try {
    for await (const line of child.iterable({ from: 'stdout' })) {
      const event = readEvent(line);
      if (event?.event === 'progress')
        onProgress({ step: event.step, done: event.done, secondsLeft: event.seconds_left });
      else if (event !== null) last = event;
    }
    const [ended] = await Promise.all([child, reading]);
    signal.throwIfAborted();
    return outcome(last, order.name, `${ended.shortMessage ?? ''}\n${errors.toString()}`);
  } finally {
    clearTimeout(kill);
    signal.removeEventListener('abort', stop);
  }
}

function asLine({ source, work, name, fixes, dropColumns }: MendOrder): object {
  return { source, work, name, fixes, drop_columns: dropColumns };
}

function outcome(last: MendEvent | null, name: string, detail: string): Mended {
  if (last?.event === 'done') return { did: last.did, still: last.still, bytes: last.bytes };
  if (last?.event === 'failed') throw new ShareError(last.code, last.values, { detail: last.detail });
  throw new ShareError('mend-failed', { name }, { detail });
}

function readEvent(line: string): MendEvent | null {
  try {
    return eventSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
