/** The English sentences for what goes wrong, and for files that Annotate does not open. */
import type { ErrorCode } from '../../contract/errors.ts';
import type { ForeignKind } from '../dataset/dropped-files.ts';
import type { Blame } from '../session/blame.ts';

const titles: Partial<Record<ErrorCode, string>> = {
  'dataset-not-found': 'This file is not there',
  'dataset-is-folder': 'This is a folder, not a file',
  'dataset-wrong-kind': 'This is not an .h5ad file',
  'dataset-truncated': 'This file is cut short',
  'dataset-unreadable': 'This file could not be read',
  'dataset-damaged': 'Parts of this file cannot be read',
  'dataset-no-embedding': 'This file has no embedding, so there is no map to show',
  'dataset-duplicate-cells': 'Some cells have the same name',
  'dataset-duplicate-genes': 'Some genes have the same name',
  'dataset-empty': 'This file has nothing to show',
  'dataset-no-usable-embedding': 'This file has no embedding that can be drawn',
  'dataset-newer': 'This file is stored in a way that Annotate cannot read',
  'dataset-compressed-otherwise': 'This file is packed in a way that cannot be unpacked here',
  'dataset-matrix-refused': 'The matrix of this file cannot be shown',
  'dataset-table-among-embeddings': 'Annotate cannot open this file',
  'dataset-duplicate-columns': 'Two columns have the same name',
  'dataset-column-refused': 'A column of this file cannot be shown',
  'dataset-source-unsupported': 'This cannot be opened from here',
  'dataset-source-refused': 'This address cannot be used',
  'download-denied': 'The dataset is not given out',
  'download-failed': 'The dataset was not downloaded',
  'download-damaged': 'The dataset arrived damaged',
  'download-no-space': 'There is not enough disk space for the download',
  'download-over-limit': 'The dataset is larger than downloads may be',
  'python-missing': 'Annotate needs Python, and there is none',
  'environment-no-network': 'Annotate could not be downloaded',
  'environment-no-space': 'There is not enough disk space for Annotate',
  'environment-self-test-failed': 'Annotate was set up but does not work',
  'host-start-timeout': 'Annotate did not get ready in time',
  'host-crashed': 'Annotate stopped again and again',
  'already-shared': 'This dataset is being shared already',
  internal: 'Something went wrong inside Annotate Share',
};

/** For codes without a title of their own. */
const titlesByBlame: Record<Blame, string> = {
  dataset: 'This file cannot be shared',
  environment: 'Annotate could not be set up',
  host: 'Annotate could not open this dataset',
  other: 'This could not be done',
};

export const enTrouble = {
  foreign: {
    several: 'Several files were dropped. A session shares one dataset: drop a single .h5ad file.',
    kind: (gaps: { name: string; of: ForeignKind }) => {
      const sentences: Record<ForeignKind, string> = {
        seurat: `${gaps.name} is an R file, as Seurat writes it. In R, the package zellkonverter or sceasy turns it into .h5ad.`,
        loom: `${gaps.name} is a Loom file. In Python, scanpy.read_loom opens it and adata.write_h5ad writes it as .h5ad.`,
        table: `${gaps.name} is a table. In Python, scanpy reads tables and writes them as .h5ad, together with an embedding.`,
        tenx: `${gaps.name} looks like a matrix of Cell Ranger. In Python, scanpy.read_10x_h5 opens it; it needs an embedding before it is written as .h5ad.`,
        zarr: `${gaps.name} is a Zarr store. In Python, anndata.read_zarr opens it and adata.write_h5ad writes it as .h5ad.`,
        archive: `${gaps.name} is packed. Unpack it first, then drop the .h5ad file in it.`,
        raw: `${gaps.name} holds sequencing reads. Annotate shows cells that were counted and embedded: it opens .h5ad files.`,
        unknown: `${gaps.name} is not an .h5ad file. Annotate opens AnnData files, whose names end in .h5ad.`,
      };
      return sentences[gaps.of];
    },
  },

  trouble: {
    happened: 'What happened',
    means: 'What it means',
    todo: 'What you can do',
    code: 'Code',
    details: 'Show details',
    report: 'Copy for a bug report',
    reportCopied: 'Report copied',
    reportText: (gaps: { version: string; code: string; message: string; detail: string }) =>
      `Annotate Share ${gaps.version}\n${gaps.code}\n${gaps.message}\n${gaps.detail}`,
    datasetMeans: ({ title }: { title: string }) =>
      `${title} is not shared. The file was only read; nothing was changed.`,
    environmentMeans: ({ title }: { title: string }) =>
      `${title} was not opened. Your file and your own Python were not touched.`,
    crashedMeans: ({ title }: { title: string }) =>
      `${title} is no longer shared, and people were cut off. What they saved is safe.`,
    alreadyMeans: 'The session it has already goes on as it was.',
    otherMeans: ({ title }: { title: string }) => `${title} is not shared. Nothing was changed.`,
    title: (gaps: { code: ErrorCode; blame: Blame }) => titles[gaps.code] ?? titlesByBlame[gaps.blame],
  },
};
