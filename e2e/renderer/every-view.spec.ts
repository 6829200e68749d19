/** Every view in every state, of the window and of collaborators' pages: as the docs show it, no axe violation in light and dark, nothing sideways down to 320, nothing forbidden by the CSP. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { isRemade } from '../support/remade.ts';
import { holdStill, letGo, withoutSampling } from '../support/still.ts';
import { expectPictures, showMore } from './as-in-the-docs.ts';
import { collaboratorPages, openCollaboratorPage } from './collaborator-pages.ts';
import { expect, test } from './fixtures.ts';
import { show } from './show-view.ts';
import { views } from './views.ts';

/** The default window, the smallest one, the default one at 200 % zoom, and the narrowest page that has to work. */
const sizes = [
  { width: 980, height: 680 },
  { width: 720, height: 520 },
  { width: 490, height: 340 },
  { width: 320, height: 568 },
];

for (const view of views) {
  test(`${view.name} looks as in the docs, is free of violations and fits`, async ({ page, control }, testInfo) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await withoutSampling(page);
    await show(page, control, view);
    await expectPicturesOf(page, view.name);
    if (!isRemade(testInfo)) await expectFine(page);
  });
}

for (const collaboratorPage of collaboratorPages) {
  const { name } = collaboratorPage;
  test(`${name} looks as in the docs, is free of violations and fits`, async ({ page }, testInfo) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await openCollaboratorPage(page, collaboratorPage);
    await expectPicturesOf(page, name);
    if (!isRemade(testInfo)) await expectFine(page);
  });
}

async function expectPicturesOf(page: Page, name: string): Promise<void> {
  await holdStill(page);
  await expectPictures(page, name, (theme) => showMore(page, theme));
  await letGo(page);
}

async function expectFine(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await violations(page, every), 'light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, aboutColours), 'dark').toEqual([]);
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect(await overflowing(page), JSON.stringify(size)).toEqual([]);
  }
}

interface Rules {
  readonly choose: (axe: AxeBuilder) => AxeBuilder;
  /** How many of them every view has something for. */
  readonly apply: number;
}

const every: Rules = {
  choose: (axe) => axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']),
  apply: 11,
};
/** What another colour scheme can change. */
const aboutColours: Rules = { choose: (axe) => axe.withRules(['color-contrast', 'link-in-text-block']), apply: 1 };

async function violations(page: Page, { choose, apply }: Rules): Promise<readonly unknown[]> {
  // In the page itself: its results would else be put together in another page, which takes longer than looking.
  const result = await choose(new AxeBuilder({ page })).setLegacyMode().analyze();
  expect(result.passes.length).toBeGreaterThanOrEqual(apply);
  return result.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

/** What reaches beyond the window or the box that scrolls it; texts that are cut with an ellipsis do so on purpose. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`
    [...document.querySelectorAll('body, body *')]
      .filter((element) => {
        const style = getComputedStyle(element);
        if (style.clipPath !== 'none' || element.closest('svg, .sr')) return false;
        const { right, left, width } = element.getBoundingClientRect();
        if (width === 0) return false;
        const cut = style.textOverflow === 'ellipsis' || element.closest('.clip');
        const scrolls = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth;
        return right > innerWidth + 0.5 || left < -0.5 || (scrolls && !cut);
      })
      .map((element) => element.outerHTML.slice(0, 120))
  `);
}
