/** The page in German: no English sentence is left in the main views, nothing overflows, axe finds nothing, and the language changes live. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { languageCookie } from '../../contract/language.ts';
import { de } from '../../renderer/texts/de.ts';
import { en } from '../../renderer/texts/en.ts';
import { expect, open, test } from './fixtures.ts';
import { all } from './view.ts';
import { show } from './show-view.ts';
import { views } from './views.ts';

const walked = [
  ...['1-first-run', '1-recents', '2-check-mendable-warning', '2-check-error', '3-preparing', '4-overview', '4-people'],
  ...[
    '4-activity',
    '4-reach',
    '4-invite',
    '4-invited',
    '4-overview-lost',

    '4-data-use',
    '4-network-tell',
    '4-memory-short',
    '5-failed-python',
  ],
  ...['6-settings', '8-groups'],
].map((name) => {
  const view = views.find((candidate) => candidate.name === name);
  if (view === undefined) throw new Error(`there is no view ${name}`);
  return view;
});
/** One of each kind. */
const looked = new Set(['1-first-run', '2-check-error', '4-overview', '4-people', '6-settings']);

/** Sentences without gaps; what is the same in German is no sign of English. */
function sentences(of: object, german: object): string[] {
  return Object.entries(of).flatMap(([name, value]: [string, unknown]) => {
    const other: unknown = (german as Record<string, unknown>)[name];
    if (typeof value === 'string') return value === other ? [] : [value];
    return typeof value === 'object' && value !== null ? sentences(value, other as object) : [];
  });
}
const german = new Set(sentences(de, en));
const english = sentences(en, de).filter((sentence) => !german.has(sentence));

/** The choice is kept, and the page that stands follows, as it does when the system's language changes. */
async function inGerman(page: Page): Promise<void> {
  await page.evaluate(`document.cookie = '${languageCookie}=de; path=/'; dispatchEvent(new Event('languagechange'));`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
}

/** Everything that is read or read aloud, piece by piece. */
function spoken(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`
    [...document.querySelectorAll('body *')].flatMap((element) => [
      ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()),
      ...['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'].map((name) => element.getAttribute(name) ?? ''),
    ]).filter((text) => text !== '')
  `);
}

/** What is scrolled sideways: the page, or a part of it that is no text cut with an ellipsis. */
function sideways(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`
    [...document.querySelectorAll('html, body, body *')]
      .filter((element) => {
        const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
        if (clipPath !== 'none' || textOverflow === 'ellipsis' || element.closest('.clip, .sr')) return false;
        return element.scrollWidth > element.clientWidth && (element === document.documentElement || overflowX !== 'visible');
      })
      .map((element) => element.outerHTML.slice(0, 120))
  `);
}

for (const view of walked) {
  test(`${view.name} is German through and through, and fits`, async ({ page, control }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await show(page, control, view);
    await inGerman(page);
    const said = await spoken(page);
    expect(said.length).toBeGreaterThan(5);
    expect(said.filter((text) => english.includes(text))).toEqual([]);
    for (const size of [
      { width: 720, height: 520 },
      { width: 320, height: 568 },
    ]) {
      await page.setViewportSize(size);
      expect(await sideways(page), String(size.width)).toEqual([]);
    }
    if (!looked.has(view.name)) return;
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });
}

test('the owner changes the language while the page stands, and it is kept', async ({ page, control }) => {
  control.show(all);
  await open(page, control, '/settings');
  await page.getByLabel(en.settings.language).selectOption('de');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('heading', { name: de.settings.title })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByLabel(de.settings.language).selectOption('en');
  await expect(page.getByRole('heading', { name: en.settings.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
});

test.describe('where the system is German', () => {
  test.use({ locale: 'de-AT' });
  test('the page is, too, and its numbers', async ({ page, control }) => {
    control.show(all);
    await open(page, control, '/session/fetal-lung');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.getByText('87.412 Zellen')).toBeVisible();
  });
});
