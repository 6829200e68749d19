/** The settings: what moves at once and goes back when it is refused, what a browser is not shown, and what is told from elsewhere. */
import { asDesktop, expect, open, test } from './fixtures.ts';
import { all } from './view.ts';

const calls = 'window.bridgeCalls.filter(([name]) => name === "changeSettings").map(([, change]) => change)';

test('of the app: switches move at once, are told to the shell, and follow the tray', async ({ page, control }) => {
  await asDesktop(page);
  control.show(all);
  await open(page, control, '/settings');
  const login = page.getByRole('switch', { name: 'Start at login, in the tray' });
  await expect(login).not.toBeChecked();
  await login.click();
  await expect(login).toBeChecked();
  const joins = page.getByRole('switch', { name: 'Someone joins' });
  await joins.click();
  await expect(joins).not.toBeChecked();
  expect(await page.evaluate(calls)).toEqual([{ openAtLogin: true }, { mutedNews: ['ready', 'joined'] }]);
  await page.evaluate('window.settingsInTray({ notifications: false })');
  await expect(page.getByRole('switch', { name: 'Notifications' })).not.toBeChecked();
  await expect(page.getByRole('switch', { name: 'A session is in trouble' })).toBeDisabled();
});

test('of the app: what the system refuses goes back with a sentence', async ({ page, control }) => {
  await asDesktop(page);
  control.show([]);
  await open(page, control, '/settings');
  await page.evaluate('window.refusesSettings = true');
  const awake = page.getByRole('switch', { name: 'Stay awake while people are here' });
  await awake.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Not changed: the system refused it.' })).toBeVisible();
  await expect(awake).toBeChecked();
});

test('of all sessions: kept by the service; refused ones go back; what was given at the start is not to be changed', async ({
  page,
  control,
}) => {
  control.settings.set({ fixed: ['storeLimitBytes'] });
  control.show(all);
  await open(page, control, '/settings');
  await expect(page.getByLabel('Limit: Matrix stores')).toBeDisabled();
  await expect(page.getByText('Given when Annotate Share was started')).toBeVisible();

  const release = control.hold();
  const sleep = page.getByLabel('Put a new session to sleep after');
  await sleep.selectOption('Never');
  await expect(sleep).toHaveValue('null');
  release();
  await expect.poll(() => control.settings.now.sleepAfterMinutes).toBeNull();

  control.refuseNext('setting-fixed', { option: '--audit-days' });
  const record = page.getByLabel('Keep who did what for');
  await record.selectOption('1 year');
  await expect(page.getByRole('alert').filter({ hasText: '--audit-days was given' })).toBeVisible();
  await expect(record).toHaveValue('90');
  await record.selectOption('Not at all');
  await expect(page.getByText('Nothing is recorded from now on')).toBeVisible();
});

test('downloads can go; what is being shared stays, and says so', async ({ page, control }) => {
  control.show([]);
  await open(page, control, '/settings');
  await expect(page.getByRole('meter', { name: 'Downloaded datasets' })).toHaveAttribute(
    'aria-valuetext',
    '7.4 GB of 50 GB',
  );
  await page.getByRole('button', { name: 'Remove downloads' }).click();
  await expect(page.getByText('6.2 GB removed. 1.2 GB stay, because they are being shared.')).toBeVisible();
  await expect(page.getByText('1.2 GB of 50 GB')).toBeVisible();
});

test('a browser is not shown what only the app has; from the first page one comes here and back', async ({
  page,
  control,
}) => {
  control.show([]);
  await open(page, control);
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();
  await expect(page.getByLabel('Keep who did what for')).toBeVisible();
  for (const name of ['Start at login, in the tray', 'Notifications', 'Keep itself up to date'])
    await expect(page.getByRole('switch', { name })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Save a report…' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Share a single-cell dataset from this computer');
});

test('the report, the folders and a newer version are asked of the shell', async ({ page, control }) => {
  await asDesktop(page);
  control.show(all);
  await open(page, control, '/settings');
  await page.getByRole('button', { name: 'Save a report…' }).click();
  await expect(page.getByText('The report is saved.')).toBeVisible();
  await page.getByText('Files', { exact: true }).click();
  await page.getByRole('button', { name: 'Open the folder: Logs' }).click();
  await page.getByRole('button', { name: 'Look for a newer version' }).click();
  await expect(page.getByText('This is the newest version.')).toBeVisible();
  expect(await page.evaluate('window.bridgeCalls')).toEqual([['saveReport'], ['openFolder', 'logs']]);
});
