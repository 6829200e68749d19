/** Every view in every state: no axe violation in light and dark, nothing sideways down to 320, nothing forbidden by the CSP. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { asDesktop, expect, open, test } from './fixtures.ts';
import { views, type View } from './views.ts';
import type { FakeControl } from './fake-control.ts';

/** The default window, the smallest one, the default one at 200 % zoom, and the narrowest page that has to work. */
const sizes = [
  { width: 980, height: 680 },
  { width: 720, height: 520 },
  { width: 490, height: 340 },
  { width: 320, height: 568 },
];

async function show(page: Page, control: FakeControl, view: View): Promise<void> {
  if (view.desktop === true) await asDesktop(page);
  view.set(control);
  await open(page, control, view.place);
  await view.then?.(page, control);
}

for (const view of views) {
  test(`${view.name} is free of violations and fits`, async ({ page, control }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await show(page, control, view);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), colorScheme).toEqual([]);
    }
    for (const size of sizes) {
      await page.setViewportSize(size);
      expect(await overflowing(page), JSON.stringify(size)).toEqual([]);
    }
  });
}

async function violations(page: Page): Promise<readonly unknown[]> {
  const result = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(result.passes.length).toBeGreaterThan(10);
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
