/** Pass 3: headers that keep browsers from framing, sniffing, indexing or leaking what is served here. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { nothingPolicy } from './content-policy.ts';

const permissions = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Set on every answer; whoever serves a page replaces the content policy by the page's own. */
export function securityHeaders(): RequestHandler {
  const common = helmet({
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // Not `no-referrer`: with it browsers send `Origin: null` with our own form, which then looks like a forged one.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    // Browsers ignore these two on plain http with an error on the console, and the proxy is mostly reached by plain http.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    // The name belongs to the relay or to the lab's network: we may not decide for all that runs under it.
    strictTransportSecurity: false,
  });
  return (request, response, next) => {
    response.set({
      'Content-Security-Policy': nothingPolicy,
      'Permissions-Policy': permissions,
      'X-Robots-Tag': 'noindex, nofollow',
      'Cache-Control': 'no-store',
    });
    common(request, response, next);
  };
}
