/** Rewrites Annotate's `/schema` while annotations are off: a collaborator's own categories stay to be seen, but not to be changed. Pure. */
import { z } from 'zod';
import type { Abilities } from './route-policy.ts';

const answer = z.looseObject({
  schema: z.looseObject({
    annotations: z.looseObject({
      obs: z.looseObject({ columns: z.array(z.looseObject({ writable: z.boolean().optional() })) }),
    }),
  }),
});

/**
 * The client shows the menus of a category by its `writable`, whatever `/config` says.
 *
 * @throws ZodError when this is not a `/schema` as we know it
 */
export function rewriteSchema(body: unknown, abilities: Abilities): unknown {
  if (abilities.annotations) return body;
  const { schema, ...rest } = answer.parse(body);
  const { annotations } = schema;
  const columns = annotations.obs.columns.map((column) =>
    'writable' in column ? { ...column, writable: false } : column,
  );
  return { ...rest, schema: { ...schema, annotations: { ...annotations, obs: { ...annotations.obs, columns } } } };
}
