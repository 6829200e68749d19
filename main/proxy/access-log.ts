/** Pass: gives each request an id and writes one line when it is over. Cookies, credentials, queries and personal links never reach the log. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { openExchange } from './exchange.ts';
import { bodyBytesSent } from './http2-express.ts';
import { INVITE_PATH } from './invite-link.ts';

const PATH_LENGTH_LOGGED = 200;

export function accessLog(serviceLog: Logger): RequestHandler {
  // Looking for secrets in each line takes longer than writing it: here is nothing but what is named below.
  const log = serviceLog.child({}, { redact: [] });
  return (request, response, next) => {
    const exchange = openExchange(request);
    response.set('X-Request-Id', exchange.id);
    const { socket, method } = request;
    // A connection of HTTP/2 serves several requests at once: there only the bodies can be told apart.
    const shared = request.httpVersionMajor >= 2;
    const sentBefore = socket.bytesWritten;
    const { remoteAddress = null } = socket;
    response.once('close', () => {
      const bytesSent = shared ? bodyBytesSent(response) : socket.bytesWritten - sentBefore;
      const { visitor, doorIfFound: door } = exchange;
      log.info(
        {
          request: exchange.id,
          address: exchange.addressIfKnown ?? remoteAddress,
          method,
          path: loggedPath(request.url),
          status: response.headersSent ? response.statusCode : null,
          complete: response.writableFinished,
          bytesSent,
          milliseconds: Math.round(performance.now() - exchange.startedAt),
          session: door?.id ?? null,
          collaborator: visitor?.collaborator ?? null,
        },
        'request',
      );
      if (visitor !== null) door?.observe({ visitor, bytesSent, at: new Date() });
    });
    next();
  };
}

/** A personal link is a credential, also one that was cut or put together wrongly: whatever looks like a part of one is left out. */
const linkPart = /[0-9a-f]{24,}/gi;

export function loggedPath(target: string): string {
  const [path = ''] = target.split('?', 1);
  const inviteAt = path.indexOf(INVITE_PATH);
  const open = inviteAt === -1 ? path : `${path.slice(0, inviteAt + INVITE_PATH.length)}…`;
  return open.replace(linkPart, '…').slice(0, PATH_LENGTH_LOGGED);
}
