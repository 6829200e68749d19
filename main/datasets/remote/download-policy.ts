/** What a server's answer to a request for a file, or for the rest of it, means for the download. Pure. */

/** By what one version of a file is told from another. */
export interface Version {
  /** As the server gave it, with its quotes. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Bytes of the whole; null where the server did not say. */
  readonly sizeBytes: number | null;
}

export interface Asked {
  /** Bytes that are here already; 0 asks for the whole. */
  readonly from: number;
  /** Of what is here: null where nothing is. */
  readonly version: Version | null;
}

export interface Answer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export type Meaning =
  /** The body goes behind what is here (`from` 0: it is the whole, from its beginning). */
  | { readonly kind: 'body'; readonly from: number; readonly version: Version }
  /** What is here is the whole already. */
  | { readonly kind: 'complete' }
  /** What is here is of another version, or does not fit: away with it, and ask for the whole. */
  | { readonly kind: 'anew' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** It may go better later. `afterSeconds`: as the server wishes. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterSeconds: number | null }
  | { readonly kind: 'refused'; readonly reason: string };

const LATER = new Set([408, 425, 429, 500, 502, 503, 504]);
/** A server that asks for more patience is not waited for. */
const LONGEST_WAIT_SECONDS = 60;

export function meaningOf(answer: Answer, asked: Asked): Meaning {
  const { status, headers } = answer;
  if (status === 200) return whole(headers);
  if (status === 206) return part(headers, asked);
  if (status === 304) return { kind: 'unchanged' };
  if (status === 412 && asked.from > 0) return { kind: 'anew' };
  if (status === 416 && asked.from > 0) {
    // Asked for what comes behind the last byte: a length that was told too large before ends here.
    const isWhole = rangeOf(headers)?.total === asked.from && isSame(asked.version, versionOf(headers, null));
    return isWhole ? { kind: 'complete' } : { kind: 'anew' };
  }
  const location = headers['location'];
  if ([301, 302, 303, 307, 308].includes(status))
    return location === undefined
      ? { kind: 'refused', reason: 'it leads on to nowhere' }
      : { kind: 'redirect', to: location };
  if (LATER.has(status)) return { kind: 'later', reason: wordsFor(status), afterSeconds: patience(headers) };
  return { kind: 'refused', reason: wordsFor(status) };
}

/** Whether all has come once a body ended, or why not. `received`: bytes that are here by now. */
export function endOf(received: number, version: Version): 'whole' | 'cut-short' | 'too-long' {
  if (version.sizeBytes === null || received === version.sizeBytes) return 'whole';
  return received < version.sizeBytes ? 'cut-short' : 'too-long';
}

/** By what the rest may be asked for; null where nothing tells versions apart, and then only the whole can be had. */
export function validatorOf(version: Version | null): string | null {
  if (version === null) return null;
  // A weak tag says that two versions mean the same, not that their bytes are the same.
  if (version.etag !== null && !version.etag.startsWith('W/')) return version.etag;
  return version.lastModified;
}

/** Milliseconds before the next attempt: as the server wishes where it says so, else longer each time. */
export function pauseBefore(attempt: number, afterSeconds: number | null): number {
  return afterSeconds === null ? Math.min(30_000, 500 * 2 ** attempt) : afterSeconds * 1000;
}

/** What the server vouches for the content by; null where by nothing that can be computed here. */
export function digestOf(
  headers: Answer['headers'],
): { readonly algorithm: 'sha256' | 'md5'; readonly base64: string } | null {
  const fields = `${headers['repr-digest'] ?? ''},${headers['digest'] ?? ''}`;
  const sha256 = /(?:^|[,\s])sha-256=:?([a-z0-9+/]{43}=):?/i.exec(fields)?.[1] ?? headers['x-amz-checksum-sha256'];
  if (sha256 !== undefined && /^[a-z0-9+/]{43}=$/i.test(sha256)) return { algorithm: 'sha256', base64: sha256 };
  const md5 = headers['content-md5'];
  return md5 !== undefined && /^[a-z0-9+/]{22}==$/i.test(md5) ? { algorithm: 'md5', base64: md5 } : null;
}

function whole(headers: Answer['headers']): Meaning {
  const packed = headers['content-encoding'];
  if (packed !== undefined && packed !== 'identity')
    return { kind: 'refused', reason: `it sends the file packed (${packed}) although it was asked not to` };
  return { kind: 'body', from: 0, version: versionOf(headers, length(headers['content-length'])) };
}

function part(headers: Answer['headers'], asked: Asked): Meaning {
  const range = rangeOf(headers);
  if (asked.from === 0) return { kind: 'refused', reason: 'it sends a part where the whole was asked for' };
  if (range === null || range.from !== asked.from) return { kind: 'anew' };
  const version = versionOf(headers, range.total ?? asked.version?.sizeBytes ?? null);
  return isSame(asked.version, version) ? { kind: 'body', from: asked.from, version } : { kind: 'anew' };
}

/** What one of the two does not say is no difference. */
export function isSame(before: Version | null, now: Version): boolean {
  if (before === null) return false;
  const agree = <T>(a: T | null, b: T | null) => a === null || b === null || a === b;
  return (
    agree(before.etag, now.etag) &&
    agree(before.lastModified, now.lastModified) &&
    agree(before.sizeBytes, now.sizeBytes)
  );
}

function versionOf(headers: Answer['headers'], sizeBytes: number | null): Version {
  return { etag: headers['etag'] ?? null, lastModified: headers['last-modified'] ?? null, sizeBytes };
}

/** `bytes 5-9/10`, or with a star for the places where nothing was sent. */
function rangeOf(headers: Answer['headers']): { readonly from: number | null; readonly total: number | null } | null {
  const [match, from, , total] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/i.exec(headers['content-range'] ?? '') ?? [];
  if (match === undefined) return null;
  return { from: length(from), total: length(total) };
}

function length(text: string | undefined): number | null {
  const value = text === undefined || !/^\d+$/.test(text) ? NaN : Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

function patience(headers: Answer['headers']): number | null {
  const seconds = length(headers['retry-after']);
  return seconds === null ? null : Math.min(seconds, LONGEST_WAIT_SECONDS);
}

function wordsFor(status: number): string {
  return words.get(status) ?? `it answers with status ${status}`;
}

const words = new Map([
  [401, 'it asks for a sign-in'],
  [403, 'it does not allow it'],
  [404, 'it has no such file'],
  [407, 'a proxy in between asks for a sign-in'],
  [408, 'it was too slow'],
  [410, 'it has the file no longer'],
  [416, 'it does not give out parts'],
  [429, 'it was asked too often'],
  [451, 'it may not for legal reasons'],
  [500, 'it has trouble of its own (500)'],
  [502, 'it has trouble of its own (502)'],
  [503, 'it is not available for now'],
  [504, 'it has trouble of its own (504)'],
]);
