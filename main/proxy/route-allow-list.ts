/** Pass: what is not on the list of Annotate's routes does not exist. */
import type { RequestHandler } from 'express';
import { exchangeOf } from './exchange.ts';
import { nothingHerePage } from './pages/plain-pages.ts';
import { judgeRoute } from './route-policy.ts';
import { sendMessage, sendPage, wantsPage } from './send.ts';

export function routeAllowList(): RequestHandler {
  return (request, response, next) => {
    const exchange = exchangeOf(request);
    const verdict = judgeRoute(request.method, exchange.place.path);
    if (verdict.found) {
      exchange.kind = verdict.kind;
      next();
    } else if (verdict.status === 405) {
      response.set('Allow', verdict.allow.join(', '));
      sendMessage(response, 405, 'The method is not allowed for the requested URL.');
    } else if (wantsPage(request)) {
      sendPage(response, 404, nothingHerePage());
    } else {
      sendMessage(response, 404, 'There is nothing at this address.');
    }
  };
}
