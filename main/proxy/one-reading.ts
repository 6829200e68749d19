/** Turns away requests that some server could read in another way than we do, before anything else looks at them. */
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

export interface Framing {
  readonly httpVersion: string;
  readonly transferEncoding: string | undefined;
  readonly headerCount: number;
}

/** A browser sends some twenty, a reverse proxy adds a few. */
const HEADERS_AT_MOST = 100;

/**
 * What Node's strict parser lets through though it should not be believed. Pure. Null when there is one reading only.
 *
 * 400: chunks in HTTP/1.0, which does not know them, and a body whose end nothing tells (RFC 9112, 6.1). 501: any coding besides
 * chunks: the body would be passed on still packed, with nothing to say so.
 */
export function judgeFraming({ httpVersion, transferEncoding, headerCount }: Framing): 400 | 431 | 501 | null {
  if (headerCount > HEADERS_AT_MOST) return 431;
  if (transferEncoding === undefined) return null;
  const codings = transferEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim());
  if (httpVersion === '1.0' || codings.at(-1) !== 'chunked') return 400;
  return codings.length === 1 ? null : 501;
}

export function oneReading(): RequestHandler {
  return (request, response, next) => {
    const status = judgeFraming({
      httpVersion: request.httpVersion,
      transferEncoding: request.headers['transfer-encoding'],
      headerCount: request.rawHeaders.length / 2,
    });
    // Node ignores an offer to speak another protocol, and loses what came in the same packet after it: nothing may follow.
    if (status !== null || offersUpgrade(request)) response.set('Connection', 'close');
    if (status === null) next();
    else response.status(status).type('text/plain').send('This request cannot be understood in one way only.\n');
  };
}

function offersUpgrade({ headers, httpVersionMajor }: IncomingMessage): boolean {
  return httpVersionMajor < 2 && headers.upgrade !== undefined;
}
