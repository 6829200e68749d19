/** Whether answers are right: each is unpacked and compared with a reference taken beforehand, but the same packed bytes only once. */
import { createHash } from 'node:crypto';
import type { Answer } from './browser.ts';
import { unpack } from './unpack.ts';

export interface Reference {
  readonly status: number;
  /** Of the unpacked body. */
  readonly sha256: string;
}

export class Verdicts {
  readonly #references: ReadonlyMap<string, Reference>;
  /** Packed bodies that turned out right. Being equal to one of these, byte for byte, says as much as being unpacked again. */
  readonly #right = new Map<string, Buffer[]>();
  unpacked = 0;

  constructor(references: ReadonlyMap<string, Reference>) {
    this.#references = references;
  }

  /** Null when it is right, else what is wrong. 304 is right for whoever asked whether what it kept still is. */
  judge(path: string, answer: Answer, kept: boolean): string | null {
    const reference = this.#references.get(path);
    if (reference === undefined) return `${path}: no reference`;
    if (answer.status === 304 && kept) return null;
    if (answer.status !== reference.status) return `${path}: status ${answer.status}, not ${reference.status}`;
    if (answer.status !== 200) return null;
    const right = this.#right.get(path) ?? [];
    if (right.some((body) => isSame(body, answer.chunks))) return null;
    this.unpacked += 1;
    if (hashOf(path, answer) !== reference.sha256) return `${path}: not the reference's body`;
    right.push(Buffer.concat(answer.chunks));
    this.#right.set(path, right);
    return null;
  }
}

export function referenceOf(path: string, answer: Answer): Reference {
  return { status: answer.status, sha256: hashOf(path, answer) };
}

/** The one thing that differs from person to person as long as nobody has saved anything. */
const ownPart = /"annotations-user-data-idhash":\s*"[^"]*"/;

export function unpacked({ headers, chunks }: Answer): Buffer {
  return unpack(Buffer.concat(chunks), headers['content-encoding']);
}

function hashOf(path: string, answer: Answer): string {
  const body = unpacked(answer);
  const everybodys = path.endsWith('/config') ? body.toString().replace(ownPart, '') : body;
  return createHash('sha256').update(everybodys).digest('hex');
}

function isSame(body: Buffer, chunks: readonly Buffer[]): boolean {
  if (chunks.reduce((length, chunk) => length + chunk.length, 0) !== body.length) return false;
  let at = 0;
  for (const chunk of chunks) {
    if (chunk.compare(body, at, at + chunk.length) !== 0) return false;
    at += chunk.length;
  }
  return true;
}
