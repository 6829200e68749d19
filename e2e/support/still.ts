/** Makes a page look the same on every machine: fonts of our own in the place of the system's, and nothing that moves or blinks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const fonts = join(import.meta.dirname, '../../node_modules/@fontsource-variable');
/** Every page of ours takes its type from these two properties; `system-ui` is another face on each system. */
const faces = [
  { property: '--font', family: 'Picture Sans', file: 'inter/files/inter-latin-wght-normal.woff2' },
  { property: '--mono', family: 'Picture Mono', file: 'jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2' },
].map(({ file, ...face }) => ({ ...face, content: readFileSync(join(fonts, file)).toString('base64') }));

/** What is sampled again and again draws a little more of its curve each time. Called before the page is opened. */
export async function withoutSampling(page: Page): Promise<void> {
  await page.addInitScript(`
    const every = window.setInterval;
    window.setInterval = (call, ms, ...rest) => (ms >= 1000 ? 0 : every(call, ms, ...rest));
  `);
}

/** Set from within, which a page's content policy has nothing against: that it is kept can be looked at in the same page. */
export async function holdStill(page: Page): Promise<void> {
  await page.evaluate<unknown>(`Promise.all(${JSON.stringify(faces)}.map(async ({ property, family, content }) => {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    document.fonts.add(await new FontFace(family, bytes, { weight: '100 900' }).load());
    document.documentElement.style.setProperty(property, "'" + family + "'", 'important');
  })).then(() => document.fonts.ready).then(() => undefined)`);
}

/** Back to the fonts that a user sees. */
export async function letGo(page: Page): Promise<void> {
  await page.evaluate<unknown>(`for (const property of ${JSON.stringify(faces.map(({ property }) => property))})
    document.documentElement.style.removeProperty(property);`);
}
