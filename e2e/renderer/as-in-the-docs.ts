/** The pictures of the docs are what the program looks like: light and dark, within a tolerance. `npm run screenshots` remakes them. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { themes } from './pictures-page.ts';

export type Theme = (typeof themes)[number];

const windowSize = { width: 980, height: 680 };
/** Of a picture, in pixels. */
const HIGHEST = 1000;

/** Another build of the browser smooths edges a little differently; a colour or a distance that changes is far more than that. */
const tolerance = { threshold: 0.05, maxDiffPixels: 400 };

export async function expectPictures(page: Page, name: string, before: (theme: Theme) => Promise<void>): Promise<void> {
  // Letters are drawn otherwise on other systems.
  if (process.platform !== 'linux') return;
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await before(theme);
    await expect.soft(page).toHaveScreenshot(`${name}-${theme}.png`, tolerance);
  }
}

/** Higher, where something scrolls in it: what lies below is to be seen, too. In one theme is enough, and keeps the pictures small. */
export async function showMore(page: Page, theme: Theme): Promise<void> {
  if (theme === 'dark') return page.setViewportSize(windowSize);
  const { width, height } = windowSize;
  const hidden = await page.evaluate<number>(`
    Math.max(0, ...[document.documentElement, ...document.querySelectorAll('body *')]
      .filter((element) => element.tagName === 'HTML' || /auto|scroll/.test(getComputedStyle(element).overflowY))
      .map((element) => element.scrollHeight - element.clientHeight))
  `);
  if (hidden > 0) await page.setViewportSize({ width, height: Math.min(HIGHEST, height + hidden) });
}
