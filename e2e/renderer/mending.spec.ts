/** A file that cannot be shared: what helps is a button, then progress, then the way on to the copy. */
import { describeFailure } from '../../contract/errors.ts';
import { aMending, begun } from './fake-mendings.ts';
import { asDesktop, expect, open, test } from './fixtures.ts';
import { lookedAt } from './pictures.ts';
import { check } from './samples.ts';

const path = '/data/twice.h5ad';
const failure = describeFailure('dataset-duplicate-genes', { name: 'twice.h5ad', example: 'TBCE' });

test('a copy is mended, followed, cancelled, and shared', async ({ page, control }) => {
  control.finds({
    ...check(path, [{ ...failure, severity: 'error' }]),
    offers: [{ fix: 'make-names-unique', solves: 'dataset-duplicate-genes' }],
  });
  await open(page, control, `/check/${encodeURIComponent(path)}`);
  const button = page.getByRole('button', { name: 'Make names unique in a copy' });
  await button.click();
  control.show([], { mendings: [aMending({ ...begun, step: 'copying', done: 0.42, secondsLeft: 40 })] });
  await expect(page.getByText('Copying · 42%')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(button).toBeVisible();
  await button.click();
  control.show([], {
    mendings: [
      aMending({
        name: 'done',
        path: '/home/prepared/mending-1/twice-mended.h5ad',
        sizeBytes: 1_200_000,
        at: '2026-11-20T14:36:00Z',
        did: [{ fix: 'make-names-unique', cells: 0, genes: 2 }],
        still: [],
      }),
    ],
  });
  await expect(page.getByText('New names for 2 genes that had the name of another.')).toBeVisible();
  await page.getByRole('button', { name: 'Share the copy' }).click();
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeVisible();
  expect(control.asked.filter(({ method }) => method !== 'GET')).toEqual([
    { method: 'POST', path: '/api/datasets/mend', body: { path, fixes: ['make-names-unique'] } },
    { method: 'DELETE', path: '/api/mendings/mending-1', body: null },
    { method: 'POST', path: '/api/datasets/mend', body: { path, fixes: ['make-names-unique'] } },
  ]);
});

test('copies are listed where sharing begins, and can be removed', async ({ page, control }) => {
  const copy = aMending({
    name: 'done',
    path: '/home/prepared/mending-1/twice-mended.h5ad',
    sizeBytes: 1_200_000,
    at: '2026-11-20T14:36:00Z',
    did: [{ fix: 'convert-matrix', from: 'int64', to: 'float32' }],
    still: [],
  });
  control.show([], { mendings: [copy] });
  await open(page, control);
  await expect(page.getByText('The matrix is of float32 now; it was of int64.')).toBeVisible();
  const remove = page.getByRole('button', { name: 'Remove twice-mended.h5ad…' });
  await remove.click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  expect(control.asked.filter(({ method }) => method === 'DELETE')).toEqual([]);
  await remove.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the copy' }).click();
  await expect.poll(() => control.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/mendings/mending-1' });
});

test('the desktop window shows a copy in its folder', async ({ page, control }) => {
  const path = '/home/prepared/mending-1/twice-mended.h5ad';
  const at = '2026-11-20T14:36:00Z';
  control.show([], { mendings: [aMending({ name: 'done', path, sizeBytes: 9, at, did: [], still: [] })] });
  await asDesktop(page);
  await open(page, control);
  await page.getByRole('button', { name: 'Show in folder: twice-mended.h5ad' }).click();
  expect(await page.evaluate('window.bridgeCalls')).toContainEqual(['revealInFolder', path]);
});

test('what can be shared with a warning can be mended first', async ({ page, control }) => {
  const told = describeFailure('dataset-column-refused', { name: 'twice.h5ad', column: 'yes', reason: 'it has gaps' });
  control.finds({
    ...lookedAt(path, [{ ...told, severity: 'warning' }]),
    offers: [{ fix: 'drop-broken', solves: 'dataset-column-refused' }],
  });
  await open(page, control, `/check/${encodeURIComponent(path)}`);
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Leave out in a copy what Annotate cannot read' }).click();
  expect(control.asked.at(-1)).toMatchObject({ method: 'POST', body: { path, fixes: ['drop-broken'] } });
});

test('what comes into the folder that is served appears by itself', async ({ page, control }) => {
  const file = { path: '/data/lung/new.h5ad', fileName: 'new.h5ad', title: 'New', sizeBytes: 9e6, group: 'lung' };
  control.show([], { library: [] });
  await open(page, control);
  await expect(page.getByRole('heading', { name: 'In the folder' })).toBeHidden();
  control.show([], { library: [file] });
  await expect(page.getByText('lung / new.h5ad')).toBeVisible();
  control.finds(lookedAt(file.path));
  await page.getByRole('button', { name: 'Share… New' }).click();
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeVisible();
});
