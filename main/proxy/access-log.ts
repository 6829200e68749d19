/** Pass: gives each request an id, writes one line when it is over, and tells the audit what was done. Cookies, credentials, queries and personal links never reach the log. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { deedsOf } from './deeds.ts';
import { openExchange, type Exchange } from './exchange.ts';
import { bodyBytesSent } from './http2-express.ts';
import { INSTITUTE_PATH } from './institute/own-target.ts';
import { INVITE_PATH } from './invite-link.ts';
import type { Witnessed } from './ports.ts';
import { SIGN_IN_PATH } from './sign-in-form.ts';

const PATH_LENGTH_LOGGED = 200;

export type Witness = (event: Witnessed) => void;

export function accessLog(serviceLog: Logger, witness: Witness = () => undefined): RequestHandler {
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
      const status = response.headersSent ? response.statusCode : null;
      log.info(
        {
          request: exchange.id,
          address: exchange.addressIfKnown ?? remoteAddress,
          method,
          path: loggedPath(request.url),
          status,
          complete: response.writableFinished,
          bytesSent,
          milliseconds: Math.round(performance.now() - exchange.startedAt),
          session: door?.id ?? null,
          collaborator: visitor?.collaborator ?? null,
        },
        'request',
      );
      if (visitor !== null) door?.observe({ visitor, bytesSent, at: new Date() });
      tell(witness, exchange, method, status);
    });
    next();
  };
}

function tell(witness: Witness, exchange: Exchange, method: string, status: number | null): void {
  const { atGate, atTerms, placeIfFound: place, kindIfKnown: kind, addressIfKnown } = exchange;
  if (place === null) return;
  const visitor = atGate?.kind === 'entered' ? atGate.visitor : exchange.visitor;
  const answered = { atGate, atTerms, by: exchange.visitor?.by ?? null, kind, method, path: place.path, status };
  for (const deed of deedsOf(answered, { signIn: SIGN_IN_PATH, invite: INVITE_PATH, institute: INSTITUTE_PATH }))
    witness({ session: place.door?.id ?? null, visitor, address: addressIfKnown ?? '', deed });
}

/** A personal link is a credential, also one that was cut or put together wrongly: whatever looks like a part of one is left out. */
const linkPart = /[0-9a-f]{24,}/gi;

export function loggedPath(target: string): string {
  const [path = ''] = target.split('?', 1);
  const inviteAt = path.indexOf(INVITE_PATH);
  const open = inviteAt === -1 ? path : `${path.slice(0, inviteAt + INVITE_PATH.length)}…`;
  return open.replace(linkPart, '…').slice(0, PATH_LENGTH_LOGGED);
}
