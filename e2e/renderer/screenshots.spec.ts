/** The tray as the docs show it, and the page that lists every picture: none is missing, none is of something else. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRemade } from '../support/remade.ts';
import { holdStill } from '../support/still.ts';
import { expectPictures } from './as-in-the-docs.ts';
import { collaboratorPages } from './collaborator-pages.ts';
import { expect, test } from './fixtures.ts';
import { isPictureOfView, picturesPage, themes } from './pictures-page.ts';
import { drawTray, trayPictures } from './tray-drawing.ts';
import { views } from './views.ts';

const docs = join(import.meta.dirname, '../../docs');
const images = join(docs, 'images');
/** With the recording, in bytes. */
const LARGEST_FOLDER = 10_000_000;

const names = [...views, ...collaboratorPages, ...trayPictures].map(({ name }) => name);

for (const picture of trayPictures) {
  test(`${picture.name} looks as in the docs`, async ({ page }) => {
    await page.setViewportSize({ width: 860, height: 460 });
    await expectPictures(page, picture.name, async (theme) => {
      await drawTray(page, picture, theme);
      await holdStill(page);
    });
  });
}

test('the page of pictures shows every view and state, there is no picture of anything else, and all are small', ({}, testInfo) => {
  const remade = isRemade(testInfo);
  const wanted = names.flatMap((name) => themes.map((theme) => `${name}-${theme}.png`)).sort();
  const page = picturesPage(names);
  if (remade) {
    writeFileSync(join(docs, 'pictures.md'), page);
    for (const file of readdirSync(images)) {
      if (isPictureOfView(file) && !wanted.includes(file)) rmSync(join(images, file));
    }
  }
  expect(new Set(names).size).toBe(names.length);
  expect(readFileSync(join(docs, 'pictures.md'), 'utf8')).toBe(page);
  // While they are remade, some are still on their way, and none is packed.
  if (remade) return;
  const files = readdirSync(images);
  expect(files.filter(isPictureOfView).sort()).toEqual(wanted);
  const sizes = files.map((file) => statSync(join(images, file)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST_FOLDER);
});
