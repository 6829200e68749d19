/** Asks the hosts: connections that are kept, and what each request has to carry. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import type { Hides } from '../../contract/hides.ts';
import { toHeader } from './hides-header.ts';
import type { Upstream } from './ports.ts';
import type { Body } from './exchange.ts';
import { isRead, onceMore } from './once-more.ts';

export type Reply = Dispatcher.ResponseData;

/** A differential expression on a large dataset may compute this long before its first byte. */
const FIRST_BYTE_MS = 15 * 60_000;
/** Between two pieces of an answer; waiting for a slow browser does not count. */
const NEXT_BYTE_MS = 120_000;
/** The host has eight threads; a few more connections keep them busy. */
const CONNECTIONS = 16;

const unzipped: (bytes: Buffer, options: object) => Promise<Buffer> = promisify(gunzip);

export interface HostRequest {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly collaborator: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

export class HostClient {
  readonly #agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: FIRST_BYTE_MS,
    bodyTimeout: NEXT_BYTE_MS,
    // Ends idle connections well before the host would: a request must not meet one that is just being closed.
    keepAliveTimeout: 4000,
  });

  /** Rejects when the host cannot be reached, or the signal is aborted before the answer begins. */
  ask(to: Upstream, hides: Hides, asked: HostRequest, signal: AbortSignal): Promise<Reply> {
    const options: Dispatcher.RequestOptions = {
      origin: to.origin,
      path: `${asked.path}${asked.search}`,
      method: asked.method,
      headers: {
        ...asked.headers,
        /*
         * Annotate's answers with data come out empty from some servers unless they are packed (a bytearray that Werkzeug 3 does not
         * convert). So gzip is asked for, though our host sends plain bytes; who gets the answer packed, and how, is decided here.
         */
        'accept-encoding': 'gzip',
        'x-annotate-share-secret': to.secret,
        'x-annotate-share-collaborator': asked.collaborator,
        'x-annotate-share-hides': toHeader(hides),
      },
      body: asked.body,
      signal,
    };
    return onceMore(isRead(asked), () => this.#agent.request(options));
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/** 403: it is not our host, or does not know us as its proxy. 3xx: it would name its own address, and nothing was asked conditionally. */
export function isNoAnswerOfAnnotate(status: number): boolean {
  return status === 403 || (status >= 300 && status < 400);
}

/** Null where it was not announced. */
export function announcedLength({ headers }: Reply): number | null {
  const length = headers['content-length'];
  return typeof length === 'string' && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

export function isPacked({ headers }: Reply): boolean {
  const coding = headers['content-encoding'];
  return coding !== undefined && coding !== 'identity';
}

/**
 * The whole body, unpacked.
 *
 * @throws Error when it is longer than `most` or breaks off
 */
export async function wholeBody(reply: Reply, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of reply.body) {
    if (!(chunk instanceof Buffer)) continue;
    length += chunk.length;
    if (length > most) throw new Error('the answer is too long to be taken whole');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks, length);
  return isPacked(reply) ? unzipped(bytes, { maxOutputLength: most }) : bytes;
}
