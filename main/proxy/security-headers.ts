/** Pass: headers that keep browsers from framing, sniffing, indexing or leaking what is served here. */
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { nothingPolicy } from './content-policy.ts';

const permissions = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');

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

const headers: readonly (readonly [name: string, value: string])[] = [
  ['Content-Security-Policy', nothingPolicy],
  ['Permissions-Policy', permissions],
  ['X-Robots-Tag', 'noindex, nofollow'],
  ['Cache-Control', 'no-store'],
  ...setByHelmet(),
];

/** What also means something for an answer that no browser shows as a page. */
const forData = new Set(['cache-control', 'cross-origin-resource-policy', 'x-content-type-options']);
const forPages = [...headers.map(([name]) => name), 'X-Request-Id'].filter((name) => !forData.has(name.toLowerCase()));

/** Set on every answer; whoever serves a page replaces the content policy by the page's own. */
export function securityHeaders(): RequestHandler {
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** For data, scripts, styles, fonts and answers without a body: what only a page would heed is bytes for nothing there. */
export function dropPageHeaders(response: Response): void {
  for (const name of forPages) response.removeHeader(name);
}

/** Helmet says the same at each request: it is asked once. */
function setByHelmet(): [string, string][] {
  const said: [string, string][] = [];
  const listener = {
    setHeader: (name: string, value: string) => said.push([name, value]),
    removeHeader: () => undefined,
  };
  common(null as never, listener as never, () => undefined);
  return said;
}
