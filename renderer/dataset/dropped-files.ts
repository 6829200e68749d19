/** What was dropped on the page, judged by number and name before anything is asked of the service. */

export const foreignKinds = ['seurat', 'loom', 'table', 'tenx', 'zarr', 'archive', 'raw', 'unknown'] as const;
export type ForeignKind = (typeof foreignKinds)[number];

const kindByEnding: readonly (readonly [RegExp, ForeignKind])[] = [
  [/\.(gz|bz2|xz|zip|tar|tgz|7z)$/i, 'archive'],
  [/\.(rds|rda|rdata|h5seurat)$/i, 'seurat'],
  [/\.loom$/i, 'loom'],
  [/\.(csv|tsv|txt|xlsx?|mtx|parquet)$/i, 'table'],
  [/\.(h5|hdf5)$/i, 'tenx'],
  [/\.zarr$/i, 'zarr'],
  [/\.(fastq|fq|bam|sam|cram)$/i, 'raw'],
];

/** Null for an .h5ad file. */
export function foreignKind(fileName: string): ForeignKind | null {
  if (/\.h5ad$/i.test(fileName)) return null;
  return kindByEnding.find(([ending]) => ending.test(fileName))?.[1] ?? 'unknown';
}

export type Drop =
  | { readonly kind: 'several' }
  | { readonly kind: 'foreign'; readonly name: string; readonly of: ForeignKind }
  /** A browser does not tell a page where a file is. */
  | { readonly kind: 'place-unknown'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'nothing' };

/** @param pathOf null where the page runs in a browser */
export function judgeDrop<T extends { readonly name: string }>(
  files: readonly T[],
  pathOf: ((file: T) => string) | null,
): Drop {
  const [file] = files;
  if (file === undefined) return { kind: 'nothing' };
  if (files.length > 1) return { kind: 'several' };
  const of = foreignKind(file.name);
  if (of !== null) return { kind: 'foreign', name: file.name, of };
  const path = pathOf?.(file) ?? '';
  return path === '' ? { kind: 'place-unknown', name: file.name } : { kind: 'file', path };
}
