/** Groups: who belongs together and what is theirs, accounts, and a web server's files taken over. */
import { expect, open, test } from './fixtures.ts';
import { labGroups } from './fake-groups.ts';
import { pbmc } from './samples.ts';

test.beforeEach(({ control }) => {
  control.show([pbmc]);
  control.groups.show(labGroups);
});

test('every change goes to the service at once, and what it refuses is said', async ({ page, control }) => {
  await open(page, control, '/session/pbmc-68k');
  await page.getByRole('link', { name: 'Groups' }).click();
  await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible();
  await expect(page.getByText('http://192.0.2.7:8080/')).toBeVisible();
  control.asked.length = 0;
  const changes = () => control.asked.filter(({ method }) => method !== 'GET');
  await page.getByLabel('Role of jonas in lung').selectOption('Analyst');
  await page.getByLabel('User name of a new member of blood').fill(' anna ');
  await page.getByRole('button', { name: 'Add this member to blood' }).click();
  await page.getByRole('button', { name: 'Take out maria of lung' }).click();
  await page.getByLabel('Path of an .h5ad file for blood').fill('/data/pbmc.h5ad');
  await page.getByRole('button', { name: 'Add this dataset to blood' }).click();
  await page.getByRole('button', { name: 'Remove Airway organoids from lung' }).click();
  await page.getByRole('button', { name: 'Set password… of jonas' }).click();
  await page.getByLabel('New password of jonas').fill('long-enough');
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByRole('button', { name: 'Sign out maria in every browser' }).click();
  await page.getByLabel('Name of a new group').fill('atlas');
  await page.getByRole('button', { name: 'Make the group' }).click();
  await expect.poll(() => changes().length).toBe(8);
  expect(changes().map(({ path, body }) => [path, body])).toEqual([
    ['/api/groups/lung', { setMembers: [{ name: 'jonas', role: 'analyst' }] }],
    ['/api/groups/blood', { setMembers: [{ name: 'anna', role: 'annotator' }] }],
    ['/api/groups/lung', { removeMembers: ['maria'] }],
    ['/api/groups/blood', { addDatasets: ['/data/pbmc.h5ad'] }],
    ['/api/groups/lung', { removeDatasets: ['/data/a_rather_long_folder_name/organoids_day_30_integrated.h5ad'] }],
    ['/api/users/jonas', { password: 'long-enough' }],
    ['/api/users/maria', { signOut: true }],
    ['/api/groups/atlas', {}],
  ]);
  control.refuseNext('dataset-not-found', { path: '/data/none.h5ad' });
  await page.getByLabel('Path of an .h5ad file for blood').fill('/data/none.h5ad');
  await page.getByRole('button', { name: 'Add this dataset to blood' }).click();
  await expect(page.getByText('It stays as it was. There is no file at /data/none.h5ad.')).toBeVisible();
});

test('an import is shown before it is done, with what cannot be used', async ({ page, control }) => {
  await open(page, control, '/groups');
  await page.getByRole('button', { name: 'Take over', exact: true }).click();
  await expect(page.getByText('Choose a password file or a group file.')).toBeVisible();
  const file = (text: string) => ({ name: 'file', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByLabel('Password file').setInputFiles(file('anna:{SHA}x'));
  await page.getByLabel('Group file').setInputFiles(file('atlas: anna'));
  await page.getByRole('button', { name: 'See what would change' }).click();
  await expect(page.getByText('This would change:')).toBeVisible();
  await expect(page.getByText('New accounts: anna and tom')).toBeVisible();
  await expect(page.getByText('Password file, line 3: There is no colon')).toBeVisible();
  await page.getByRole('button', { name: 'Take over', exact: true }).click();
  await expect(page.getByText('This has changed:')).toBeVisible();
  const sent = control.asked.filter(({ path }) => path === '/api/users/import').map(({ body }) => body);
  const files = { htpasswd: 'anna:{SHA}x', groups: 'atlas: anna' };
  expect(sent).toEqual([
    { ...files, dryRun: true },
    { ...files, dryRun: false },
  ]);
});
