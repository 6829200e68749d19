/** Answers the requests of one HTTP/1.1 connection one after another, and none that came after the last one was announced. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that a client may send ahead without having had an answer. Browsers send none. */
const AHEAD_AT_MOST = 16;

interface Turn {
  readonly response: ServerResponse;
  ahead: number;
}

/**
 * Node hands over every request as soon as it is read: of two that were sent together, a save and the reading of it, the second could
 * overtake the first; a request behind an answer with `Connection: close` would be carried out and never answered; and one connection
 * could pile up any number of them.
 */
export function inTurn(handle: RequestListener): RequestListener {
  const turns = new WeakMap<Socket, Turn>();
  return (request, response) => {
    const { socket } = request;
    const before = turns.get(socket);
    const ahead = before === undefined || before.response.closed ? 0 : before.ahead + 1;
    if (ahead > AHEAD_AT_MOST) {
      socket.destroy();
      return;
    }
    turns.set(socket, { response, ahead });
    if (before === undefined) handle(request, response);
    else if (before.response.closed) answerAfter(before.response, handle, request, response);
    else before.response.once('close', () => answerAfter(before.response, handle, request, response));
  };
}

function answerAfter(
  before: ServerResponse,
  handle: RequestListener,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const wasLast = !before.shouldKeepAlive || before.getHeader('connection') === 'close';
  if (before.writableFinished && !wasLast && !request.socket.destroyed) handle(request, response);
}
