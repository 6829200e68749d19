/** A dataset that lies elsewhere: its address is typed, looked at, downloaded with progress, and what goes wrong is said in place. */
import { usualBucket } from '../../contract/buckets.ts';
import { describeFailure, type ErrorCode, type FailureValues } from '../../contract/errors.ts';
import { asDesktop, expect, open, test } from './fixtures.ts';
import { check, failed, now, preparing } from './samples.ts';

const address = 'https://data.lab.example/atlas/lung.h5ad?signature=secret';
const shown = 'https://data.lab.example/atlas/lung.h5ad';
const object = 's3://atlas/lung.h5ad';

test('an address is typed, looked at and shared; the download is followed and can be given up', async ({
  page,
  control,
}) => {
  control.finds({ ...check(address), fileName: 'lung.h5ad', facts: null, needs: null });
  await open(page, control);
  await page.getByLabel('or its address').fill(` ${address} `);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByText('once it has been downloaded')).toBeVisible();
  await expect(page.getByText(shown, { exact: true })).toBeVisible();
  await expect(page.getByText('secret')).toHaveCount(0);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect.poll(() => control.asked.at(-1)).toMatchObject({ path: '/api/sessions', body: { dataset: address } });
  const detail = '118 of 190 MB, 2 minutes left';
  const session = preparing('lung', 'Lung', [
    { name: 'download', state: 'running', done: 0.62, detail, seconds: 74.2 },
    { name: 'check', state: 'todo', done: null, detail: null, seconds: null },
  ]);
  control.show([session]);
  await page.goto(`${control.origin}/#/session/lung`);
  await expect(page.getByText('Downloading the file')).toBeVisible();
  await expect(page.getByText(detail)).toBeVisible();
  await expect(page.getByText('what has arrived is kept')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Downloading the file' })).toHaveAttribute('aria-valuenow', '62');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => control.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/sessions/lung' });
});

test('what was shared before shows its address, and nothing that opens it to others', async ({ page, control }) => {
  const recent = {
    path: address,
    fileName: 'lung.h5ad',
    title: 'Lung',
    sharedAt: now.toISOString(),
    sizeBytes: 1_800_000,
  };
  control.show([], { recents: [{ ...recent, missing: false, favourite: false }] });
  await open(page, control);
  await expect(page.getByText(`${shown}, 1.8 MB, shared`)).toBeVisible();
  expect(await page.content()).not.toContain('secret');
});

test('in the desktop window an address is typed below the dialog’s button', async ({ page, control }) => {
  await asDesktop(page);
  await open(page, control);
  await page.getByRole('button', { name: 'Check it' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('s3://bucket/cells.h5ad');
  await page.getByLabel('Or type the address').fill(shown);
  await page.getByRole('button', { name: 'Check it' }).click();
  await expect(page.getByText(shown, { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show in folder' })).toHaveCount(0);
});

test('how a bucket is asked for is said where it did not open, and tried at once', async ({ page, control }) => {
  const values = { name: 'lung.h5ad', host: 'the bucket atlas', reason: 'it does not allow it' };
  const refused = check(object, [{ ...describeFailure('download-denied', values), severity: 'error' }]);
  const bucket = { name: 'atlas', settings: usualBucket, fixed: false };
  control.finds({ ...refused, ok: false, bucket });
  await open(page, control, `/check/${encodeURIComponent(object)}`);
  await expect(page.getByRole('heading', { name: 'How atlas is asked for' })).toBeVisible();
  const keep = page.getByRole('button', { name: 'Keep this and try again' });
  await page.getByLabel('Server').fill('s3.lab.example');
  await keep.click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('https://s3.lab.example');
  await page.getByLabel('Server').fill('https://s3.lab.example');
  await page.getByLabel('Profile').fill('lab');
  control.refuseNext('setting-fixed', { option: '--s3-profile' });
  await keep.click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Not kept. --s3-profile was given');
  control.finds({ ...check(object), bucket });
  await keep.click();
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeVisible();
  const settings = { ...usualBucket, endpoint: 'https://s3.lab.example', profile: 'lab' };
  const said = control.asked.filter(({ method }) => method === 'PATCH');
  expect(said.at(-1)).toEqual({ method: 'PATCH', path: '/api/buckets/atlas', body: settings });
  control.finds({ ...refused, ok: false, bucket: { ...bucket, fixed: true } });
  await page.reload();
  await expect(page.getByText('This was given when Annotate Share was started')).toBeVisible();
  await expect(keep).toHaveCount(0);
});

const values = { name: 'lung.h5ad', host: 'data.lab.example' };
const troubles: readonly (readonly [ErrorCode, FailureValues, string])[] = [
  ['download-failed', { ...values, reason: 'nothing came any more' }, 'nothing came any more.'],
  ['download-denied', { ...values, reason: 'it leads on to a private network' }, 'it leads on to a private network.'],
  ['download-damaged', values, 'data.lab.example'],
  ['download-no-space', { ...values, needed: '2.0 GB', free: '1.0 GB' }, '2.0 GB needed, 1.0 GB free'],
  ['download-over-limit', { ...values, needed: '60.0 GB', limit: '50.0 GB' }, 'limit for downloads'],
];

test('a download that failed is told in plain words, with the way back to its address', async ({ page, control }) => {
  const trouble = (code: ErrorCode, told: FailureValues) => {
    const before = failed('lung', 'Lung', code, told);
    control.show([{ ...before, dataset: { ...before.dataset, path: address } }]);
  };
  trouble('download-failed', values);
  await open(page, control, '/session/lung');
  for (const [code, told, sentence] of troubles) {
    trouble(code, told);
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Check the address…' }).click();
  await expect(page.getByText(shown, { exact: true })).toBeVisible();
});
