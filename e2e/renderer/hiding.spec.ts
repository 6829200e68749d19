/** What people get to see, chosen in a running session; favourites among what was shared before. */
import { expect, open, test } from './fixtures.ts';
import { check, pbmc, recents } from './samples.ts';

const columns = [
  { axis: 'cells', name: 'louvain', kind: 'categories' },
  { axis: 'cells', name: 'donor_dob', kind: 'text' },
  { axis: 'genes', name: 'means', kind: 'numbers' },
] as const;
const identifiers = [{ column: 'donor_dob', why: 'birth-date', certainty: 'likely' }] as const;

test('columns and expression values are hidden in place; what may tell who somebody is comes first', async ({
  page,
  control,
}) => {
  control.show([{ ...pbmc, columns: [...columns], identifiers: [...identifiers], hiddenColumns: ['gone'] }]);
  await open(page, control);
  await expect(page.getByText('1 column seems to tell who somebody is.')).toBeVisible();
  await page.getByText('Hide columns…').click();
  const choice = page.getByRole('group', { name: 'Columns that nobody gets to see' });
  await expect(choice.getByRole('checkbox')).toHaveCount(5);
  await expect(choice.locator('label').first()).toHaveText('donor_dob looks like dates of birth');
  await expect(choice.getByLabel('gone')).toBeChecked();
  await choice.getByLabel('donor_dob').check();
  // It goes from the list with that.
  await choice.getByLabel('gone').click();
  await choice.getByLabel('Names of the cells').check();
  await expect(page.getByText('2 columns are hidden: donor_dob, cell names.')).toBeVisible();
  await page.getByRole('switch', { name: 'Expression values' }).click();
  await expect(page.getByText('no genes, no differential expression')).toBeVisible();
  await expect
    .poll(() => control.asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body))
    .toEqual([
      { hiddenColumns: ['gone', 'donor_dob'] },
      { hiddenColumns: ['donor_dob'] },
      { hiddenColumns: ['donor_dob', 'cell names'] },
      { hideExpression: true },
    ]);
});

test('a dataset is offered as it was shared the last time, and only what is another is asked for', async ({
  page,
  control,
}) => {
  const path = '/home/lina/cells.h5ad';
  const remembered = {
    title: 'Cells of ours',
    toggles: { diffexp: false, annotations: true },
    hiddenColumns: ['mrn'],
    hideExpression: false,
  };
  control.finds({ ...check(path), remembered });
  await open(page, control, `/check/${encodeURIComponent(path)}`);
  await expect(page.getByLabel('Title')).toHaveValue('Cells of ours');
  await expect(page.getByLabel('Differential expression')).not.toBeChecked();
  await expect(page.getByText('1 column is hidden: mrn.')).toBeVisible();
  await page.getByLabel('Expression values').uncheck();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect.poll(() => control.asked.at(-1)?.body).toMatchObject({ hideExpression: true });
  expect(control.asked.at(-1)?.body).not.toHaveProperty('hiddenColumns');
});

test('a star keeps a dataset at the top', async ({ page, control }) => {
  control.show([], { recents: [...recents] });
  await open(page, control);
  await page.getByRole('button', { name: 'Keep PBMC 68k, reduced at the top' }).click();
  await expect(page.getByRole('button', { name: 'Do not keep PBMC 68k, reduced at the top' })).toBeVisible();
  expect(control.asked.at(-1)).toEqual({
    method: 'PATCH',
    path: '/api/recents?path=%2Fhome%2Flina%2Fpbmc68k.h5ad',
    body: { favourite: true },
  });
});
