/** How the proxy answers for a session whose host cannot: a page that goes on by itself, or a message and when to ask again. */
import type { Request, Response } from 'express';
import { exchangeOf } from './exchange.ts';
import { waitingMessage, waitingPage, type Closed } from './pages/waiting-pages.ts';
import { sendMessage, sendPage, wantsPage } from './send.ts';

const askAgainAfterSeconds: Readonly<Record<Closed, number>> = { opening: 2, starting: 5, paused: 30, broken: 60 };

export function answerWaiting(request: Request, response: Response, closed: Closed): void {
  const seconds = String(askAgainAfterSeconds[closed]);
  response.set('Retry-After', seconds);
  if (!wantsPage(request)) {
    sendMessage(response, 503, waitingMessage(closed));
    return;
  }
  // A header rather than a meta element: it works without script as well, and does not take the page away from assistive technology's view of it.
  response.set('Refresh', seconds);
  sendPage(response, 503, waitingPage(closed, `${exchangeOf(request).place.root}/`));
}
