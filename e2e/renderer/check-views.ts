/** The views of a file that is not shared yet: what was found in it, and what to share it as. */
import { expect } from '@playwright/test';
import { usualBucket } from '../../contract/buckets.ts';
import type { Check } from '../../contract/control.ts';
import { describeFailure } from '../../contract/errors.ts';
import { lookedAt } from './pictures.ts';
import { check, pbmc } from './samples.ts';
import { all, button, type View } from './view.ts';

const file = '/home/lina/Lung atlas/fetal_lung_w12-20_final.h5ad';
const address = 'https://data.lab.example/atlas/fetal_lung.h5ad';
const notGivenOut: Check = {
  ...check('s3://atlas/fetal_lung.h5ad', [
    {
      ...describeFailure('download-denied', {
        name: 'fetal_lung.h5ad',
        host: 'the bucket atlas',
        reason: 'no AWS credentials were found on this computer',
      }),
      severity: 'error',
    },
  ]),
  bucket: { name: 'atlas', settings: usualBucket, fixed: false },
};
const checkPlace = `/check/${encodeURIComponent(file)}`;

export const checkViews: readonly View[] = [
  { name: '2-check', desktop: true, set: (control) => control.show([]), place: checkPlace },
  {
    name: '2-check-picture',
    desktop: true,
    set: (control) => {
      control.show([]);
      control.finds(lookedAt(file));
    },
    place: checkPlace,
    then: (page) => expect(page.getByRole('img', { name: /^umap of/ })).toBeVisible(),
  },
  {
    name: '2-check-picture-of-numbers',
    set: (control) => {
      control.show(all);
      control.finds(lookedAt(file));
    },
    place: checkPlace,
    then: async (page) => {
      await page.getByLabel('Colour by').selectOption('n_genes');
      await page.getByText('Show columns').click();
      await expect(page.getByRole('img', { name: /coloured by n_genes$/ })).toBeVisible();
    },
  },
  {
    name: '2-check-warnings',
    set: (control) => {
      control.show(all);
      const problem = describeFailure('dataset-duplicate-genes', { name: 'fetal_lung.h5ad', example: 'MATR3' });
      control.finds(check(file, [{ ...problem, severity: 'warning' }]));
    },
    place: checkPlace,
  },
  {
    name: '2-check-error',
    set: (control) => {
      control.show([pbmc]);
      const name = 'fetal_lung_w12-20_final.h5ad';
      const problem = describeFailure('dataset-truncated', { name, expected: '1,181,116,006', actual: '402,653,184' });
      control.finds(check(file, [{ ...problem, detail: 'end of file at 0x18000000', severity: 'error' }]));
    },
    place: checkPlace,
  },
  {
    name: '2-check-address',
    desktop: true,
    set: (control) => {
      control.show([pbmc]);
      control.finds({ ...check(address), sizeBytes: 1_180_000_000, facts: null, needs: null });
    },
    place: `/check/${encodeURIComponent(address)}`,
  },
  {
    name: '2-check-bucket',
    set: (control) => {
      control.show([pbmc]);
      control.finds(notGivenOut);
    },
    place: `/check/${encodeURIComponent(notGivenOut.path)}`,
  },
  {
    name: '2-check-shared-already',
    set: (control) => {
      control.show([pbmc]);
      control.finds(check(pbmc.dataset.path));
    },
    place: `/check/${encodeURIComponent(pbmc.dataset.path)}`,
  },
  {
    name: '2-public',
    set: (control) => control.show([]),
    place: checkPlace,
    then: async (page) => {
      await page.getByText('The internet', { exact: true }).click();
      await button(page, 'Share');
    },
  },
];
