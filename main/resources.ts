/** Where what we ship lies: beside the sources in a checkout, beside the bundle in an installed app. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

export interface Resources {
  /** The Python side: host package and lock files. */
  readonly annotateHost: string;
  /** The built page. */
  readonly page: string;
  readonly version: string;
}

const manifestSchema = z.object({ name: z.literal('annotate-share'), version: z.string() });

/** Walks up from this file to the folder with our package.json: two levels up in a checkout, more in a bundle. */
export function findResources(from = import.meta.dirname): Resources {
  const manifest = join(from, 'package.json');
  const parsed = existsSync(manifest) ? manifestSchema.safeParse(JSON.parse(readFileSync(manifest, 'utf8'))) : null;
  if (parsed?.success === true) {
    return {
      annotateHost: join(from, 'resources', 'annotate-host'),
      page: join(from, 'dist', 'renderer'),
      version: parsed.data.version,
    };
  }
  if (dirname(from) === from) throw new Error('the folder of Annotate Share was not found: package.json is missing');
  return findResources(dirname(from));
}
