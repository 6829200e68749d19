/** Reads where a dataset is to be had from: an address (`http`, `https`) or an object in S3, in one normal form. Pure. */
import { ShareError } from '../../../contract/errors.ts';

export type RemoteSource = HttpSource | S3Source;

interface Named {
  /** The one way this source is written: names it in the store, and gives the same source back when read again. */
  readonly normal: string;
  /** For messages and the log: without what may open it to others (a signed address has its signature behind the `?`). */
  readonly shown: string;
  /** Whom messages name as the one that gives it out. */
  readonly host: string;
  /** A name that every file system takes. */
  readonly fileName: string;
}

export interface HttpSource extends Named {
  readonly kind: 'http';
  readonly url: URL;
}

export interface S3Source extends Named {
  readonly kind: 's3';
  readonly bucket: string;
  readonly key: string;
}

/** File systems take 255 with the ending. */
const LONGEST_NAME_BYTES = 200;
/** S3's own limit. */
const LONGEST_KEY_BYTES = 1024;

/** Whether it is for this module to read; all else is a path or nothing that can be opened. */
export function isRemote(source: string): boolean {
  return /^\s*(?:https?|s3):\/\//i.test(source);
}

/** @throws ShareError `dataset-source-refused`, never with a password in its words */
export function parseRemote(source: string): RemoteSource {
  const text = source.trim();
  return /^s3:/i.test(text) ? parseS3(text) : parseHttp(text);
}

/**
 * What names a dataset in the store: a path as it is, an address in its normal form.
 *
 * @throws ShareError `dataset-source-refused`
 */
export function normalSource(source: string): string {
  return isRemote(source) ? parseRemote(source).normal : source;
}

/** What a dataset is called before anything was looked at. */
export function nameOfSource(source: string, nameOfPath: (path: string) => string): string {
  return isRemote(source) ? parseRemote(source).fileName : nameOfPath(source);
}

function parseHttp(text: string): HttpSource {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refused('the address', 'it is not written as one');
  }
  url.hash = '';
  const shown = `${url.origin}${url.pathname}`;
  if (url.username !== '' || url.password !== '')
    throw refused(shown, 'it has a user name or password in it, which would be kept and shown');
  if (url.port === '0') throw refused(shown, 'there is no port 0');
  if (url.pathname.endsWith('/')) throw refused(shown, 'it names a folder, not a file');
  return { kind: 'http', url, normal: url.href, shown, host: url.host, fileName: fileNameOf(decoded(url.pathname)) };
}

/** Keys are taken as they are, as S3's own programs do: `%`, `?` and `#` are signs like all others in them. */
function parseS3(text: string): S3Source {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/is.exec(text) ?? [];
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw refused('The s3:// address', 'a bucket’s name is 3 to 63 small letters, digits, dots and dashes');
  const normal = `s3://${bucket}/${key}`;
  if (key === '' || key.endsWith('/')) throw refused(normal, 'it names a folder, not a file');
  if (Buffer.byteLength(key) > LONGEST_KEY_BYTES) throw refused(`s3://${bucket}/…`, 'its name is too long');
  return { kind: 's3', bucket, key, normal, shown: normal, host: `the bucket ${bucket}`, fileName: fileNameOf(key) };
}

/** Addresses such as `…/files/4711` name no kind: what is behind them is looked at, and has to be called something. */
function fileNameOf(path: string): string {
  const last = (path.split('/').at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  const [, stem = '', ending = ''] = /^(.*?)(\.[a-z][a-z0-9]{0,7})?$/isu.exec(last) ?? [];
  return `${stem === '' ? 'dataset' : cut(stem)}${ending === '' ? '.h5ad' : ending}`;
}

/** Never through the middle of a character. */
function cut(stem: string): string {
  let name = '';
  for (const { segment } of new Intl.Segmenter('en').segment(stem)) {
    if (Buffer.byteLength(name + segment) > LONGEST_NAME_BYTES) break;
    name += segment;
  }
  return name;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function refused(source: string, reason: string): ShareError {
  return new ShareError('dataset-source-refused', { source, reason });
}
