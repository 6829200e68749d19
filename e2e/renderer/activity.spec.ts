/** The activity of a session, and what people have to accept before they look. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { anAuditEntry } from '../../contract/testing/example-audit.ts';
import { afternoon, lungWithTerms } from './activity-samples.ts';
import { expect, open, test } from './fixtures.ts';
import { at, lung, pbmc } from './samples.ts';

const activity = '/session/fetal-lung/activity';
const lines = (page: Page) => page.locator('.list.activity li');
const text = async (page: Page) =>
  (await lines(page).allInnerTexts()).map((line) => line.replaceAll(/\s+/g, ' ').trim());

test('who did what stands there in sentences, by day, with time and address', async ({ page, control }) => {
  control.remembers(afternoon);
  control.show([lung]);
  await open(page, control, '/session/fetal-lung');
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(lines(page)).toHaveCount(10);
  expect(await text(page)).toEqual([
    '14:34 Jonas Weber ran a differential expression 10.4.12.31',
    '14:31 Maria Okafor saved labels 12 times, the last at 14:35 10.4.12.88',
    '14:18 Guest 3 signed in by the general link 10.4.12.88',
    '14:02 A user name and password did not fit 10,000 times, the last at 14:06 10.4.12.88',
    '13:50 Jonas Weber was not allowed to save labels or gene sets 10.4.12.31',
    '09:31 You made Maria Okafor an annotator',
    '09:30 You switched annotations on',
    '09:12 You shared this dataset',
    '17:40 Aiko Sato saved gene sets 10.4.12.88',
    '10:00 Aiko Sato opened the page 10.4.12.88',
  ]);
  expect(await page.locator('.activity-day').allInnerTexts()).toEqual(['Today', 'Yesterday', '12 November']);
});

test('it is narrowed down by kind and by person', async ({ page, control }) => {
  control.remembers(afternoon);
  control.show([lung]);
  await open(page, control, activity);
  await page.getByLabel('Show').selectOption('Refusals');
  await expect(lines(page)).toHaveCount(2);
  await page.getByLabel('Person').selectOption('Jonas Weber');
  await expect(lines(page)).toHaveText(/not allowed to save/);
  await page.getByLabel('Show').selectOption('Saves');
  await expect(page.getByText('Nothing of this among what is shown so far.')).toBeVisible();
  await page.getByLabel('Person').selectOption('Everyone');
  await expect(lines(page)).toHaveCount(2);
});

test('what happens meanwhile appears by itself', async ({ page, control }) => {
  control.remembers(afternoon);
  control.show([lung]);
  await open(page, control, activity);
  await expect(lines(page)).toHaveCount(10);
  const saved = anAuditEntry(21, { at: at('14:36'), name: 'Maria Okafor', action: 'saved-gene-sets' });
  control.remembers([saved, ...afternoon]);
  control.show([{ ...lung, activity: 1 }]);
  await expect(lines(page).first()).toContainText('Maria Okafor saved gene sets');
  control.remembers([{ ...saved, count: 3 }, ...afternoon]);
  control.show([{ ...lung, activity: 2 }]);
  await expect(lines(page).first()).toContainText('3 times');
  await expect(lines(page)).toHaveCount(11);
});

test('older lines are loaded when asked for', async ({ page, control }) => {
  const many = Array.from({ length: 150 }, (_one, index) => anAuditEntry(150 - index, { at: at('12:00') }));
  control.remembers(many);
  control.show([lung]);
  await open(page, control, activity);
  await expect(lines(page)).toHaveCount(100);
  await page.getByRole('button', { name: 'Load older' }).click();
  await expect(lines(page)).toHaveCount(150);
  await expect(page.getByRole('button', { name: 'Load older' })).toHaveCount(0);
});

test('it is taken away as a file', async ({ page, control }) => {
  control.remembers(afternoon);
  control.show([lung]);
  await open(page, control, activity);
  const download = async (name: string) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    return { name: file.suggestedFilename(), content: await readFile(await file.path(), 'utf8') };
  };
  expect(await download('Export CSV')).toEqual({
    name: 'Activity of Fetal lung, week 12–20.csv',
    content: 'at,action\n',
  });
  const json = await download('Export JSON');
  expect(JSON.parse(json.content)).toEqual(afternoon);
});

test('terms are asked for, changed and taken away', async ({ page, control }) => {
  control.show([pbmc]);
  await open(page, control, '/session/pbmc-68k/people');
  await expect(page.getByText('Nobody has to accept anything before they look.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask for an agreement…' }).click();
  await expect(page.getByLabel('Terms')).toBeFocused();
  await page.getByRole('button', { name: 'Ask for this' }).click();
  await expect(page.getByText('Write what people accept.')).toBeVisible();
  await page.getByLabel('Terms').fill('- Do not pass on.\n');
  await page.getByLabel('Contact').fill('lina@lab.example');
  control.refuseNext('request-invalid', { reason: 'it is late' });
  await page.getByRole('button', { name: 'Ask for this' }).click();
  await expect(page.getByText('Nothing was changed. The request could not be understood: it is late.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask for this' }).click();
  await expect(page.getByText('Before they see anything, people accept “Before you look”.')).toBeVisible();
  expect(control.asked.at(-1)?.body).toEqual({
    dataUse: { title: 'Before you look', contact: 'lina@lab.example', terms: '- Do not pass on.' },
  });
  await page.locator('.data-use').getByRole('button', { name: 'Change…' }).click();
  await expect(page.getByText('Whoever accepted the present terms is asked again.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask nothing any more' }).click();
  await expect(page.getByText('Nobody has to accept anything before they look.')).toBeVisible();
  expect(control.asked.at(-1)?.body).toEqual({ dataUse: null });
});

test('who has accepted is said in each row', async ({ page, control }) => {
  control.show([lungWithTerms]);
  await open(page, control, '/session/fetal-lung/people');
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(row('Maria Okafor').first()).toContainText('Accepted the terms 18 November, 09:40');
  await expect(row('Guest 3')).toContainText('Has not accepted the terms');
  await expect(page.getByText('2 of 5 people have accepted it.')).toBeVisible();
});
