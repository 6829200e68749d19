/** The recording of the docs, from the first run to the cells in a collaborator's browser: made by each test run, so that it cannot go stale. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import sharp from 'sharp';
import { z } from 'zod';
import { controlAddressSchema } from '../../contract/command-line.ts';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { Recorder } from '../support/recorder.ts';
import { isRemade } from '../support/remade.ts';
import { runProgram } from '../support/share.ts';
import { holdStill } from '../support/still.ts';

const images = join(import.meta.dirname, '../../docs/images');
const servingSchema = z.object({ event: z.literal('serving'), control: controlAddressSchema });

// As the window of the app; what collaborators see is wider, and both have the shape of the recording.
const window = { width: 980, height: 680 };
const browserWindow = { width: 1280, height: 888 };

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the preload script adds in the desktop window; what is copied is kept in `window.copied`. */
async function asDesktop(page: Page, chosen: string): Promise<void> {
  await page.addInitScript(`
    window.copied = [];
    window.annotateShare = {
      platform: 'linux',
      chooseDataset: async () => ${JSON.stringify(chosen)},
      pathOfDroppedFile: () => '',
      revealInFolder: async () => {},
      openExternal: async () => {},
      copyText: async (text) => { window.copied.push(text); },
      closeWindow: async () => {},
      onNavigate: () => () => {},
    };
  `);
}

/** Beside the recording, for what the docs say in words. */
async function still(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  if (isRemade(testInfo)) await page.screenshot({ path: join(images, `${name}.png`), caret: 'hide', scale: 'css' });
}

const lastCopied = (page: Page) => page.evaluate<string>('window.copied.at(-1)');

test('from the first run to the cells in somebody’s browser', async ({ browser }, testInfo) => {
  const dataset = join(folder, 'blood_cells.h5ad');
  copyFileSync(exampleDataset(), dataset);
  const service = runProgram(['serve', '--json']);
  const recorder = new Recorder();
  try {
    const { control } = servingSchema.parse(JSON.parse((await service.firstLine) ?? 'null'));
    const ownersContext = await browser.newContext({ viewport: window, bypassCSP: true, reducedMotion: 'reduce' });
    const owner = await ownersContext.newPage();
    await asDesktop(owner, dataset);
    await owner.goto(`${control.url}/#token=${control.token}`);
    await holdStill(owner);
    const button = (name: string) => owner.getByRole('button', { name, exact: true });
    await expect(button('Choose a file…')).toBeVisible();
    await recorder.show(owner, 1500);

    await recorder.click(owner, button('Choose a file…'));
    await expect(owner.getByRole('img', { name: /umap/i })).toBeVisible({ timeout: 60_000 });
    await recorder.show(owner, 2200);
    await still(owner, testInfo, 'recording-check');

    await recorder.click(owner, button('Share'));
    await expect(button('Share')).toHaveCount(0);
    await recorder.show(owner, 500);
    await expect(button('Copy link')).toBeVisible({ timeout: 120_000 });
    await recorder.show(owner, 1000);
    await still(owner, testInfo, 'recording-session');

    await recorder.click(owner, button('Copy password'));
    const password = await lastCopied(owner);
    await recorder.click(owner, button('Copy link'));
    await recorder.show(owner, 1200);
    const link = await lastCopied(owner);

    const theirContext = await browser.newContext({
      viewport: browserWindow,
      bypassCSP: true,
      reducedMotion: 'reduce',
    });
    const visitor = await theirContext.newPage();
    await visitor.goto(link);
    await holdStill(visitor);
    await recorder.show(visitor, 1000);
    await recorder.click(visitor, visitor.getByLabel('User name'));
    await visitor.getByLabel('User name').fill('guest');
    await recorder.show(visitor, 350);
    await recorder.click(visitor, visitor.getByLabel('Password'));
    await visitor.getByLabel('Password').fill(password);
    await recorder.show(visitor, 350);
    await recorder.click(visitor, visitor.getByRole('button', { name: 'Sign in' }));
    const annotate = new AnnotatePage(visitor);
    await annotate.expectCells(700);
    await recorder.show(visitor, 1200);
    await recorder.point(visitor, visitor.getByTestId('colorby-bulk_labels'));
    await annotate.colourBy('bulk_labels');
    await expect.poll(async () => (await annotate.coloursDrawn()).vivid).toBeGreaterThan(5);
    await recorder.show(visitor, 2800);
    await still(visitor, testInfo, 'recording-annotate');
    await theirContext.close();
    await ownersContext.close();
  } finally {
    service.child.kill('SIGTERM');
    await service.ended;
  }

  const gif = await recorder.gif();
  const { width, pages = 0 } = await sharp(gif).metadata();
  expect(width).toBe(800);
  expect(pages).toBeGreaterThan(40);
  expect(recorder.seconds).toBeGreaterThan(12);
  expect(recorder.seconds).toBeLessThan(25);
  expect(gif.length).toBeLessThan(3_000_000);
  if (isRemade(testInfo)) writeFileSync(join(images, 'share-a-dataset.gif'), gif);
});
