/** How a way out holds and until when a session runs: attempts, a link that became another one, the end and its extension. */
import { expect, open, test } from './fixtures.ts';
import { lungMoved, pbmcLost } from './holding-views.ts';
import { at, check, lung, now, pbmc } from './samples.ts';

test('a way out that is lost counts down to the next attempt, and is tried now', async ({ page, control }) => {
  control.show([{ ...pbmc, ...pbmcLost }]);
  await open(page, control);
  await expect(page.getByText('Attempt 4 follows in 8 s.')).toBeVisible();
  await expect(page.getByText('The last one: The relay localtunnel.me did not answer.')).toBeVisible();
  await page.clock.setFixedTime(new Date(now.getTime() + 5000));
  await expect(page.getByText('Attempt 4 follows in 3 s.')).toBeVisible();
  await page.clock.setFixedTime(new Date(now.getTime() + 9000));
  await expect(page.getByText('Attempt 4 is being made.')).toBeVisible();
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByText(/^Reachable from the internet since/)).toBeVisible();
});

test('interruptions are told on demand, with when, how long and why', async ({ page, control }) => {
  control.show([{ ...pbmc, ...pbmcLost }]);
  await open(page, control);
  await page.getByText('Interrupted 2 times').click();
  await expect(page.getByRole('listitem').getByText('11:02, for 2 min')).toBeVisible();
  await expect(page.getByRole('listitem').getByText('Since 14:31')).toBeVisible();
});

test('a link that became another one is told until people know', async ({ page, control }) => {
  control.show([{ ...lung, ...lungMoved }]);
  await open(page, control);
  await expect(page.locator('s')).toHaveText('https://calm-otter-27.loca.lt/d/fetal-lung/');
  await expect(page.getByText('brave-heron-81.loca.lt/d/fetal-lung/')).toBeVisible();
  await page.getByRole('button', { name: 'QR code' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'I have told them' }).click();
  await expect(page.locator('s')).toHaveCount(0);
});

test('the end is counted down to, extended by a click, and taken back', async ({ page, control }) => {
  control.show([{ ...lung, expiresAt: at('15:18') }]);
  await open(page, control);
  const line = page.getByRole('region', { name: 'When it ends' });
  await expect(line).toContainText('It ends at 15:18');
  await expect(line).toContainText('42 min left');
  await line.getByRole('button', { name: 'Extend by 1 hour' }).click();
  await expect(line).toContainText('It ends at 16:18');
  await line.getByRole('combobox').selectOption('When I stop it');
  await expect(line).toContainText('It goes on until you stop it');
  await line.getByRole('combobox').selectOption('In 4 hours');
  await expect(line).toContainText('It ends at 18:36');
});

test('an end is chosen before sharing', async ({ page, control }) => {
  control.show([]);
  control.finds(check(lung.dataset.path));
  await open(page, control, `/check/${encodeURIComponent(lung.dataset.path)}`);
  await page.getByLabel('When it ends').selectOption('In 1 hour');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect
    .poll(() => control.asked.find(({ method, path }) => method === 'POST' && path === '/api/sessions')?.body)
    .toMatchObject({ expiresAt: at('15:36') });
});
