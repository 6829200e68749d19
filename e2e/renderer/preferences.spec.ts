/** What somebody has asked of the system holds in the page: more contrast, less motion, colours of their own. */
import type { Page } from '@playwright/test';
import { expect, open, test } from './fixtures.ts';
import { lung, retina } from './samples.ts';

const token = (page: Page, name: string) =>
  page.evaluate<string>(`getComputedStyle(document.documentElement).getPropertyValue('--${name}').trim()`);

for (const colorScheme of ['light', 'dark'] as const) {
  test(`more contrast makes outlines of hairlines, and one ink of two, in ${colorScheme}`, async ({
    page,
    control,
  }) => {
    control.show([lung]);
    await page.emulateMedia({ colorScheme, contrast: 'no-preference' });
    await open(page, control);
    expect(await token(page, 'line')).not.toBe(await token(page, 'line-control'));
    await page.emulateMedia({ colorScheme, contrast: 'more' });
    expect(await token(page, 'line')).toBe(await token(page, 'line-control'));
    expect(await token(page, 'text-muted')).toBe(await token(page, 'text'));
    await page.evaluate(`document.documentElement.dataset.theme = '${colorScheme}'`);
    expect(await token(page, 'line')).toBe(await token(page, 'line-control'));
  });
}

test('less motion: the arc stands still, and nothing slides', async ({ page, control }) => {
  control.show([retina]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await open(page, control);
  const arc = () => page.evaluate(`getComputedStyle(document.querySelector('.spin')).animationName`);
  expect(await arc()).toBe('turn');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await arc()).toBe('none');
  expect([parseFloat(await token(page, 'fast')), parseFloat(await token(page, 'calm'))]).toEqual([0, 0]);
});

test('colours of the system: what is on can still be told from what is off', async ({ page, control }) => {
  control.show([{ ...lung, toggles: { diffexp: true, annotations: false } }]);
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, control);
  const grounds = await page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('.switch')].slice(0, 2).flatMap((one) =>
       [getComputedStyle(one).backgroundColor, getComputedStyle(one, '::after').backgroundColor])`,
  );
  expect(grounds).toHaveLength(4);
  const [onGround, onKnob, offGround, offKnob] = grounds;
  expect(onKnob).not.toBe(onGround);
  expect(offKnob).not.toBe(offGround);
  expect(onGround).not.toBe(offGround);
});
