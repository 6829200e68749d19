/** Knows which of Annotate's answers are rewritten for the visitor on their way out. */
import { rewriteConfig } from './rewrite-config.ts';
import { rewritePage } from './rewrite-page.ts';
import { rewriteSchema } from './rewrite-schema.ts';
import type { Abilities } from './route-policy.ts';

export interface Rewritten {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type Rewrite = (body: string, abilities: Abilities) => Rewritten;

const rewrites = new Map<string, Rewrite>([
  [
    '/',
    (body, abilities) => {
      const page = rewritePage(body, abilities);
      return { body: page.body, headers: { 'Content-Security-Policy': page.contentPolicy } };
    },
  ],
  ['/api/v0.2/config', json(rewriteConfig)],
  ['/api/v0.2/schema', json(rewriteSchema)],
]);

/** Null for what passes as it is: nearly everything. */
export function rewriteFor(path: string): Rewrite | null {
  return rewrites.get(path) ?? null;
}

function json(rewrite: (body: unknown, abilities: Abilities) => unknown): Rewrite {
  return (body, abilities) => ({ body: JSON.stringify(rewrite(JSON.parse(body), abilities)), headers: {} });
}
