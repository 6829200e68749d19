/** What can be wrong with a dataset: each code with what happened and what to do. Part of the one catalogue in `errors.ts`. */

export const datasetFailures = {
  'dataset-not-found': {
    message: 'There is no file at {path}.',
    hint: 'Check the spelling, or whether the drive it is on is connected. A moved file can be chosen again.',
  },
  'dataset-is-folder': {
    message: '{path} is a folder, not an .h5ad file.',
    hint: 'Choose one .h5ad file inside it.',
  },
  'dataset-wrong-kind': {
    message: '{name} is not an AnnData file: {kind}.',
    hint: 'Annotate opens .h5ad files. In Python, scanpy reads most formats and writes them with adata.write_h5ad("name.h5ad").',
  },
  'dataset-truncated': {
    message: '{name} is cut short: it should be {expected} bytes long and has {actual}.',
    hint: 'The download or copy did not finish. Copy or download the file again.',
  },
  'dataset-unreadable': {
    message: '{name} could not be read: {reason}.',
    hint: 'Check that you may open the file and that no other program holds it open for writing.',
  },
  'dataset-damaged': {
    message: '{name} looks like an .h5ad file, but parts of it cannot be read.',
    hint: 'Copy or download the file again. If it was written by a newer anndata, write it again with anndata 0.11 or 0.12.',
  },
  'dataset-no-embedding': {
    message: '{name} has no embedding, so there is nothing to draw.',
    hint: 'Compute one and save it, for example with scanpy: sc.tl.umap(adata), then adata.write_h5ad("name.h5ad").',
  },
  'dataset-duplicate-cells': {
    message: 'Some cells in {name} have the same name: {example}.',
    hint: 'Make the names unique with adata.obs_names_make_unique(), then save the file under a new name.',
  },
  'dataset-duplicate-genes': {
    message: 'Some genes in {name} have the same name: {example}.',
    hint: 'Make the names unique with adata.var_names_make_unique(), then save the file under a new name.',
  },
  'dataset-empty': {
    message: '{name} has {cells} cells and {genes} genes.',
    hint: 'Annotate needs at least one of each. Check how the file was filtered.',
  },
  'dataset-no-usable-embedding': {
    message: '{name} has no embedding that Annotate can draw ({embeddings}).',
    hint: 'An embedding needs a finite position in two dimensions and a name that begins with X_. Compute it again, for example with scanpy: sc.tl.umap(adata), then adata.write_h5ad("name.h5ad").',
  },
  'dataset-newer': {
    message: '{name} was written by a newer program or by hand: {part} is stored as {how}, which Annotate cannot read.',
    hint: 'Write the file again with anndata 0.11 or 0.12, or ask whoever made it to do so.',
  },
  'dataset-compressed-otherwise': {
    message: '{part} in {name} is packed with {how}, which cannot be unpacked here.',
    hint: 'In the Python in which it was made, write it again: adata.write_h5ad("name.h5ad", compression="gzip").',
  },
  'dataset-matrix-refused': {
    message: 'The matrix X of {name} cannot be shown: {reason}.',
    hint: 'In Python: adata.X = adata.X.astype("float32"), then adata.write_h5ad("name.h5ad").',
  },
  'dataset-duplicate-columns': {
    message: 'Two columns of {name} have the same name: {column}.',
    hint: 'Rename or drop one of them, then save the file under a new name.',
  },
  'dataset-column-refused': {
    message: 'Annotate cannot show the column {column} of {name}: {reason}.',
    hint: 'Drop the column, or turn it into text with astype(str), then save the file under a new name.',
  },
  'dataset-table-among-embeddings': {
    message: '{name} keeps a table among its embeddings ({table}), which Annotate cannot open.',
    hint: 'In Python: del adata.obsm["{table}"], then adata.write_h5ad("name.h5ad").',
  },
  'dataset-many-categories': {
    message: '{name} has columns with very many categories: {columns}.',
    hint: 'Annotate is slow with several hundred categories and lists none of a column that has more than 1,000. Drop such columns if nobody needs them.',
  },
  'dataset-cells-without-place': {
    message: '{cells} cells of {name} have no position in {embeddings}.',
    hint: 'They are not drawn there. Everything else works.',
  },
  'dataset-embedding-left-out': {
    message: 'Annotate leaves out embeddings of {name}: {embeddings}.',
    hint: 'The others are shown.',
  },
  'dataset-raw-counts': {
    message: 'The values of {name} look like raw counts.',
    hint: 'Colours and differential expression say more with log values. With scanpy: sc.pp.normalize_total(adata), then sc.pp.log1p(adata).',
  },
  'dataset-needs-memory': {
    message: '{name} needs about {needed} of memory while it is opened; {free} are free.',
    hint: 'Close other programs or stop another session first. Once its matrix store is built it needs about {later}.',
  },
  'dataset-source-refused': {
    message: '{source} cannot be used as the address of a dataset: {reason}.',
    hint: 'Give the address of one file, such as https://lab.example/lung.h5ad or s3://bucket/lung.h5ad, without user name and password.',
  },
  'download-denied': {
    message: '{name} cannot be had from {host}: {reason}.',
    hint: 'Check the address, and whether it opens in a browser without a sign-in. For S3, --s3-profile, --s3-region, --s3-endpoint and --s3-anonymous say how to ask.',
  },
  'download-failed': {
    message: '{name} could not be downloaded from {host}: {reason}.',
    hint: 'Check the connection, then share it again: what has arrived is kept, and the download goes on from there.',
  },
  'download-damaged': {
    message: '{name} did not arrive as {host} has it: its checksum is another one.',
    hint: 'Share it again to download it anew. If that does not help, the copy on the server is damaged.',
  },
  'download-no-space': {
    message: 'There is not enough free disk space to download {name}: {needed} needed, {free} free.',
    hint: 'Free some space, or choose another place with --home or ANNOTATE_SHARE_HOME.',
  },
  'download-over-limit': {
    message: '{name} ({needed}) does not fit within the limit for downloads, which is {limit}.',
    hint: 'Raise it with --download-limit, or stop other sessions whose datasets were downloaded too.',
  },
  'dataset-source-unsupported': {
    message: '{source} cannot be opened from here.',
    hint: 'Download the file first, then share the copy on this computer.',
  },
} as const;
