/** The views of what was done in a session, and of what people accept first. */
import type { Page } from '@playwright/test';
import { afternoon, lungWithTerms } from './activity-samples.ts';
import { lung, pbmc } from './samples.ts';
import type { View } from './view.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name }).click();

export const activityViews: readonly View[] = [
  {
    name: '4-activity',
    set: (control) => {
      control.remembers(afternoon);
      control.show([lung]);
    },
    place: '/session/fetal-lung/activity',
  },
  { name: '4-activity-empty', set: (control) => control.show([pbmc]), place: '/session/pbmc-68k/activity' },
  { name: '4-people-terms', set: (control) => control.show([lungWithTerms]), place: '/session/fetal-lung/people' },
  {
    name: '4-data-use',
    set: (control) => control.show([lungWithTerms]),
    place: '/session/fetal-lung/people',
    then: (page) => page.locator('.data-use').getByRole('button', { name: 'Change…' }).click(),
  },
  {
    name: '4-data-use-incomplete',
    set: (control) => control.show([pbmc]),
    place: '/session/pbmc-68k/people',
    then: async (page) => {
      await button(page, 'Ask for an agreement…');
      await button(page, 'Ask for this');
    },
  },
];
