/** Pass: refuses what the role or a toggle does not allow, with the status by which Annotate itself says that something is switched off. */
import type { RequestHandler } from 'express';
import { exchangeOf, type Exchange } from './exchange.ts';
import { abilitiesOf, mayDo, type Abilities, type RouteKind } from './route-policy.ts';
import { sendMessage } from './send.ts';

const refusals: Readonly<Partial<Record<RouteKind, string>>> = {
  expression: 'The owner of this dataset does not show expression values.',
  compute: 'Differential expression is switched off for you here.',
  save: 'Annotations are switched off for you here. Nothing was saved.',
};

export function toggles(): RequestHandler {
  return (request, response, next) => {
    const exchange = exchangeOf(request);
    if (mayDo(exchange.kind, abilitiesIn(exchange))) {
      next();
    } else {
      sendMessage(response, 501, refusals[exchange.kind] ?? 'This is switched off.');
    }
  };
}

export function abilitiesIn(exchange: Exchange): Abilities {
  return abilitiesOf(exchange.guest.role, exchange.door.toggles, exchange.door.hides);
}
