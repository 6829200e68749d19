import { describe, expect, test } from 'vitest';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { kindOf, kindOfHdf5 } from './kinds.ts';

/** The local header that a ZIP archive begins with. */
function zip(entry: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(entry.length, 26);
  return Buffer.concat([header, Buffer.from(entry), deflateRawSync('x')]);
}

function tar(entry: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(entry);
  header.write('ustar\x0000', 257, 'latin1');
  return header;
}

describe('what a file is', () => {
  const matrix = '%%MatrixMarket matrix coordinate integer general\n3 3 1\n';
  const rds = Buffer.from('X\n\0\0\0\x03\0\x04', 'latin1');
  test.each<[name: string, head: Buffer | string, kind: string]>([
    ['a.h5ad', '', 'it is empty'],
    ['a.h5ad', Buffer.alloc(4096), 'it holds nothing but zeros, so its download never finished'],
    ['a.csv', 'cell,gene\nc1,3\n', 'it is a table of text (CSV)'],
    ['a.h5ad', 'cell;gene\nc1;3\n', 'it is a table of text (CSV)'],
    ['a.tsv', '\ufeffcell\tgene\nc1\t3\n', 'it is a table of text, separated by tabs'],
    ['a.csv', 'PAR1,PAR2\n1,2\n', 'it is a table of text (CSV)'],
    ['a.txt', Buffer.from('\ufeffcell\tgene\n', 'utf16le'), 'it is a table of text, separated by tabs'],
    ['a.txt', 'Grüße', 'it is a text'],
    ['a.mtx', matrix, 'it is a Matrix Market file (.mtx); scanpy.read_10x_mtx opens the folder it is in'],
    [
      'a.mtx.gz',
      gzipSync(matrix),
      'it is a Matrix Market file (.mtx), packed with gzip; scanpy.read_10x_mtx opens the folder it is in',
    ],
    ['a.h5ad', 'crypt4gh\x01\0\0\0', 'it is an encrypted file; decrypt it first'],
    ['a.h5ad', 'age-encryption.org/v1\n-> X25519 a\n', 'it is an encrypted file; decrypt it first'],
    ['a.txt', '-----BEGIN PGP MESSAGE-----\n\n', 'it is an encrypted file; decrypt it first'],
    ['a.h5ad.gpg', Buffer.from([0x85, 1, 0x8c, 3, 0x97]), 'it is an encrypted file; decrypt it first'],
    ['a.csv.gz', gzipSync('a,b\n'), 'it is a table of text (CSV), packed with gzip; unpack it first'],
    ['a.h5ad.gz', gzipSync('\x89HDF\r\n\x1a\n'), 'it is a file packed with gzip; unpack it first'],
    [
      'a.h5ad.gz',
      gzipSync(Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')),
      'it is an HDF5 file, packed with gzip; unpack it first',
    ],
    ['a.tar.gz', gzipSync(tar('a/b')), 'it is a folder packed with tar, packed with gzip; unpack it first'],
    ['a.tar', tar('a/b'), 'it is a folder packed with tar; unpack it first'],
    ['a.gz', Buffer.from([0x1f, 0x8b, 9, 9]), 'it is a file packed with gzip; unpack it first'],
    ['a.rds', rds, 'it is an R object (RDS)'],
    ['a.rds', gzipSync(rds), 'it is an R object (RDS)'],
    ['a.RData', gzipSync('RDX3\nX\n\0\0'), 'it is an R workspace (RData)'],
    ['a.parquet', 'PAR1\x15\x04\x15', 'it is a Parquet table'],
    ['a.xlsx', zip('docProps/app.xml'), 'it is an Excel workbook'],
    ['a.h5ad', zip('[Content_Types].xml'), 'it is an Office document, such as an Excel workbook'],
    ['a.npz', zip('X.npy'), 'it is a NumPy archive (.npz)'],
    ['a.zip', zip('a.h5ad'), 'it is a ZIP archive; unpack it first'],
    [
      'a.h5ad',
      '\n<!DOCTYPE html><html>',
      'it is a web page; the download saved a sign-in or error page instead of the file',
    ],
    [
      'a.h5ad',
      '<?xml version="1.0"?><Error><Code>AccessDenied',
      'it is a text in XML; downloads sometimes save an error message like that',
    ],
    ['a.h5ad', '{"message":"Not Found"}', 'it is a text in JSON'],
    [
      'a.h5ad',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\n',
      'it is a placeholder of Git LFS; git lfs pull fetches the data itself',
    ],
    [
      'a.h5ad',
      '/annex/objects/MD5E-s1--0.h5ad\n',
      'it is a placeholder of git-annex; git annex get fetches the data itself',
    ],
    ['a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'it is an old Office document, such as an Excel workbook'],
    ['a.h5ad', Buffer.from([1, 2, 3, 0xfe]), 'it is of a kind that is not known here'],
  ])('%s: %o', (name, head, kind) => {
    expect(kindOf(name, Buffer.from(head))).toBe(kind);
  });
});

describe('HDF5 by name', () => {
  test.each([
    ['a.h5ad', null],
    ['A.H5AD', null],
    ['a.b.h5ad', null],
    ['a.loom', 'it is a Loom file; scanpy.read_loom opens it'],
    ['a.h5', 'it is an HDF5 file (.h5), as Cell Ranger writes them; scanpy.read_10x_h5 opens those'],
    ['a.h5mu', 'it is a MuData file, which holds several modalities; save one of them as .h5ad'],
    ['a.hdf5', 'it is an HDF5 file whose name does not end in .h5ad; if it is an AnnData file, rename it'],
    ['a', 'it is an HDF5 file whose name does not end in .h5ad; if it is an AnnData file, rename it'],
  ])('%s', (name, kind) => {
    expect(kindOfHdf5(name)).toBe(kind);
  });
});
