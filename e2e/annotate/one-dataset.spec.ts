/** What collaborators do with a dataset that somebody shares: real Annotate in a real browser, through our proxy. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import type { Share } from '../support/share.ts';
import { basic, signIn, submit } from '../support/sign-in.ts';

const fingerprint = () => createHash('sha256').update(readFileSync(exampleDataset())).digest('hex');
let before = '';
test.beforeAll(() => {
  before = fingerprint();
});

async function open(page: Page, share: Share): Promise<AnnotatePage> {
  await signIn(page, share.ready);
  const annotate = new AnnotatePage(page);
  await annotate.expectCells(700);
  return annotate;
}

/** As a program: Basic credentials, no cookie. */
function ask(share: Share, method: string, route: string, body?: Buffer | string): Promise<Response> {
  const { session, signIn: credentials } = share.ready;
  const headers = { Authorization: basic(credentials), 'Accept-Encoding': 'gzip', 'Content-Type': 'application/json' };
  return fetch(new URL(`api/v0.2/${route}`, session.url), { method, headers, ...(body === undefined ? {} : { body }) });
}

test('a wrong password lets nobody in, the right one does', async ({ page, example }) => {
  await page.goto(example.ready.session.url);
  await submit(page, example.ready.signIn.user, 'not-the-password');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByTestId('layout-choice')).toHaveCount(0);
  await submit(page, example.ready.signIn.user, example.ready.signIn.password);
  await new AnnotatePage(page).expectCells(700);
});

test('the graph shows every cell, can be coloured, and finds genes', async ({ page, example }) => {
  const annotate = await open(page, example);
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('response', (response) => {
    // Annotate's own page asks for a script that Annotate does not have.
    if (response.status() >= 400 && !response.url().endsWith('/obsolete.js')) failures.push(response.url());
  });
  await page.reload();
  await annotate.expectCells(700);
  // One of the buttons that lie over the graph is blue.
  expect((await annotate.coloursDrawn()).vivid).toBeLessThan(3);
  await annotate.colourBy('bulk_labels');
  // Ten kinds of cells, some of them too few to leave a colour that counts.
  await expect.poll(async () => (await annotate.coloursDrawn()).vivid).toBeGreaterThan(5);
  await annotate.addGene('CD79A');
  expect(failures).toEqual([]);
});

test('two selections are compared, and the genes are those that tell them apart', async ({ page, example }) => {
  const annotate = await open(page, example);
  await annotate.select('bulk_labels', ['CD19+ B']);
  expect(await annotate.keepAsSet(1)).toBe(95);
  await annotate.select('bulk_labels', ['CD14+ Monocyte', 'Dendritic']);
  expect(await annotate.keepAsSet(2)).toBe(369);
  const genes = await annotate.runDifferentialExpression();
  expect(genes.slice(0, 5)).toContain('CD79A');
  expect(genes.slice(0, 5)).toContain('CD79B');
});

test('a lasso selects cells', async ({ page, example }) => {
  const annotate = await open(page, example);
  await annotate.lasso({ x: 0.3, y: 0.3 }, { x: 0.6, y: 0.6 });
  await expect.poll(() => annotate.selectedCells()).toBeLessThan(200);
  expect(await annotate.selectedCells()).toBeGreaterThan(0);
  expect(await annotate.keepAsSet(1)).toBe(await annotate.selectedCells());
});

test('labels and gene sets are kept, and belong to the person who made them', async ({ page, browser, example }) => {
  const annotate = await open(page, example);
  await annotate.select('bulk_labels', ['CD19+ B']);
  await annotate.createCategory('my cell types');
  await annotate.createLabel('my cell types', 'B cells');
  await annotate.labelSelection('my cell types', 'B cells');
  await expect(annotate.labelCount('my cell types', 'B cells')).toHaveText('95');
  await annotate.createGeneSet('B markers', ['CD79A', 'MS4A1']);
  await annotate.expectSaved();

  await page.reload();
  await annotate.expectCells(700);
  await annotate.expand('my cell types');
  await expect(annotate.labelCount('my cell types', 'B cells')).toHaveText('95');
  await expect(annotate.geneSet('B markers')).toBeVisible();

  const elsewhere = await browser.newContext();
  const other = await open(await elsewhere.newPage(), example);
  await expect(other.category('bulk_labels')).toBeVisible();
  await expect(other.category('my cell types')).toHaveCount(0);
  await expect(other.geneSet('B markers')).toHaveCount(0);
  await elsewhere.close();
});

test('what is switched off is gone from the page and refused at once, and comes back', async ({ page, example }) => {
  const annotate = await open(page, example);
  await expect(annotate.diffexpButton).toBeVisible();
  await expect(annotate.newCategoryButton).toBeVisible();
  const comparison = JSON.stringify({
    mode: 'topN',
    count: 5,
    set1: { filter: { obs: { index: [[0, 100]] } } },
    set2: { filter: { obs: { index: [[100, 200]] } } },
  });
  expect((await ask(example, 'POST', 'diffexp/obs', comparison)).status).toBe(200);
  try {
    await example.change({ toggles: { diffexp: false, annotations: false } });
    expect((await ask(example, 'POST', 'diffexp/obs', comparison)).status).toBe(501);
    expect((await ask(example, 'PUT', 'annotations/obs', '')).status).toBe(501);
    expect((await ask(example, 'PUT', 'genesets', '{"tid":1,"genesets":[]}')).status).toBe(501);
    expect((await ask(example, 'GET', 'schema')).status).toBe(200);

    await page.reload();
    await annotate.expectCells(700);
    await expect(annotate.diffexpButton).toHaveCount(0);
    await expect(annotate.newCategoryButton).toHaveCount(0);
    await expect(annotate.newGeneSetButton).toBeHidden();
    await expect(annotate.saveStatus).toHaveCount(0);
  } finally {
    await example.change({ toggles: { diffexp: true, annotations: true } });
  }
  expect((await ask(example, 'POST', 'diffexp/obs', comparison)).status).toBe(200);
  await page.reload();
  await annotate.expectCells(700);
  await expect(annotate.diffexpButton).toBeVisible();
  await expect(annotate.newCategoryButton).toBeVisible();
  await expect(annotate.newGeneSetButton).toBeVisible();
});

test('the owner sees who is there, and the file was only read', async ({ page, example }) => {
  await open(page, example);
  await expect.poll(async () => (await example.session()).people.filter(({ here }) => here).length).toBeGreaterThan(0);
  expect(fingerprint()).toBe(before);
});
