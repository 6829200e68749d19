/** Invites: making one, handing on its link, changing, renewing and revoking it, and the browsers that are in. */
import type { Page } from '@playwright/test';
import { asDesktop, expect, open, test } from './fixtures.ts';
import { invite, lungInvited, now, pbmc } from './samples.ts';

const people = '/session/fetal-lung/people';
const maria = invite('Maria Okafor');
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test.beforeEach(async ({ context, control }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  control.show([lungInvited, pbmc]);
});

test('everybody has one row: here first, then invited, the general link, and who is out', async ({ page, control }) => {
  await open(page, control, people);
  const names = await page
    .locator('table.people tbody tr td:first-child p:first-of-type:not(.caption)')
    .allInnerTexts();
  expect(names).toEqual([
    'Maria Okafor',
    'Jonas Weber',
    'Guest 3',
    'Aiko Sato',
    'Prof. Ivanova',
    'Anyone with the general link',
    'Tom Kerr',
    'Lee Min-jun',
  ]);
  await expect(row(page, 'Prof. Ivanova')).toContainText('Invited, not opened yet. Ends 26 November.');
  await expect(row(page, 'Prof. Ivanova')).toContainText('never');
  await expect(row(page, 'Tom Kerr')).toContainText('Revoked. Annotations are kept.');
  await expect(row(page, 'Lee Min-jun')).toContainText('Ended yesterday, 12:00.');
});

test('inviting asks who, as what and until when, and shows the link to copy', async ({ page, control }) => {
  await open(page, control, people);
  const ask = page.getByRole('button', { name: 'Invite someone…' });
  await ask.click();
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByText('Say who it is for.')).toBeVisible();
  expect(control.asked).toEqual([]);
  await page.getByLabel('Name').fill('Samir Haddad');
  await page.getByRole('radio', { name: 'Analyst' }).check();
  await page.getByLabel('Ends').selectOption('On a date…');
  await page.getByLabel('Last day').fill('2026-11-19');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByText('Choose a day that is not over.')).toBeVisible();
  await page.getByLabel('Ends').selectOption('In 7 days');
  await page.getByLabel('Name').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Link for Samir Haddad' });
  await expect(dialog.getByRole('img', { name: 'QR code of the link for Samir Haddad' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(invite('Samir Haddad').url);
  expect(control.asked.at(0)).toEqual({
    method: 'POST',
    path: '/api/sessions/fetal-lung/invites',
    body: {
      name: 'Samir Haddad',
      role: 'analyst',
      expiresAt: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
    },
  });
  await page.keyboard.press('Escape');
  await expect(row(page, 'Samir Haddad')).toContainText('Invited, not opened yet.');
});

test('an invite that is refused says why and keeps what was typed', async ({ page, control }) => {
  await open(page, control, people);
  await page.getByRole('button', { name: 'Invite someone…' }).click();
  await page.getByLabel('Name').fill('Samir');
  control.refuseNext('invite-no-link', { title: 'Fetal lung' });
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('alert').getByText('No link was made. Fetal lung has no link yet')).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Samir');
});

test('a link is copied from its row', async ({ page, control }) => {
  await open(page, control, people);
  await page.getByRole('button', { name: 'Copy the link of Maria Okafor' }).click();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(maria.url);
  await expect(page.getByRole('status').getByText('Link of Maria Okafor copied')).toHaveCount(1);
});

test('a role changes at once, and goes back with a sentence when it is refused', async ({ page, control }) => {
  await open(page, control, people);
  const role = page.getByLabel('Role of Jonas Weber');
  const release = control.hold();
  await role.selectOption('Viewer');
  await expect(role).toHaveValue('viewer');
  release();
  const asked = { method: 'PATCH', path: '/api/invites/jonas-weber', body: { role: 'viewer' } };
  await expect.poll(() => control.asked).toEqual([asked]);
  control.refuseNext('invite-not-found', { id: 'jonas-weber' });
  await role.selectOption('Annotator');
  await expect(page.getByRole('alert').getByText('It stays as it was. There is no invite jonas-weber.')).toBeVisible();
  await expect(role).toHaveValue('viewer');
});

