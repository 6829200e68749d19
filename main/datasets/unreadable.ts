/** Turns what the system says about a file that cannot be opened into words that its owner can act on. Pure. */
import { ShareError } from '../../contract/errors.ts';

/** @param path as the owner gave it, made absolute */
export function unreadable(path: string, name: string, cause: unknown): ShareError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (missing.has(code)) return new ShareError('dataset-not-found', { path }, { cause });
  const reason = reasons.get(code) ?? `the system reports ${code === '' ? String(cause) : code}`;
  return new ShareError('dataset-unreadable', { name, reason }, { cause, detail: String(cause) });
}

/** A name that no file can have is the name of no file. */
const missing = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

const away = 'the drive it is on does not answer';
const reasons = new Map([
  ['EACCES', 'you are not allowed to open it'],
  ['EPERM', 'you are not allowed to open it'],
  ['EBUSY', 'another program holds it open'],
  ['ETXTBSY', 'another program holds it open'],
  ['EIO', 'the drive it is on reports an error'],
  ['ELOOP', 'it is a link that leads in a circle'],
  ['EMFILE', 'too many files are open on this computer'],
  ['ENFILE', 'too many files are open on this computer'],
  ['ESTALE', away],
  ['ENOTCONN', away],
  ['ETIMEDOUT', away],
  ['EHOSTDOWN', away],
  ['ENODEV', away],
  ['ENXIO', away],
]);
