/** Tells whether a run is there to make the pictures of the docs anew (`npm run screenshots`), not to compare with them. */
import type { TestInfo } from '@playwright/test';

export function isRemade({ config }: TestInfo): boolean {
  return config.updateSnapshots === 'all' || config.updateSnapshots === 'changed';
}