test('a toggle that caps a role says so under it', async ({ page, control }) => {
  control.show([{ ...lungInvited, toggles: { diffexp: true, annotations: false } }]);
  await open(page, control, people);
  await expect(row(page, 'Maria Okafor')).toContainText('Annotator, annotations are off');
});

test('revoking asks nothing and can be undone', async ({ page, control }) => {
  await open(page, control, people);
  await page.getByRole('button', { name: 'Revoke the invite of Maria Okafor' }).click();
  await expect(row(page, 'Maria Okafor')).toContainText('Revoked. Annotations are kept.');
  await page.getByRole('button', { name: 'Undo: Maria Okafor was revoked' }).click();
  await expect(page.getByLabel('Role of Maria Okafor')).toBeVisible();
  await expect.poll(() => control.asked.map(({ body }) => body)).toEqual([{ revoked: true }, { revoked: false }]);
});

test('who was revoked days ago is invited again with a new link', async ({ page, control }) => {
  await open(page, control, people);
  await page.getByRole('button', { name: 'Invite again: Tom Kerr' }).click();
  await page.getByRole('button', { name: 'Make a new link' }).click();
  await expect(page.getByRole('dialog', { name: 'Link for Tom Kerr' })).toContainText('9999');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Role of Tom Kerr')).toBeVisible();
});

test('renewing asks first, keeping is the first answer, and browsers can be signed out with it', async ({
  page,
  control,
}) => {
  await open(page, control, people);
  await page.getByRole('button', { name: 'Link and QR code of Maria Okafor' }).click();
  await page.getByRole('button', { name: 'Renew link…' }).click();
  await expect(page.getByRole('button', { name: 'Keep the old one' })).toBeFocused();
  await page.getByLabel('Also sign out the 2 browsers that are in').check();
  await page.getByRole('button', { name: 'Make a new link' }).click();
  await expect(page.getByRole('dialog', { name: 'Link for Maria Okafor' })).toContainText('9999');
  expect(control.asked.find(({ path }) => path.endsWith('/renew'))?.body).toEqual({ signOut: true });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /browsers? of Maria Okafor/ })).toHaveCount(0);
});

test('an end is moved in its place, also of an invite that is over', async ({ page, control }) => {
  await open(page, control, people);
  await page.getByRole('button', { name: 'Extend the invite of Lee Min-jun' }).click();
  await page.getByLabel('Ends').selectOption('In 30 days');
  const expiresAt = new Date(now.getTime() + 30 * 86_400_000).toISOString();
  await expect.poll(() => control.asked.at(-1)).toMatchObject({ method: 'PATCH', body: { expiresAt } });
});

test('browsers are listed, and one is signed out', async ({ page, control }) => {
  await open(page, control, people);
  const unfold = page.getByRole('button', { name: /browsers? of Maria Okafor/ });
  await expect(unfold).toHaveAttribute('aria-expanded', 'false');
  await unfold.click();
  const list = page.getByRole('list', { name: 'Browsers of Maria Okafor' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list).toContainText('Safari on iPhone, 2001:db8::17');
  await page.getByRole('button', { name: 'Sign out Maria Okafor in Safari on iPhone' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  expect(control.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/sessions/fetal-lung/browsers/b-2' });
  await page.getByRole('button', { name: 'Sign out Guest 3 in Firefox on Windows' }).click();
  await expect.poll(() => control.asked.at(-1)?.path).toBe('/api/sessions/fetal-lung/browsers/b-3');
});

test('without a link nobody can be invited', async ({ page, control }) => {
  await asDesktop(page);
  control.show([{ ...lungInvited, url: null, publicUrl: null }]);
  await open(page, control, people);
  await expect(page.getByRole('button', { name: 'Invite someone…' })).toBeDisabled();
});
