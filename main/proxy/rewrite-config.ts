/** Rewrites Annotate's `/config` for one visitor, so that its own page shows only what works for them. Pure. */
import { z } from 'zod';
import type { Abilities } from './route-policy.ts';

const answer = z.looseObject({
  config: z.looseObject({
    parameters: z.looseObject({
      'disable-diffexp': z.boolean().optional(),
      annotations: z.boolean().optional(),
      annotations_genesets_readonly: z.boolean().optional(),
    }),
  }),
});

/**
 * What the client of 1.3.0 reads: `disable-diffexp` takes away the buttons of the menu bar; `annotations` the button for a new category;
 * `annotations` and `annotations_genesets_readonly` together the autosave and the dialog that asks for a name.
 * What Annotate itself has switched off stays off.
 *
 * @throws ZodError when this is not a `/config` as we know it
 */
export function rewriteConfig(body: unknown, abilities: Abilities): unknown {
  const { config, ...rest } = answer.parse(body);
  const { parameters } = config;
  const genesetsReadonly = parameters.annotations_genesets_readonly ?? true;
  return {
    ...rest,
    config: {
      ...config,
      parameters: {
        ...parameters,
        'disable-diffexp': parameters['disable-diffexp'] === true || !abilities.diffexp,
        annotations: parameters.annotations === true && abilities.annotations,
        annotations_genesets_readonly: genesetsReadonly || !abilities.annotations,
        // Where files lie on the owner's computer is nobody's business.
        annotations_file: null,
        annotations_dir: null,
        // Shown only in a dialog that is never opened here. Without it the answer is the same for everybody.
        'annotations-user-data-idhash': null,
        ...(abilities.annotations ? {} : { user_annotation_collection_name_enabled: false }),
      },
    },
  };
}
