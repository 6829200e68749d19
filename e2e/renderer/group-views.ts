/** The views of groups and accounts, for the checks of every view. */
import { labGroups } from './fake-groups.ts';
import { pbmc } from './samples.ts';
import type { View } from './view.ts';

export const groupViews: readonly View[] = [
  {
    name: '8-groups',
    set: (control) => {
      control.show([pbmc]);
      control.groups.show(labGroups);
    },
    place: '/groups',
    then: (page) => page.getByRole('button', { name: 'Set password… of maria' }).click(),
  },
  {
    name: '8-groups-none',
    set: (control) => control.show([]),
    place: '/groups',
    then: async (page) => {
      await page
        .getByLabel('Password file')
        .setInputFiles({ name: 'htpasswd', mimeType: '', buffer: Buffer.from('x') });
      await page.getByRole('button', { name: 'See what would change' }).click();
      await page.getByText('New groups: atlas').waitFor();
    },
  },
];
