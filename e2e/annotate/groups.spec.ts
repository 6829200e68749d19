/** Two groups, two members, two datasets behind one address: each member sees their own, in real browsers with real Annotate. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import { controlAddressSchema } from '../../contract/command-line.ts';
import { sessionSchema, type Session } from '../../contract/session.ts';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { runProgram, type ProgramRun } from '../support/share.ts';
import { basic, submit } from '../support/sign-in.ts';

const servingSchema = z.object({ event: z.literal('serving'), control: controlAddressSchema });
const patience = { timeout: 60_000 };

interface Served extends ProgramRun {
  readonly url: string;
  readonly sessions: () => Promise<readonly Session[]>;
}

/** A home with what a lab had for Apache, and the folder with one folder for each group. */
async function serve(home: string): Promise<Served> {
  const folder = join(home, 'data');
  for (const [group, name] of [
    ['lung', 'fetal_lung.h5ad'],
    ['blood', 'pbmc.h5ad'],
  ] as const) {
    mkdirSync(join(folder, group), { recursive: true });
    cpSync(exampleDataset(), join(folder, group, name));
  }
  const hash = (word: string) => `{SHA}${createHash('sha1').update(word).digest('base64')}`;
  writeFileSync(join(home, 'htpasswd'), `maria:${hash('maria-word')}\njonas:${hash('jonas-word')}\n`);
  writeFileSync(join(home, 'apache-groups'), 'lung: maria\nblood: jonas\n');
  const files = [join(home, 'htpasswd'), '--groups', join(home, 'apache-groups')];
  const taken = runProgram(['import-users', ...files], { home });
  expect((await taken.ended).code, taken.stderr()).toBe(0);
  const run = runProgram(['serve', folder, '--groups-from-folders', '--json'], { home });
  const { control } = servingSchema.parse(JSON.parse((await run.firstLine) ?? 'null'));
  const ask = async (path: string): Promise<unknown> => {
    const headers = { Authorization: `Bearer ${control.token}` };
    return (await fetch(new URL(path, control.url), { headers })).json();
  };
  const { url } = z.object({ url: z.string() }).parse(await ask('/api/groups'));
  return { ...run, url, sessions: async () => sessionSchema.array().parse(await ask('/api/sessions')) };
}

/** Signed in at the server's own address, in a browser of their own. */
async function member(browser: Browser, url: string, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await submit(page, name, `${name}-word`);
  await expect(page.getByRole('heading', { name: 'Datasets' })).toBeVisible();
  return page;
}

async function violations(page: Page): Promise<readonly unknown[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

test('each member sees and opens the datasets of their group; personal and general links still work', async ({
  browser,
}, info) => {
  test.setTimeout(240_000);
  const home = info.outputPath('home');
  mkdirSync(home, { recursive: true });
  const served = await serve(home);
  try {
    const maria = await member(browser, served.url, 'maria');
    const jonas = await member(browser, served.url, 'jonas');
    const card = (page: Page, name: string) => page.getByRole('link', { name });
    await expect(card(maria, 'fetal lung')).toBeVisible();
    await expect(card(maria, 'pbmc')).toHaveCount(0);
    await expect(card(jonas, 'fetal lung')).toHaveCount(0);
    expect(await served.sessions()).toEqual([]);

    // The picture is drawn behind the first look.
    const picture = maria.getByRole('img', { name: /700 cells in 10 groups, coloured by bulk_labels/ });
    await expect(async () => {
      await maria.reload();
      await expect(picture).toBeVisible({ timeout: 1000 });
    }).toPass(patience);
    expect(await maria.evaluate<number>("document.querySelector('.frame img').naturalWidth")).toBeGreaterThan(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await maria.emulateMedia({ colorScheme });
      expect(await violations(maria), colorScheme).toEqual([]);
    }
    await maria.setViewportSize({ width: 320, height: 568 });
    expect(await maria.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await maria.setViewportSize({ width: 1280, height: 720 });
    await maria.getByLabel('Search datasets').fill('monocyte lung');
    await maria.keyboard.press('Enter');
    await expect(maria.getByText('One dataset found')).toBeVisible();

    await card(maria, 'fetal lung').click();
    await new AnnotatePage(maria).expectCells(700);
    const [lung] = await served.sessions();
    expect(lung?.people).toMatchObject([{ name: 'maria', by: 'account', role: 'annotator' }]);
    const link = lung?.url ?? '';

    const refused = await jonas.goto(link);
    expect(refused?.status()).toBe(401);
    await expect(jonas.getByText('You are signed in as jonas, and this link is none of your datasets.')).toBeVisible();
    await jonas.goto(served.url);
    await card(jonas, 'pbmc').click();
    await new AnnotatePage(jonas).expectCells(700);

    const general = { authorization: basic(lung?.signIn ?? { user: '', password: '' }) };
    expect((await fetch(new URL('api/v0.2/config', link), { headers: general })).status).toBe(200);
    const made = runProgram(['invite', lung?.id ?? '', '--name', 'Anna Berg', '--json'], { home });
    expect((await made.ended).code, made.stderr()).toBe(0);
    const anna = await (await browser.newContext()).newPage();
    await anna.goto(z.object({ url: z.string() }).parse(JSON.parse(made.stdout())).url);
    await anna.getByRole('button', { name: 'Open as Anna Berg' }).click();
    await new AnnotatePage(anna).expectCells(700);

    await maria.goto(`${served.url}-/sign-out`);
    await maria.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(maria.getByRole('heading', { name: 'Sign in to see the cells' })).toBeVisible();
    expect((await maria.goto(link))?.status()).toBe(401);
  } finally {
    served.child.kill('SIGTERM');
    expect((await served.ended).code).toBe(0);
  }
});
