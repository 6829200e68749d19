/** The rung of the network: switched on and off for every session, with what people on it need to know. */
import { readFile } from 'node:fs/promises';
import { expect, open, test } from './fixtures.ts';
import { lung, offNetwork, onNetwork, pbmc, pbmcOnNetwork } from './samples.ts';

const CHANGE = 'Change… Who can reach this session';
const networkCalls = (asked: readonly { method: string; path: string; body: unknown }[]) =>
  asked.filter(({ path }) => path === '/api/network');

test('opening it asks once, then shows links, fingerprint and what browsers will say', async ({
  page,
  control,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  control.show([pbmc], { network: offNetwork });
  await open(page, control);
  await expect(page.getByText('Reachable on this computer only')).toBeVisible();
  await page.getByRole('button', { name: CHANGE }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio')).toHaveCount(3);
  await expect(dialog.getByLabel('This computer')).toBeChecked();
  await dialog.getByLabel('This network').check();
  await expect(dialog.getByText('It holds for every dataset you share here.')).toBeVisible();
  // Choosing is not doing.
  expect(networkCalls(control.asked)).toEqual([]);
  await dialog.getByRole('button', { name: 'Open to this network' }).click();

  await expect(page.getByRole('heading', { name: 'On this network' })).toBeVisible();
  expect(networkCalls(control.asked)).toEqual([{ method: 'PATCH', path: '/api/network', body: { lan: true } }]);
  await expect(dialog.getByText('https://192.168.1.7:8443/d/pbmc-68k/', { exact: true })).toBeVisible();
  await expect(dialog.getByText('https://lina-laptop.local:8443/d/pbmc-68k/', { exact: true })).toBeVisible();
  await expect(dialog.getByText(onNetwork.fingerprint ?? '', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  expect(control.asked.map(({ path }) => path)).toContain('/api/sessions/pbmc-68k/qr?of=network');
  await dialog.getByRole('button', { name: 'Copy the link with 192.168.1.7' }).click();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(pbmcOnNetwork.url);
  await dialog.getByRole('button', { name: 'Copy all this as a text' }).click();
  const text = await page.evaluate<string>('navigator.clipboard.readText()');
  expect([text.includes(pbmcOnNetwork.url ?? '-'), text.includes(onNetwork.fingerprint ?? '-')]).toEqual([true, true]);

  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the authority’s certificate…' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('annotate-share-authority.crt');
  expect(await readFile(await file.path(), 'utf8')).toContain('BEGIN CERTIFICATE');

  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Reachable on this network')).toBeVisible();
  // The link to hand on is the network's; the owner's own browser need not be asked to believe a certificate.
  await expect(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open' })).toHaveAttribute('href', pbmc.url ?? '');
});

test('closing it says for whom it counts, and is done at once', async ({ page, control }) => {
  control.show([{ ...pbmcOnNetwork, people: lung.people }], { network: onNetwork });
  await open(page, control);
  await page.getByRole('button', { name: CHANGE }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('This network')).toBeChecked();
  await dialog.getByLabel('This computer').check();
  await expect(dialog.getByText('for every dataset you share here. 3 people are here now.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close to this network' }).click();
  await expect(page.getByText('Reachable on this computer only')).toBeVisible();
  await expect(dialog).toHaveCount(0);
  expect(networkCalls(control.asked).map(({ body }) => body)).toEqual([{ lan: false }]);
});

test('a refusal is told where it was asked, and nothing moves', async ({ page, control }) => {
  control.show([pbmc], { network: offNetwork });
  await open(page, control);
  await page.getByRole('button', { name: CHANGE }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('This network').check();
  control.refuseNext('port-forbidden', { port: 443 });
  await dialog.getByRole('button', { name: 'Open to this network' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Not changed. This account may not listen on port 443.');
  await expect(page.getByText('Reachable on this computer only')).toHaveCount(1);
});

test('where it was said at the start there is nothing to switch', async ({ page, control }) => {
  control.show([pbmcOnNetwork], { network: { ...onNetwork, lan: 'fixed', here: null } });
  await open(page, control);
  await page.getByRole('button', { name: CHANGE }).click();
  await expect(page.getByRole('dialog').getByRole('radio')).toHaveCount(2);
  await expect(page.getByRole('dialog').getByLabel('This network')).toBeChecked();
  await expect(page.getByRole('dialog').getByLabel('This computer')).toHaveCount(0);
});

test('without any network the page says so', async ({ page, control }) => {
  control.show([pbmc], { network: { ...onNetwork, addresses: [] } });
  await open(page, control, '/session/pbmc-68k');
  await page.getByRole('button', { name: CHANGE }).click();
  await expect(page.getByRole('dialog').getByLabel('This network')).toBeChecked();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'What to tell people…' })).toHaveCount(0);
});

test('a dataset is shared with the network from the start: first it is opened, then the dataset', async ({
  page,
  control,
}) => {
  control.show([], { network: offNetwork });
  await open(page, control, `/check/${encodeURIComponent('/home/lina/lung.h5ad')}`);
  await page.getByText('This network', { exact: true }).click();
  await expect(page.getByText('Anyone on the same Wi-Fi, cable or VPN')).toBeVisible();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect
    .poll(() => control.asked.filter(({ method }) => method !== 'GET').map(({ path }) => path))
    .toEqual(['/api/network', '/api/sessions']);
});
