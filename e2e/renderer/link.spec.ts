/** The link and what one does with it: copying, the QR code, the e-mail, and who it reaches. */
import type { Page } from '@playwright/test';
import { asDesktop, expect, open, test } from './fixtures.ts';
import { lung, onInternet, pbmc } from './samples.ts';

const boxes = (page: Page) =>
  page.evaluate<readonly unknown[]>(`
    [...document.querySelectorAll('main *:not(.away):not(.swap *)')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.tagName, x, y, width, height];
    })
  `);
const status = (page: Page, text: string) => page.getByRole('status').getByText(text);

test.describe('the link', () => {
  test.beforeEach(async ({ context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  test('is copied with one click, says so for a moment, and nothing moves', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    const before = await boxes(page);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    await expect(status(page, 'Link copied')).toHaveCount(1);
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(lung.publicUrl);
    expect(await boxes(page)).toEqual(before);
    await expect(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
    expect(await boxes(page)).toEqual(before);
  });

  test('is copied by Ctrl+C, but not over a selection of one’s own', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    await page.getByRole('button', { name: 'Copy link' }).focus();
    await page.keyboard.press('ControlOrMeta+c');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(lung.publicUrl);
    await page.getByRole('heading', { level: 1 }).selectText();
    await page.keyboard.press('ControlOrMeta+c');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(lung.title);
  });

  test('stands beside user and password, which is shown only on demand', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    const { password } = lung.signIn;
    await expect(page.getByText(password)).toHaveCount(0);
    const copy = page.getByRole('button', { name: 'Copy password' });
    const before = await copy.boundingBox();
    await copy.click();
    await expect(status(page, 'Password copied')).toHaveCount(1);
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(password);
    await page.getByRole('button', { name: 'Show password' }).click();
    await expect(page.getByText(password)).toBeVisible();
    expect(await copy.boundingBox()).toEqual(before);
  });

  test('goes through the bridge in the desktop window', async ({ page, control }) => {
    await asDesktop(page);
    control.show([lung]);
    await open(page, control);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByRole('link', { name: 'Open' }).click();
    expect(await page.evaluate('bridgeCalls')).toEqual([
      ['copyText', lung.publicUrl],
      ['openExternal', lung.url],
    ]);
  });

  test('cannot be copied while the public one is on its way', async ({ page, control }) => {
    control.show([{ ...pbmc, reach: { ...onInternet, state: 'opening' } }]);
    await open(page, control);
    await expect(page.getByText('Opening the public link…')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy link' })).toHaveCount(0);
    control.show([lung]);
    control.show([{ ...pbmc, publicUrl: 'https://new.example/d/pbmc/', reach: onInternet }]);
    await expect(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
  });

  test('that changed interrupts', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    control.show([{ ...lung, publicUrl: 'https://other.example/d/fetal-lung/' }]);
    await expect(page.getByRole('alert').getByText('The public link of Fetal lung, week 12–20 changed')).toHaveCount(1);
  });
});

test.describe('dialogs', () => {
  test('give the focus back to where it came from', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    for (const name of ['QR code', 'E-mail text…', 'Change…']) {
      const opener = page.getByRole('button', { name });
      await opener.focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expect(opener).not.toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(opener).toBeFocused();
    }
  });

  test('the QR code is a picture in which nothing can run', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    await page.getByRole('button', { name: 'QR code' }).click();
    const picture = page.getByAltText('QR code of the link');
    await expect(picture).toHaveAttribute('src', /^data:image\/svg\+xml,/);
    await expect.poll(() => page.evaluate(`document.querySelector('.qr img').naturalWidth`)).toBeGreaterThan(0);
  });

  test('the e-mail holds the password only when asked to', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    await page.getByRole('button', { name: 'E-mail text…' }).click();
    const text = page.getByRole('textbox', { name: 'E-mail text' });
    const mail = page.getByRole('link', { name: 'Open in mail program' });
    await expect(text).toHaveValue(/https:\/\/calm-otter-27\.loca\.lt\/d\/fetal-lung\//);
    await expect(text).not.toHaveValue(new RegExp(lung.signIn.password));
    await page.getByLabel('Put the password in the same e-mail').check();
    await expect(text).toHaveValue(new RegExp(`Password: ${lung.signIn.password}`));
    await expect(mail).toHaveAttribute('href', new RegExp(`^mailto:\\?subject=.*body=.*${lung.signIn.password}`));
  });

  test('a link for this computer only says that it goes no further', async ({ page, control }) => {
    control.show([pbmc]);
    await open(page, control);
    await page.getByRole('button', { name: 'E-mail text…' }).click();
    await expect(page.getByText('This link works on this computer only.')).toBeVisible();
  });

  test('the way to the internet is opened and closed where it is explained', async ({ page, control }) => {
    control.show([pbmc]);
    await open(page, control);
    await page.getByRole('button', { name: 'Change…' }).click();
    await page.getByRole('radio', { name: 'The internet' }).check();
    await page.getByRole('button', { name: 'Go public' }).click();
    await expect(page.getByText('Opening the way to the internet…')).toBeVisible();
    // What the page shows at once comes before the service has heard of it.
    await expect.poll(() => control.asked.at(-1)?.method).toBe('PATCH');
    control.show([{ ...lung, id: pbmc.id }]);
    await expect(page.getByText('Reachable from the internet since 09:13')).toBeVisible();
    await page.getByRole('button', { name: 'Change…' }).click();
    await page.getByRole('radio', { name: 'This computer' }).check();
    await expect(page.getByText('3 people are here now.')).toBeVisible();
    await page.getByRole('button', { name: 'Close the way to the internet' }).click();
    await expect(page.getByText('Reachable on this computer only')).toBeVisible();
    await expect
      .poll(() => control.asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body))
      .toEqual([{ tunnel: { provider: 'localtunnel' } }, { tunnel: { provider: 'none' } }]);
  });
});
