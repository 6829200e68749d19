/** From a file to a session: choosing, dropping, checking, deciding, going public. */
import type { Page } from '@playwright/test';
import { describeFailure } from '../../contract/errors.ts';
import { asDesktop, expect, open, test } from './fixtures.ts';
import { check, lung, pbmc, recents } from './samples.ts';

const path = '/home/lina/cells.h5ad';

/** Drops files on the page as a file manager does; the bridge, where there is one, tells where they are. */
async function dropFiles(page: Page, ...names: readonly string[]): Promise<void> {
  await page.evaluate(`{
    const data = new DataTransfer();
    for (const name of ${JSON.stringify(names)}) data.items.add(new File(['x'], name));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.querySelector('main').dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }`);
}

async function holdFiles(page: Page, count: number): Promise<void> {
  await page.evaluate(`{
    const data = new DataTransfer();
    for (let index = 0; index < ${count}; index += 1) data.items.add(new File(['x'], index + '.h5ad'));
    document.querySelector('main').dispatchEvent(new DragEvent('dragenter', { dataTransfer: data, bubbles: true, cancelable: true }));
  }`);
}

test('the token leaves the address and a reload keeps working', async ({ page, control }) => {
  await open(page, control);
  expect(page.url()).not.toContain(control.token);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Share a single-cell dataset' })).toBeVisible();
});

test('a path is checked, then shared with what was decided', async ({ page, control }) => {
  await open(page, control);
  await page.getByLabel('Path of an .h5ad file').fill(` "${path}" `);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Title')).toHaveValue('Cells');
  await page.getByLabel('Title').fill('My cells');
  await page.getByLabel('Annotations').uncheck();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('heading', { name: 'Getting My cells ready' })).toBeVisible();
  await expect
    .poll(() => control.asked)
    .toEqual([
      { method: 'GET', path: `/api/datasets/check?path=${encodeURIComponent(path)}`, body: null },
      {
        method: 'POST',
        path: '/api/sessions',
        body: {
          dataset: path,
          title: 'My cells',
          toggles: { diffexp: true, annotations: false },
          tunnel: { provider: 'none' },
        },
      },
    ]);
});

