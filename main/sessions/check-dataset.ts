/** Looks at a file before anything is started and answers with what it is and what is wrong with it, never by throwing. */
import { basename } from 'node:path';
import type { Check } from '../../contract/control.ts';
import {
  datasetFactsSchema,
  type DatasetNeeds,
  type Picture,
  type PictureQuery,
  type Room,
} from '../../contract/dataset-facts.ts';
import { describeFailure, ShareError, toFailure } from '../../contract/errors.ts';
import type { Look } from '../annotate/look.ts';
import { checkFile, type DatasetFile } from '../datasets/check-file.ts';
import type { RememberedDataset } from '../store/datasets.ts';
import { needsOf } from '../datasets/needs.ts';
import { identifiersIn } from './look-identifiers.ts';

export interface CheckParts {
  readonly look: Pick<Look, 'facts'>;
  readonly room: () => Promise<Room>;
  /** Left out where nobody remembers anything. */
  readonly known?: (path: string) => Promise<RememberedDataset | null>;
}

export interface PictureParts {
  readonly look: Pick<Look, 'picture'>;
}

type Problem = Check['problems'][number];

/** First by a few bytes, which needs nothing; then, where Annotate is set up, by what HDF5 tells. */
export async function checkDataset({ look, room, known }: CheckParts, source: string): Promise<Check> {
  let file: DatasetFile | null = null;
  try {
    file = await checkFile(source);
    const { path, fileName, sizeBytes } = file;
    const [seen, left, before = null] = await Promise.all([look.facts(path), room(), known?.(path)]);
    const remembered = before === null ? null : rememberedOf(before);
    if (seen === null)
      return {
        ok: true,
        path,
        fileName,
        sizeBytes,
        problems: [],
        facts: null,
        needs: null,
        identifiers: [],
        remembered,
        room: left,
      };
    // Without the samples: they go to nobody.
    const facts = datasetFactsSchema.parse(seen.facts);
    const needs = needsOf(facts);
    const problems = [
      ...seen.problems.map(({ code, severity, values }): Problem => ({ ...describeFailure(code, values), severity })),
      ...shortages(fileName, needs, left),
    ];
    const ok = problems.every(({ severity }) => severity !== 'error');
    return {
      ok,
      path,
      fileName,
      sizeBytes,
      problems,
      facts,
      needs,
      identifiers: identifiersIn(seen.facts),
      remembered,
      room: left,
    };
  } catch (error) {
    const { detail: _detail, ...failure } = toFailure(error);
    return {
      ok: false,
      path: file?.path ?? source,
      fileName: file?.fileName ?? basename(source),
      sizeBytes: file?.sizeBytes ?? null,
      problems: [{ ...failure, severity: 'error' }],
      facts: null,
      needs: null,
      identifiers: [],
      remembered: null,
      room: null,
    };
  }
}

function rememberedOf({ title, toggles, hides }: RememberedDataset): Check['remembered'] {
  return { title, toggles, hiddenColumns: [...hides.columns], hideExpression: hides.expression };
}

/** @throws ShareError `dataset-*`; `request-invalid` where there is no such embedding or column, or nobody to look for it */
export async function drawDataset({ look }: PictureParts, query: PictureQuery): Promise<Picture> {
  const { path } = await checkFile(query.path);
  const picture = await look.picture({ ...query, path });
  if (picture === null) throw new ShareError('request-invalid', { reason: 'Annotate is not set up yet' });
  return picture;
}

/** Beside these bytes a disk is full for all purposes; a store is not built then. */
const DISK_RESERVE = 0.5e9;

function shortages(name: string, needs: DatasetNeeds, { memoryFree, diskFree }: Room): Problem[] {
  const found: Problem[] = [];
  if (memoryFree !== null && needs.memoryAtFirst > memoryFree) {
    const values = {
      name,
      needed: inWords(needs.memoryAtFirst),
      free: inWords(memoryFree),
      later: inWords(needs.memory),
    };
    found.push({ ...describeFailure('dataset-needs-memory', values), severity: 'warning' });
  }
  // While it is being built it takes half as much again.
  if (diskFree !== null && 1.5 * needs.storeDisk > diskFree - DISK_RESERVE)
    found.push({ ...describeFailure('store-no-space', { name }), severity: 'warning' });
  return found;
}

function inWords(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
