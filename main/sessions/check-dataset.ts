/** Looks at a file before anything is started and answers with what it is and what is wrong with it, never by throwing. */
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Bucket } from '../../contract/buckets.ts';
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
import { checkFile } from '../datasets/check-file.ts';
import type { Downloads } from '../datasets/remote/downloads.ts';
import { isRemote, parseRemote } from '../datasets/remote/source.ts';
import type { RememberedDataset } from '../store/datasets.ts';
import { mendingsFor } from '../datasets/mendings-for.ts';
import { needsOf } from '../datasets/needs.ts';
import { identifiersIn } from './look-identifiers.ts';

export interface CheckParts {
  readonly look: Pick<Look, 'facts'>;
  readonly room: () => Promise<Room>;
  /** Left out where nobody remembers anything. */
  readonly known?: (path: string) => Promise<RememberedDataset | null>;
  /** Left away: nothing that is elsewhere is looked at. */
  readonly downloads?: Pick<Downloads, 'peek'>;
  /** How a bucket in S3 is asked for. */
  readonly bucket?: (name: string) => Bucket;
}

export interface PictureParts {
  readonly look: Pick<Look, 'picture'>;
  readonly downloads?: Pick<Downloads, 'peek'>;
}

type Problem = Check['problems'][number];

/** First by a few bytes, which needs nothing; then, where Annotate is set up, by what HDF5 tells. */
export async function checkDataset(parts: CheckParts, source: string): Promise<Check> {
  const bucket = bucketOf(source, parts.bucket);
  const check = { ...(await looked(parts, source)), ...(bucket === null ? {} : { bucket }) };
  const { fileName, problems, facts, path } = check;
  const isFolder = problems.some(({ code }) => code === 'dataset-is-folder');
  const entries: readonly string[] = isFolder ? await readdir(path).catch(() => []) : [];
  const offers = mendingsFor({ fileName, problems, matrixType: facts?.matrix.dtype ?? null, entries });
  // Mended are files of this computer: what is elsewhere may have to make room at any time.
  return offers.length === 0 || isRemote(path) ? check : { ...check, offers };
}

async function looked({ look, room, known, downloads }: CheckParts, source: string): Promise<Check> {
  let file: Pick<Place, 'path' | 'fileName' | 'sizeBytes'> | null = null;
  try {
    const place = await placeOf(source, downloads);
    file = place;
    const { path, local, fileName, sizeBytes } = place;
    const [seen, left, before = null] = await Promise.all([
      local === null ? null : look.facts(local),
      room(),
      known?.(path),
    ]);
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
      fileName: file?.fileName ?? basename(source.split('?', 1)[0] ?? ''),
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

/** Also where nothing could be had: how it was asked for may be why. */
function bucketOf(source: string, bucket: CheckParts['bucket']): Bucket | null {
  if (bucket === undefined || !isRemote(source)) return null;
  try {
    const parsed = parseRemote(source);
    return parsed.kind === 's3' ? bucket(parsed.bucket) : null;
  } catch {
    return null;
  }
}

/** Where a dataset is, and where what is here of it is. */
export interface Place {
  readonly path: string;
  /** Null where it has to be downloaded first: its first bytes were looked at then. */
  readonly local: string | null;
  readonly fileName: string;
  readonly sizeBytes: number | null;
}

/** @throws ShareError `dataset-*`, `download-*` */
export async function placeOf(source: string, downloads: CheckParts['downloads']): Promise<Place> {
  if (downloads === undefined || !isRemote(source)) {
    const file = await checkFile(source);
    return { ...file, local: file.path };
  }
  const { normal: path } = parseRemote(source);
  const found = await downloads.peek(source);
  if ('copy' in found) return { ...(await checkFile(found.copy)), path, local: found.copy };
  return { ...found, path, local: null };
}

function rememberedOf({ title, toggles, hides }: RememberedDataset): Check['remembered'] {
  return { title, toggles, hiddenColumns: [...hides.columns], hideExpression: hides.expression };
}

/** @throws ShareError `dataset-*`; `request-invalid` where there is no such embedding or column, or nobody to look for it */
export async function drawDataset({ look, downloads }: PictureParts, query: PictureQuery): Promise<Picture> {
  const { local: path } = await placeOf(query.path, downloads);
  if (path === null) throw new ShareError('request-invalid', { reason: 'the dataset has not been downloaded yet' });
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
