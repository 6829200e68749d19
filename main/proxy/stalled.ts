/** Ends connections whose reader has stopped reading: each one would hold a piece of an answer for as long as it likes. */
import type { RequestHandler } from 'express';

/** Only an answer that waits to be taken is given up; one that is still being computed may take its time. */
export function stalled(stalledMs: number): RequestHandler {
  return (request, response, next) => {
    const { socket } = request;
    response.setTimeout(stalledMs, () => {
      if (response.writableLength === 0) return;
      if (request.httpVersionMajor < 2) socket.destroy();
      else response.destroy();
    });
    next();
  };
}
