/** A file that cannot be shared: what helps is a button, then progress, then the way on to the copy. */
import { describeFailure } from '../../contract/errors.ts';
import { aMending, begun } from './fake-mendings.ts';
import { expect, open, test } from './fixtures.ts';
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
  control.show([], { mendings: [aMending({ ...begun, step: 'copying', done: 0.42 })] });
  await expect(page.getByText('Copying 42%')).toBeVisible();
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
  await expect(page.getByText('New names for 0 cells and 2 genes that had the name of another.')).toBeVisible();
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
  await page.getByRole('button', { name: 'Remove twice-mended.h5ad' }).click();
  await expect.poll(() => control.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/mendings/mending-1' });
});
