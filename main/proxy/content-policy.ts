/** The content security policies: what a page served by us may load, run and be framed by. */
import { createHash } from 'node:crypto';

/** A policy's source for an inline script or style with exactly this text. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** For everything that is not a page. */
export const nothingPolicy = policy({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] });

/** For our own pages: their inline style, their form, and the empty icon that keeps browsers from asking for one. */
export function ownPagePolicy(style: string): string {
  return policy({
    'default-src': ["'none'"],
    'style-src': [hashSource(style)],
    'img-src': ['data:'],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
}

/** For the gallery: the pictures of its datasets come from the server itself. */
export function galleryPolicy(style: string): string {
  return policy({
    'default-src': ["'none'"],
    'style-src': [hashSource(style)],
    'img-src': ["'self'", 'data:'],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
}

/**
 * For Annotate's page. Its drawing library (regl) compiles draw commands with `new Function`, hence `unsafe-eval`; its components
 * write style attributes, hence `unsafe-inline` for styles alone. Scripts run from its own files or by the hashes of its own page.
 */
export function annotatePagePolicy(inlineScripts: readonly string[]): string {
  return policy({
    'default-src': ["'none'"],
    'script-src': ["'self'", "'unsafe-eval'", ...inlineScripts.map(hashSource)],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'form-action': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
}

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
