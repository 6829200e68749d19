/** People who come by an identity provider: their row, putting them out and letting them back in, and the row of the provider. */
import type { Page } from '@playwright/test';
import { expect, open, test } from './fixtures.ts';
import { lungOfInstitute } from './samples.ts';

const people = '/session/fetal-lung/people';
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test.beforeEach(({ control }) => control.show([lungOfInstitute]));

test('a person of the institute has a role of their own, is put out and let back in', async ({ page, control }) => {
  await open(page, control, people);
  const samir = row(page, 'Samir Haddad');
  await expect(samir).toContainText('samir@example.org. First seen 14:18.');
  await page.getByLabel('Role of Samir Haddad').selectOption('Viewer');
  await expect.poll(() => control.asked.at(-1)?.body).toEqual({ role: 'viewer' });
  await samir.getByRole('button', { name: '1 browser of Samir Haddad' }).click();
  await expect(page.getByRole('list', { name: 'Browsers of Samir Haddad' })).toContainText('Firefox on Windows');
  await page.getByRole('button', { name: 'Put out, not to come back: Samir Haddad' }).click();
  await expect(samir).toContainText('Put out, and may not come back. Annotations are kept.');
  expect(control.asked.at(-1)).toEqual({
    method: 'PATCH',
    path: '/api/sessions/fetal-lung/people/institute-1d71dc3bc400af4e2855',
    body: { blocked: true },
  });
  await page.getByRole('button', { name: 'Let back in: Samir Haddad' }).click();
  await expect(samir).toContainText('samir@example.org');
});

test('the institute’s row closes and opens that way in, and gives its people a role', async ({ page, control }) => {
  await open(page, control, people);
  const institute = row(page, 'Anyone of Example University');
  await page.getByLabel('Role of anyone of Example University').selectOption('Analyst');
  await expect.poll(() => control.asked.at(-1)?.body).toEqual({ role: 'analyst' });
  await page.getByRole('button', { name: 'Close it to Example University' }).click();
  await expect(institute).toContainText('Closed: nobody can come in this way');
  expect(control.asked.at(-1)).toEqual({
    method: 'PATCH',
    path: '/api/sessions/fetal-lung/institute',
    body: { open: false },
  });
  await page.getByRole('button', { name: 'Open it again to Example University' }).click();
  await expect(institute).toContainText('is a person of their own here');
});

test('a refusal is told, and nothing has changed', async ({ page, control }) => {
  await open(page, control, people);
  control.refuseNext('session-not-found', { id: 'fetal-lung' });
  await page.getByRole('button', { name: 'Put out, not to come back: Samir Haddad' }).click();
  await expect(page.getByText('It stays as it was. There is no session fetal-lung.')).toBeVisible();
  await expect(row(page, 'Samir Haddad')).toContainText('samir@example.org');
});
