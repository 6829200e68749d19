/** Draws the PNGs in resources/icons from their SVG sources. Run by hand after a source has changed; the PNGs are committed. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';

const icons = join(import.meta.dirname, '..', 'resources', 'icons');
const source = join(icons, 'source');

/** Menu bars of macOS and the Windows taskbar take 16 points, Linux panels 22. `@2x` is how Electron names the sharper one. */
const traySizes = [
  { suffix: '', pixels: 16 },
  { suffix: '@2x', pixels: 32 },
  { suffix: '-22', pixels: 22 },
  { suffix: '-22@2x', pixels: 44 },
];
const appSizes = [512, 1024];

async function draw(page: Page, svgFile: string, pixels: number, target: string): Promise<void> {
  const address = `data:image/svg+xml;base64,${(await readFile(join(source, svgFile))).toString('base64')}`;
  await page.setViewportSize({ width: pixels, height: pixels });
  await page.setContent(`<style>*{margin:0}img{display:block;width:100vw;height:100vh}</style><img src="${address}">`);
  await page.locator('img').evaluate((image: { decode(): Promise<void> }) => image.decode());
  await page.screenshot({ path: target, omitBackground: true });
}

const executablePath = process.env['ANNOTATE_SHARE_CHROMIUM'];
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
const page = await browser.newPage();
await mkdir(join(icons, 'tray'), { recursive: true });
for (const file of await readdir(source)) {
  const name = file.replace(/\.svg$/, '');
  if (name === 'app') {
    for (const pixels of appSizes) await draw(page, file, pixels, join(icons, `app-${pixels}.png`));
  } else {
    for (const { suffix, pixels } of traySizes)
      await draw(page, file, pixels, join(icons, 'tray', `${name}${suffix}.png`));
  }
}
await browser.close();
