/** Sends whoever came by plain HTTP to HTTPS on the same port: a password must not cross the network in the clear. */
import type { RequestHandler } from 'express';
import { exchangeOf } from './exchange.ts';
import { isLoopback } from './front-server.ts';
import { isEncrypted } from './host-check.ts';
import { sendMessage } from './send.ts';

export type Transport = 'serve' | 'redirect' | 'refuse';

export interface Way {
  readonly encrypted: boolean;
  /** By a tunnel's name and from this computer, where the tunnel's client is: the relay speaks TLS with people. */
  readonly throughTunnel: boolean;
  readonly method: string;
}

/** Pure. What somebody sends is refused, not redirected: it has crossed the network already, and its sender should know. */
export function judgeTransport({ encrypted, throughTunnel, method }: Way): Transport {
  if (encrypted || throughTunnel) return 'serve';
  return method === 'GET' || method === 'HEAD' ? 'redirect' : 'refuse';
}

/** After the host check: a redirect leads to no name but ours. */
export function httpsOnly(on: boolean): RequestHandler {
  return (request, response, next) => {
    const { name, onlySlug } = exchangeOf(request).arrival;
    const throughTunnel = onlySlug !== null && isLoopback(request.socket.remoteAddress ?? '');
    // A server in front that is believed has spoken TLS with the person: led to https, they would come back the same way.
    const encrypted = !on || isEncrypted(request) || request.secure;
    switch (judgeTransport({ encrypted, throughTunnel, method: request.method })) {
      case 'serve':
        next();
        return;
      case 'redirect':
        // Not for good: the owner may switch TLS off again. Nothing of the answer may be kept.
        response.set({ Location: `https://${name}${request.url}`, 'Cache-Control': 'no-store', Connection: 'close' });
        response.status(307).end();
        return;
      case 'refuse':
        response.set('Connection', 'close');
        sendMessage(response, 403, 'This server answers by https only.');
    }
  };
}
