/**
 * Looks into a dataset's file with h5py, in a process of its own.
 *
 * Boundary: the library that reads the file can crash or hang over a damaged one, and takes only that process with it.
 */
import { basename, parse } from 'node:path';
import { execa } from 'execa';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { z } from 'zod';
import {
  columnSchema,
  datasetFactsSchema,
  MOST_POINTS,
  pictureHeadSchema,
  type Picture,
  type PictureQuery,
} from '../../contract/dataset-facts.ts';
import { errorCodes, ShareError } from '../../contract/errors.ts';
import { hostArguments } from './host-protocol.ts';
import { hostVariables } from './scrubbed-variables.ts';

/** A look takes a second; a slow drive that is asked for the first time in a while takes several. */
const DEADLINE_MS = 30_000;
/** A picture of as many points as there may be takes 1.2 MB; the rest is for names. */
const LARGEST_ANSWER_BYTES = 16e6;
const AT_ONCE = 2;

const samples = z.array(z.string());

/** The facts, with values that only serve to see what a column is about: they go to nobody. */
const seenSchema = datasetFactsSchema.extend({
  cellNames: datasetFactsSchema.shape.cellNames.extend({ samples }),
  cellColumns: z.array(columnSchema.extend({ samples })),
});
export type SeenFacts = z.infer<typeof seenSchema>;

const valuesSchema = z.record(z.string(), z.union([z.string(), z.number()]));

const failedSchema = z.object({
  ok: z.literal(false),
  code: z.enum(errorCodes),
  values: valuesSchema,
  detail: z.string(),
});

const factsAnswerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    facts: seenSchema,
    problems: z.array(
      z.object({ code: z.enum(errorCodes), severity: z.enum(['error', 'warning', 'hint']), values: valuesSchema }),
    ),
  }),
  failedSchema,
]);
export type Seen = Extract<z.infer<typeof factsAnswerSchema>, { ok: true }>;

const pictureAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), picture: pictureHeadSchema }),
  failedSchema,
]);

export interface LookOptions {
  /** Finds the environment's Python; null where there is none yet. */
  readonly findPython: () => Promise<string | null>;
  /** The `annotate_host` folder. */
  readonly program: string;
  readonly log: Logger;
  readonly deadlineMs?: number;
}

export class Look {
  readonly #options: LookOptions;
  readonly #turn = pLimit(AT_ONCE);

  constructor(options: LookOptions) {
    this.#options = options;
  }

  /**
   * @param path of a file that is HDF5
   * @returns null where there is no environment yet to look with
   * @throws ShareError `dataset-*`; `dataset-damaged` also where the look itself came to grief
   */
  async facts(path: string): Promise<Seen | null> {
    const python = await this.#options.findPython();
    if (python === null) return null;
    const told = await this.#ask(python, { path });
    if (told === null) return null;
    const answer = understood(factsAnswerSchema, told.line, path);
    if (answer.ok) return answer;
    throw new ShareError(answer.code, answer.values, { detail: answer.detail });
  }

  /**
   * @returns null where there is no environment yet
   * @throws ShareError as `facts` does, and `request-invalid` where there is no such embedding or column
   */
  async picture({ path, embedding, column, points }: PictureQuery): Promise<Picture | null> {
    const python = await this.#options.findPython();
    if (python === null) return null;
    const told = await this.#ask(python, {
      path,
      picture: { embedding, column: column ?? null, points: points ?? MOST_POINTS },
    });
    if (told === null) return null;
    const answer = understood(pictureAnswerSchema, told.line, path);
    if (answer.ok) return { head: answer.picture, data: told.rest };
    throw new ShareError(answer.code, answer.values, { detail: answer.detail });
  }

  /** Null where the environment is there and does not work, which is no fault of the dataset's. */
  #ask(python: string, what: { readonly path: string; readonly picture?: object }): Promise<Told | null> {
    return this.#turn(async () => {
      const { program, log, deadlineMs = DEADLINE_MS } = this.#options;
      const child = await execa(python, hostArguments(program, '--look'), {
        cwd: parse(program).root || '/',
        env: hostVariables(process.env),
        extendEnv: false,
        input: `${JSON.stringify(what)}\n`,
        encoding: 'buffer',
        // The last byte of a picture may be one.
        stripFinalNewline: false,
        maxBuffer: LARGEST_ANSWER_BYTES,
        timeout: deadlineMs,
        killSignal: 'SIGKILL',
        reject: false,
        windowsHide: true,
      });
      const out = Buffer.from(child.stdout);
      const end = out.indexOf('\n');
      if (end !== -1 && !child.timedOut)
        return { line: out.toString('utf8', 0, end), rest: Uint8Array.from(out.subarray(end + 1)) };
      const detail = `${child.shortMessage ?? 'it ended without an answer'}\n${Buffer.from(child.stderr)
        .toString()
        .slice(-4000)}`;
      log.warn({ path: what.path, detail }, 'a look at a dataset came to grief');
      // Python's own end over a module that is missing, or no Python at all.
      if (!child.timedOut && child.signal === undefined && (child.exitCode === 1 || child.exitCode === undefined))
        return null;
      throw damaged(what.path, detail);
    });
  }
}

interface Told {
  readonly line: string;
  readonly rest: Uint8Array<ArrayBuffer>;
}

/** What a damaged file claims of itself can be beyond anything that the contract allows for. */
function understood<Answer>(schema: z.ZodType<Answer>, line: string, path: string): Answer {
  const answer = schema.safeParse(JSON.parse(line));
  if (answer.success) return answer.data;
  throw damaged(path, answer.error.message);
}

function damaged(path: string, detail: string): ShareError {
  return new ShareError('dataset-damaged', { name: basename(path) }, { detail });
}
