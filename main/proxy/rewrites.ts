/** Knows which of Annotate's answers are rewritten for the visitor on their way out. */
import { KeptAnswer } from './answers/kept-answer.ts';
import { rewriteConfig } from './rewrite-config.ts';
import { rewritePage } from './rewrite-page.ts';
import { rewriteSchema } from './rewrite-schema.ts';
import type { Abilities } from './route-policy.ts';

interface Rewritten {
  readonly body: string;
  readonly contentPolicy?: string;
}

type Rewrite = (body: string, abilities: Abilities) => Rewritten;

const rewrites = new Map<string, Rewrite>([
  ['/', rewritePage],
  ['/api/v0.2/config', json(rewriteConfig)],
  ['/api/v0.2/schema', json(rewriteSchema)],
]);

/** False for what passes as it is: nearly everything. */
export function isRewritten(path: string): boolean {
  return rewrites.has(path);
}

/**
 * The answer as somebody with these abilities gets it.
 *
 * @throws Error when it is not an answer as we know it
 */
export async function fitted(answer: KeptAnswer, path: string, abilities: Abilities): Promise<KeptAnswer> {
  const rewrite = rewrites.get(path);
  if (rewrite === undefined) return answer;
  const { body, contentPolicy } = rewrite((await answer.plain()).toString('utf8'), abilities);
  return new KeptAnswer({ ...answer.head, contentPolicy }, Buffer.from(body));
}

function json(rewrite: (body: unknown, abilities: Abilities) => unknown): Rewrite {
  return (body, abilities) => ({ body: JSON.stringify(rewrite(JSON.parse(body), abilities)) });
}
