/** Pass: bounds uploads, by what they announce before a byte is read and by what really comes. */
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import type { Request, RequestHandler, Response } from 'express';
import { exchangeOf } from './exchange.ts';
import { judgeBody } from './body-policy.ts';
import { holdsBody, letBodyCome } from './expect-continue.ts';

/** More came than was allowed; found while the body was on its way to the host. */
export class BodyTooLarge extends Error {}

/** How long the rest of an upload that is too large is read and thrown away. */
const LINGER_MS = 2000;

export function bodyLimits(): RequestHandler {
  return async (request, response, next) => {
    const exchange = exchangeOf(request);
    const { method, headers } = request;
    const head = { method, contentLength: headers['content-length'], transferEncoding: headers['transfer-encoding'] };
    const verdict = judgeBody(head, exchange.kind);
    if (verdict.kind === 'too-large') {
      tellTooLarge(request, response);
      return;
    }
    if (verdict.kind === 'read') {
      letBodyCome(response);
      const body = counted(request, response, verdict.limit);
      // A question is whole before it is asked: only then is it known whether others ask the same, and a slow upload holds no place.
      const whole = exchange.kind === 'save' ? body : await allOf(body);
      if (whole === null) {
        if (!response.destroyed) tellTooLarge(request, response);
        return;
      }
      exchange.body = whole;
    }
    next();
  };
}

/** Says so at once and goes on reading for a moment: a client that is cut off while it sends never sees the answer. */
export function tellTooLarge(request: Request, response: Response): void {
  const answer = JSON.stringify({ message: 'This is more than may be sent at once.' });
  response
    .status(413)
    .type('json')
    .set({ 'Content-Length': String(answer.length), Connection: 'close' });
  response.write(answer);
  const cut = setTimeout(() => response.end(), LINGER_MS);
  request.once('end', () => response.end());
  response.once('close', () => clearTimeout(cut));
  if (request.complete || holdsBody(response)) response.end();
  else request.resume();
}

/** Not `pipeline`: it would close the connection on which "too large" is still to be said. */
function counted(request: Request, response: Response, limit: number): Readable {
  const body = new Counted(limit);
  body.on('error', () => request.unpipe(body));
  // Answered before all of it was read: Apache looks for an answer only once it has sent everything, so the rest is thrown away.
  response.once('finish', () => {
    request.unpipe(body);
    request.resume();
  });
  request.once('close', () => {
    if (!request.complete) body.destroy(new Error('the client went away'));
  });
  return request.pipe(body);
}

/** Null when it was too long or broke off. */
async function allOf(body: Readable): Promise<Buffer | null> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of body) if (chunk instanceof Buffer) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

class Counted extends Transform {
  #left: number;

  constructor(limit: number) {
    super();
    this.#left = limit;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#left -= chunk.length;
    if (this.#left < 0) done(new BodyTooLarge('the body is longer than allowed'));
    else done(null, chunk);
  }
}
