/** Which fixes are offered for what is wrong with a file. Pure. */
import type { ErrorCode } from '../../contract/errors.ts';
import { fixes, type Fix, type Offer } from '../../contract/mendings.ts';

/** What is told of a file, as `check` tells it. */
export interface Diagnosed {
  readonly fileName: string;
  readonly problems: readonly { readonly code: ErrorCode; readonly severity: 'error' | 'warning' | 'hint' }[];
  /** How the matrix is stored; null where nobody could look. */
  readonly matrixType: string | null;
  /** Names of what lies in it, where it is a folder. */
  readonly entries: readonly string[];
}

const solvedBy: Partial<Record<ErrorCode, Fix>> = {
  'dataset-duplicate-cells': 'make-names-unique',
  'dataset-duplicate-genes': 'make-names-unique',
  'dataset-duplicate-columns': 'drop-broken',
  'dataset-column-refused': 'drop-broken',
  'dataset-table-among-embeddings': 'drop-broken',
  'dataset-newer': 'drop-broken',
  'dataset-compressed-otherwise': 'drop-broken',
  'dataset-no-embedding': 'compute-embedding',
  'dataset-no-usable-embedding': 'compute-embedding',
};

/** Nobody can make a number of these. */
const noNumbers = /^(?:text|complex)/;

/** Errors first; each fix once, with the first problem that it solves. Of hints none is a reason to change anything. */
export function mendingsFor(file: Diagnosed): Offer[] {
  const offers = new Map<Fix, Offer>();
  const offer = (fix: Fix, solves: ErrorCode) => {
    if (!offers.has(fix)) offers.set(fix, { fix, solves });
  };
  for (const { code, severity } of file.problems) {
    if (severity === 'hint') continue;
    const fix = code === 'dataset-matrix-refused' ? matrixFix(file.matrixType) : (solvedBy[code] ?? null);
    if (fix !== null) offer(fix, code);
    if (code === 'dataset-wrong-kind' && isConvertible(file.fileName)) offer('convert', code);
    if (code === 'dataset-is-folder' && holdsMatrix(file.entries)) offer('convert', code);
  }
  return [...offers.values()];
}

/**
 * What has to be done at once so that the copy can be shared: a file of counts has no embedding, and what Annotate cannot read
 * may stand beside what is named first.
 */
export function allFor(offers: readonly Offer[]): Fix[] {
  const wanted = new Set(offers.map(({ fix }) => fix));
  return fixes.filter((fix) => wanted.has(fix));
}

function matrixFix(matrixType: string | null): Fix | null {
  return matrixType === null || noNumbers.test(matrixType) ? null : 'convert-matrix';
}

function isConvertible(fileName: string): boolean {
  return /\.(?:loom|h5|mtx|mtx\.gz)$/i.test(fileName);
}

function holdsMatrix(entries: readonly string[]): boolean {
  return entries.filter((entry) => /matrix\.mtx(?:\.gz)?$/i.test(entry)).length === 1;
}
