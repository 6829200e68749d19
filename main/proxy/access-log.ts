/** Pass 1: gives each request an id and writes one line when it is over. Cookies, credentials and queries never reach the log. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { openExchange } from './exchange.ts';

const PATH_LENGTH_LOGGED = 200;

export function accessLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const exchange = openExchange(request);
    response.set('X-Request-Id', exchange.id);
    const { socket, method } = request;
    const [path = ''] = request.url.split('?', 1);
    const sentBefore = socket.bytesWritten;
    response.once('close', () => {
      const bytesSent = socket.bytesWritten - sentBefore;
      const { visitor, doorIfFound: door } = exchange;
      log.info(
        {
          request: exchange.id,
          method,
          path: path.slice(0, PATH_LENGTH_LOGGED),
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