test('going public asks once, and Escape is the harmless answer', async ({ page, control }) => {
  await open(page, control, `/check/${encodeURIComponent(path)}`);
  await page.getByRole('radio', { name: 'The internet' }).check();
  await expect(page.getByText('could read along')).toBeVisible();
  const share = page.getByRole('button', { name: 'Share' });
  await share.click();
  const question = page.getByRole('alertdialog', { name: 'Make this session reachable from the internet?' });
  await expect(question.getByRole('button', { name: 'Stay on this computer' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(share).toBeFocused();
  await share.click();
  await question.getByRole('button', { name: 'Stay on this computer' }).click();
  await expect(page.getByRole('radio', { name: 'This computer' })).toBeChecked();
  await expect.poll(() => control.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  await page.getByRole('radio', { name: 'The internet' }).check();
  await share.click();
  await page.getByRole('button', { name: 'Go public' }).click();
  await expect(page.getByRole('heading', { name: 'Getting Cells ready' })).toBeVisible();
  await expect.poll(() => control.asked.at(-1)?.body).toMatchObject({ tunnel: { provider: 'localtunnel' } });
});

test('a file with an error shows the error and no Share button', async ({ page, control }) => {
  const failure = describeFailure('dataset-no-embedding', { name: 'cells.h5ad' });
  control.finds(check(path, [{ ...failure, severity: 'error' }]));
  await open(page, control, `/check/${encodeURIComponent(path)}`);
  await expect(page.getByRole('heading', { name: 'This file has no embedding' })).toBeVisible();
  await expect(page.getByText(failure.message)).toBeVisible();
  await expect(page.getByText(failure.hint)).toBeVisible();
  await expect(page.getByText('dataset-no-embedding')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Choose another file…' }).click();
  await expect(page.getByLabel('Path of an .h5ad file')).toBeVisible();
});

test('a refused start says why and keeps what was typed', async ({ page, control }) => {
  await open(page, control, `/check/${encodeURIComponent(path)}`);
  await page.getByLabel('Title').fill('Kept');
  control.refuseNext('already-shared', { name: 'cells.h5ad' });
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('alert').getByText('Not shared. cells.h5ad is being shared already.')).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveValue('Kept');
});

test('what is shared already leads to its session', async ({ page, control }) => {
  control.show([pbmc]);
  await open(page, control, `/check/${encodeURIComponent(pbmc.dataset.path)}`);
  await page.getByRole('link', { name: 'Go to its session' }).click();
  await expect(page.getByRole('heading', { level: 1, name: pbmc.title })).toBeVisible();
});

test('the example says what happens before it is fetched', async ({ page, control }) => {
  await open(page, control);
  await page.getByRole('button', { name: 'Try the example…' }).click();
  await expect(page.getByText('It is fetched once, then shared on this computer only')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Getting/ })).toBeVisible();
  await expect
    .poll(() => control.asked)
    .toEqual([{ method: 'POST', path: '/api/sessions', body: { dataset: 'example' } }]);
});

test('a file that moved can be taken off the list', async ({ page, control }) => {
  control.show([], { recents: [...recents] });
  await open(page, control);
  await page.getByRole('button', { name: 'Remove Mouse retina' }).click();
  await expect(page.getByText('was moved or deleted')).toHaveCount(0);
  await page.getByRole('button', { name: 'Share again: Fetal lung' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('Fetal lung, week 12–20');
});

test.describe('in the desktop window', () => {
  test('the system’s dialog gives the file', async ({ page, control }) => {
    await asDesktop(page, path);
    await open(page, control);
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(page.getByLabel('Title')).toHaveValue('Cells');
  });

  test('Ctrl+O asks for a file from anywhere', async ({ page, control }) => {
    await asDesktop(page, path);
    control.show([lung]);
    await open(page, control);
    await page.keyboard.press('ControlOrMeta+o');
    await expect(page.getByLabel('Title')).toHaveValue('Cells');
  });

  test('the drop target says what letting go would do', async ({ page, control }) => {
    await asDesktop(page);
    await open(page, control);
    await holdFiles(page, 1);
    await expect(page.getByText('Let go to check the file')).toBeVisible();
    await page.evaluate(`document.querySelector('main').dispatchEvent(new DragEvent('dragleave', { bubbles: true }))`);
    await expect(page.getByText('Drop an .h5ad file here')).toBeVisible();
    await dropFiles(page, 'cells.h5ad');
    await expect(page.getByLabel('Title')).toHaveValue('Cells');
  });

  test('several files and files of another kind are not taken', async ({ page, control }) => {
    await asDesktop(page);
    await open(page, control);
    await holdFiles(page, 2);
    await expect(page.getByText('One file at a time')).toBeVisible();
    await dropFiles(page, 'a.h5ad', 'b.h5ad');
    await expect(page.getByRole('alert').getByText('Several files were dropped.')).toBeVisible();
    await dropFiles(page, 'lung.rds');
    await expect(page.getByRole('alert').getByText('lung.rds is an R file')).toBeVisible();
    await expect.poll(() => control.asked).toEqual([]);
  });

  test('the tray leads to a file, a session and its QR code', async ({ page, control }) => {
    await asDesktop(page);
    control.show([lung, pbmc]);
    await open(page, control);
    await page.evaluate(`navigateTo({ to: 'session', id: 'pbmc-68k', show: 'qr' })`);
    await expect(page.getByRole('dialog', { name: pbmc.title }).getByAltText('QR code of the link')).toBeVisible();
    await page.evaluate(`navigateTo({ to: 'share', dataset: ${JSON.stringify(path)} })`);
    await expect(page.getByLabel('Title')).toHaveValue('Cells');
    await page.evaluate(`navigateTo({ to: 'home' })`);
    await expect(page.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
  });
});

test('a browser that is given a file says that it needs the path', async ({ page, control }) => {
  await open(page, control);
  await dropFiles(page, 'cells.h5ad');
  await expect(page.getByRole('alert').getByText('A browser does not tell a page where cells.h5ad is.')).toBeVisible();
  await expect(page.getByLabel('Path of an .h5ad file')).toBeVisible();
});
