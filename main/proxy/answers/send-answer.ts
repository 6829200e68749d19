/** Sends answers that are kept or still arriving: in the client's coding, or as 304 when it has them already. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import fresh from 'fresh';
import { dropPageHeaders } from '../security-headers.ts';
import { cachingFor } from '../upstream-headers.ts';
import { codingFor } from './coding.ts';
import type { AnswerHead, KeptAnswer, Variant } from './kept-answer.ts';
import type { Packer } from './packer.ts';
import { packingStream } from './packing.ts';
import type { Tape } from './tape.ts';

/** Gene sets come as JSON or as a table, by what the client accepts. */
const varyFor = (path: string) => (path.endsWith('/genesets') ? 'Accept, Accept-Encoding' : 'Accept-Encoding');

/** Types that a browser never shows as a page of its own: what pages need to be told would be bytes for nothing. */
const noPage =
  /^(?:application\/(?:octet-stream|json|javascript)|text\/(?:css|javascript)|font\/|image\/(?:png|jpeg|gif|webp))/;

/** @returns what to wait for, where it cannot be sent at once */
export function sendKept(
  answer: KeptAnswer,
  path: string,
  packer: Packer,
  request: Request,
  response: Response,
): Promise<void> | undefined {
  response.statusCode = 200;
  response.setHeader('Cache-Control', cachingFor(path, 200));
  response.setHeader('Vary', varyFor(path));
  response.setHeader('ETag', answer.etag);
  if (fresh(request.headers, { etag: answer.etag })) {
    dropPageHeaders(response);
    response.statusCode = 304;
    response.end();
    return undefined;
  }
  describe(answer.head, response);
  const coding = codingFor(request.headers['accept-encoding']);
  const variant = answer.variant(coding);
  if (variant === undefined) return answer.inCoding(coding, packer).then((made) => send(made, request, response));
  send(variant, request, response);
  return undefined;
}

/** Annotate's own refusals: short, and never kept by anybody. */
export async function sendError(
  status: number,
  answer: KeptAnswer,
  packer: Packer,
  request: Request,
  response: Response,
): Promise<void> {
  response.statusCode = status;
  response.setHeader('Vary', 'Accept-Encoding');
  describe(answer.head, response);
  send(await answer.inCoding(codingFor(request.headers['accept-encoding']), packer), request, response);
}

/** @throws when it breaks off; the client's connection is cut then, so that it does not look whole */
export async function sendArriving(
  { head, tape }: { readonly head: AnswerHead; readonly tape: Tape },
  path: string,
  request: Request,
  response: Response,
): Promise<void> {
  response.statusCode = 200;
  response.setHeader('Cache-Control', cachingFor(path, 200));
  response.setHeader('Vary', varyFor(path));
  describe(head, response);
  const coding = codingFor(request.headers['accept-encoding']);
  if (coding !== 'identity') response.setHeader('Content-Encoding', coding);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const bytes = Readable.from(tape.read(), { objectMode: false });
  if (coding === 'identity') await pipeline(bytes, response);
  else await pipeline(bytes, packingStream(coding), response);
}

function describe({ contentType, contentDisposition, contentPolicy }: AnswerHead, response: Response): void {
  if (contentType !== undefined && noPage.test(contentType)) dropPageHeaders(response);
  // Not express's own `type`, which adds a charset: Annotate's client compares the type of an answer to the letter.
  if (contentType !== undefined) response.setHeader('Content-Type', contentType);
  if (contentDisposition !== undefined) response.setHeader('Content-Disposition', contentDisposition);
  if (contentPolicy !== undefined) response.setHeader('Content-Security-Policy', contentPolicy);
}

function send({ coding, bytes }: Variant, request: Request, response: Response): void {
  if (response.destroyed) return;
  if (coding !== 'identity') response.setHeader('Content-Encoding', coding);
  response.setHeader('Content-Length', bytes.length);
  if (request.method === 'HEAD') response.end();
  else response.end(bytes);
}
