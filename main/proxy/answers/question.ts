/** A question to the host in its canonical form: requests that mean the same are the same question, and get the same answer. */
import { createHash } from 'node:crypto';

export interface Question {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  /** With its question mark, or empty. */
  readonly search: string;
  /** All that the host is told besides: nothing of who asks, so that no asker's oddity becomes another's answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** Equal for equal questions, and only for those. */
  readonly key: string;
}

export function question(asked: Omit<Question, 'key'>): Question {
  const { method, path, search, headers, body } = asked;
  const sent = body === null ? '' : ` ${fingerprint(body)}`;
  // No part but the last holds a space: paths and queries are as they came over the wire.
  return { ...asked, key: `${method} ${path}${search} ${headers['accept'] ?? ''}${sent}` };
}

/** 128 bits: nobody finds two contents with the same one. */
export function fingerprint(...parts: readonly (Buffer | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url').slice(0, 22);
}
