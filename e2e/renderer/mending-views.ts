/** The views of copies that are mended and of the folder that is served. */
import { expect } from '@playwright/test';
import { describeFailure } from '../../contract/errors.ts';
import type { Deed, Mending, MendingPhase } from '../../contract/mendings.ts';
import { aMending, begun } from './fake-mendings.ts';
import { lookedAt } from './pictures.ts';
import { check, pbmc, recents } from './samples.ts';
import { all, button, type View } from './view.ts';

const path = '/data/twice.h5ad';
const place = `/check/${encodeURIComponent(path)}`;
const twice = describeFailure('dataset-duplicate-genes', { name: 'twice.h5ad', example: 'TBCE' });
const gaps = 'it holds yes and no with gaps (nullable booleans)';
const refused = describeFailure('dataset-column-refused', { name: 'twice.h5ad', column: 'is_doublet', reason: gaps });
const drop = 'Leave out in a copy what Annotate cannot read';

const did: readonly Deed[] = [
  { fix: 'make-names-unique', cells: 0, genes: 12 },
  {
    fix: 'compute-embedding',
    method: 'umap',
    normalised: true,
    genes: 2000,
    components: 50,
    cells: 312_000,
    fitted: 200_000,
  },
];
const done = (file: string): Extract<MendingPhase, { name: 'done' }> => ({
  name: 'done',
  path: `/home/lina/.local/share/annotate-share/prepared/1/${file}`,
  sizeBytes: 1_846_652_624,
  at: '2026-11-21T12:00:00Z',
  did: [...did],
  still: [],
});

const copies: readonly Mending[] = [
  aMending(done('twice-mended.h5ad'), { fixes: ['make-names-unique', 'compute-embedding'] }),
  aMending(
    { ...done('Sample.h5ad'), did: [{ fix: 'convert', from: '10x-h5', left_out: 17 }], sizeBytes: 31_000_000 },
    {
      id: 'mending-2',
      source: '/data/A rather long folder name/Sample_2026-03-12_lung_and_airways_filtered_feature_bc_matrix.h5',
      fileName: 'Sample_2026-03-12_lung_and_airways_filtered_feature_bc_matrix.h5ad',
      fixes: ['convert'],
    },
  ),
];

type Working = Extract<MendingPhase, { name: 'working' }>;
const atWork = (phase: Partial<Working>): MendingPhase => ({ ...begun, ...phase });

export const mendingViews: readonly View[] = [
  {
    name: '1-prepared-copies',
    desktop: true,
    set: (control) => control.show([], { recents: [...recents], mendings: [...copies] }),
  },
  {
    name: '1-prepared-copy-removed',
    set: (control) => control.show([], { mendings: [...copies] }),
    then: (page) => button(page, 'Remove twice-mended.h5ad…'),
  },
  {
    name: '1-library',
    set: (control) =>
      control.show([pbmc], {
        library: [
          {
            path: '/data/groups/lung/atlas.h5ad',
            fileName: 'atlas.h5ad',
            title: 'Atlas',
            sizeBytes: 2e9,
            group: 'lung',
          },
          { path: '/data/groups/new.h5ad', fileName: 'new.h5ad', title: 'New', sizeBytes: 3e7, group: null },
        ],
      }),
    place: '/share',
  },
  {
    name: '2-check-mendable',
    set: (control) => {
      control.show(all);
      control.finds({
        ...check(path, [{ ...twice, severity: 'error' }]),
        offers: [
          { fix: 'make-names-unique', solves: 'dataset-duplicate-genes' },
          { fix: 'compute-embedding', solves: 'dataset-no-embedding' },
        ],
      });
    },
    place,
  },
  {
    name: '2-check-mendable-warning',
    set: (control) => {
      control.show(all);
      control.finds({
        ...lookedAt(path, [{ ...refused, severity: 'warning' }]),
        offers: [{ fix: 'drop-broken', solves: 'dataset-column-refused' }],
      });
    },
    place,
    then: (page) => expect(page.getByRole('button', { name: drop })).toBeVisible(),
  },
  {
    name: '2-mending',
    set: (control) => {
      control.show(all);
      control.finds({
        ...check(path, [{ ...twice, severity: 'error' }]),
        offers: [{ fix: 'make-names-unique', solves: 'dataset-duplicate-genes' }],
      });
    },
    place,
    then: async (page, control) => {
      await button(page, 'Make names unique in a copy');
      const phase = atWork({ step: 'layout', done: 0.42, secondsLeft: 192 });
      control.show(all, { mendings: [aMending(phase)] });
      await expect(page.getByText('about 3 min left')).toBeVisible();
    },
  },
  {
    name: '2-mending-sets-up',
    set: (control) => {
      control.show(all);
      control.finds({
        ...check(path, [{ ...describeFailure('dataset-no-embedding', { name: 'twice.h5ad' }), severity: 'error' }]),
        offers: [{ fix: 'compute-embedding', solves: 'dataset-no-embedding' }],
      });
    },
    place,
    then: async (page, control) => {
      await button(page, 'Compute an embedding in a copy');
      const detail = 'Downloading 45 Python packages, 83 of 197 MB';
      control.show(all, {
        mendings: [aMending(atWork({ step: 'setting-up-embeddings', done: 0.3, detail }))],
      });
      await expect(page.getByText('about 200 MB, only this once')).toBeVisible();
    },
  },
];
