/** What sharing a dataset will take, from its facts and from what was measured (docs/performance.md). Pure. */
import type { DatasetFacts, DatasetNeeds } from '../../contract/dataset-facts.ts';

/** A host that has imported Annotate and opened a dataset of no size to speak of. */
const HOST_BYTES = 190e6;
/** Tables as pandas has them: texts, categories and what Annotate makes of them. */
const TABLE_FACTOR = 1.5;
/** A process that builds a matrix store never takes more, whatever the size. */
const BUILDER_BYTES = 500e6;
const BUILDER_LEAST_BYTES = 150e6;
/** What a matrix store keeps for each value beside the value: the number of its column, or row. */
const PLACE_BYTES = 4;
const OFFSET_BYTES = 8;
/** By row and by column. */
const SIDES = 2;

/** Importing Annotate, and answering for the first time. */
const START_SECONDS = 1.7;
/** From memory or a fast disk. */
const SECONDS_PER_GIGABYTE = 2;
/** Unpacking gzip, on top. */
const UNPACKING_SECONDS_PER_GIGABYTE = 4;
/** Values that are put into a matrix store in a second, and values that are merely read. */
const STORED_PER_SECOND = 12.5e6;
const READ_PER_SECOND = 100e6;

export function needsOf({ cells, genes, matrix, servedBytes, otherBytes }: DatasetFacts): DatasetNeeds {
  const memory = HOST_BYTES + TABLE_FACTOR * servedBytes;
  // Narrow values are cast to the width of Annotate's own while the narrow ones are still there.
  const loaded = matrix.bytes + otherBytes;
  const memoryWithoutStore = memory + loaded;
  const builder = Math.min(BUILDER_BYTES, BUILDER_LEAST_BYTES + 2 * matrix.bytes);
  const storeDisk =
    SIDES * matrix.nonzero * (PLACE_BYTES + widthInStore(matrix.dtype)) + OFFSET_BYTES * (cells + genes + SIDES);
  const gigabytes = (loaded + servedBytes) / 1e9;
  const perGigabyte = SECONDS_PER_GIGABYTE + (matrix.compression === null ? 0 : UNPACKING_SECONDS_PER_GIGABYTE);
  return {
    memory: Math.round(memory),
    memoryAtFirst: Math.round(memoryWithoutStore + builder),
    memoryWithoutStore: Math.round(memoryWithoutStore),
    storeDisk,
    storeSeconds: matrix.nonzero / STORED_PER_SECOND + matrix.entries / READ_PER_SECOND,
    secondsToLive: START_SECONDS + gigabytes * perGigabyte,
  };
}

/** float64 is stored as float32 where nothing is lost, which shows only on reading it: the larger is what may be needed. */
function widthInStore(dtype: string): number {
  return dtype === 'float64' ? 8 : 4;
}
