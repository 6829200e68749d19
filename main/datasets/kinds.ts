/** Says in plain words what a file is that is not an AnnData file. Pure: from its name and its first few kB. */
import { extname } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';

/** How much of the file `kindOf` wants to see. */
export const HEAD_BYTES = 4096;

/** What it is, and where one step leads further, that step. */
type Kind = readonly [noun: string, advice?: string];

/** Completes "{name} is not an AnnData file: …". */
export function kindOf(fileName: string, head: Buffer): string {
  if (head.length === 0) return 'it is empty';
  if (head.every((byte) => byte === 0)) return 'it holds nothing but zeros, so its download never finished';
  return sentence(byContent(fileName, head) ?? byName(fileName) ?? ['of a kind that is not known here']);
}

/** What GnuPG and others write has no sign at its beginning. */
function byName(fileName: string): Kind | null {
  return /\.(?:gpg|pgp|age|c4gh|enc)$/i.test(fileName) ? encrypted : null;
}

/** HDF5 is also the container of other formats, told apart by name. Null where the name fits an AnnData file. */
export function kindOfHdf5(fileName: string): string | null {
  const extension = extname(fileName).toLowerCase();
  if (extension === '.h5ad') return null;
  return sentence(
    hdf5Formats.get(extension) ?? [
      'an HDF5 file whose name does not end in .h5ad',
      'if it is an AnnData file, rename it',
    ],
  );
}

function sentence([noun, advice]: Kind): string {
  return advice === undefined ? `it is ${noun}` : `it is ${noun}; ${advice}`;
}

const hdf5Formats = new Map<string, Kind>([
  ['.loom', ['a Loom file', 'scanpy.read_loom opens it']],
  ['.h5', ['an HDF5 file (.h5), as Cell Ranger writes them', 'scanpy.read_10x_h5 opens those']],
  ['.h5mu', ['a MuData file, which holds several modalities', 'save one of them as .h5ad']],
  ['.h5seurat', ['a Seurat file (.h5seurat)']],
  ['.mat', ['a MATLAB file']],
  ['.nc', ['a NetCDF file']],
  ['.cool', ['a Cooler file of chromosome contacts']],
  ['.mcool', ['a Cooler file of chromosome contacts']],
]);

function byContent(fileName: string, head: Buffer): Kind | null {
  const start = head.toString('latin1');
  if (start.startsWith('\x1f\x8b')) return packed(fileName, head);
  if (start.startsWith('PK\x03\x04')) return zipped(fileName, start);
  if (start.slice(257, 262) === 'ustar') return ['a folder packed with tar', 'unpack it first'];
  // Text before the signatures: the name of a gene at the top of a table must not pass for one.
  return textual(head) ?? signatures.find(([signature]) => start.startsWith(signature))?.[1] ?? null;
}

const encrypted: Kind = ['an encrypted file', 'decrypt it first'];

const signatures: readonly (readonly [string, Kind])[] = [
  ['crypt4gh', encrypted],
  ['age-encryption.org/', encrypted],
  ['Salted__', encrypted],
  ['LUKS\xba\xbe', encrypted],
  ['\x89HDF\r\n\x1a\n', ['an HDF5 file']],
  ['PAR1', ['a Parquet table']],
  ['ARROW1', ['an Arrow table']],
  ['RDX', ['an R workspace (RData)']],
  ['X\n\0\0', ['an R object (RDS)']],
  ['\x93NUMPY', ['a NumPy array']],
  ['CDF', ['a NetCDF file']],
  ['MATLAB 5.0', ['a MATLAB file']],
  ['\xd0\xcf\x11\xe0', ['an old Office document, such as an Excel workbook']],
  ['SQLite format 3\0', ['an SQLite database']],
  ['%PDF-', ['a PDF document']],
  ['BZh', ['a file packed with bzip2', 'unpack it first']],
  ['\xfd7zXZ\0', ['a file packed with xz', 'unpack it first']],
  ['\x28\xb5\x2f\xfd', ['a file packed with zstd', 'unpack it first']],
  ['7z\xbc\xaf', ['a 7-Zip archive', 'unpack it first']],
  ['II*\0', ['a TIFF image']],
  ['MM\0*', ['a TIFF image']],
  ['\x89PNG', ['a PNG image']],
  ['\xff\xd8\xff', ['a JPEG image']],
];

function packed(fileName: string, head: Buffer): Kind {
  const inner = inflate(head);
  const kind = inner === null ? null : byContent(fileName.replace(/\.gz$/i, ''), inner);
  if (kind === null) return ['a file packed with gzip', 'unpack it first'];
  // R packs what it saves unless told otherwise: to its users that is the file, not something packed.
  if (kind[0].startsWith('an R ')) return kind;
  return [`${kind[0]}, packed with gzip`, kind[1] ?? 'unpack it first'];
}

/** Only the beginning is at hand: what can be had of it is enough. */
function inflate(head: Buffer): Buffer | null {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD_BYTES);
  } catch {
    return null;
  }
}

function zipped(fileName: string, start: string): Kind {
  if (/\.xlsx$/i.test(fileName) || start.includes('xl/')) return ['an Excel workbook'];
  if (start.includes('[Content_Types].xml')) return ['an Office document, such as an Excel workbook'];
  if (/\.npz$/i.test(fileName) || start.includes('.npy')) return ['a NumPy archive (.npz)'];
  return ['a ZIP archive', 'unpack it first'];
}

function textual(head: Buffer): Kind | null {
  const text = decode(head)?.trimStart();
  if (text === undefined) return null;
  const known = textFormats.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return known[1];
  const line = text.split('\n', 1)[0] ?? '';
  if (line.includes('\t')) return ['a table of text, separated by tabs'];
  return /[,;]/.test(line) ? ['a table of text (CSV)'] : ['a text'];
}

const textFormats: readonly (readonly [RegExp, Kind])[] = [
  [/^%%MatrixMarket/, ['a Matrix Market file (.mtx)', 'scanpy.read_10x_mtx opens the folder it is in']],
  [/^(?:-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE)-----|age-encryption\.org\/)/, encrypted],
  [/^version https:\/\/git-lfs/, ['a placeholder of Git LFS', 'git lfs pull fetches the data itself']],
  [/^\/annex\/objects\//, ['a placeholder of git-annex', 'git annex get fetches the data itself']],
  [/^<(?:!doctype html|html)/i, ['a web page', 'the download saved a sign-in or error page instead of the file']],
  [/^</, ['a text in XML', 'downloads sometimes save an error message like that']],
  [/^[{[]/, ['a text in JSON']],
  [/^%PDF-/, ['a PDF document']],
];

/** Undefined where it is not text. */
function decode(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le', 2);
  const isText = head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  return isText ? head.toString('utf8').replace(/^\ufeff/, '') : undefined;
}
