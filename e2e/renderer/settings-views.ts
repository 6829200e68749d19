/** The settings in each of their states. */
import { expect } from '@playwright/test';
import { all, button, type View } from './view.ts';

export const settingsViews: readonly View[] = [
  { name: '6-settings', desktop: true, set: (control) => control.show(all), place: '/settings' },
  {
    name: '6-settings-foot',
    desktop: true,
    set: (control) => control.show(all),
    place: '/settings',
    then: async (page) => {
      await page.getByText('Files', { exact: true }).click();
      await button(page, 'Check it');
      await expect(page.getByText('Everything that is needed is there.')).toBeVisible();
      await page.getByRole('button', { name: 'Save a report…' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: '6-settings-browser-fixed',
    set: (control) => {
      control.settings.set({ auditDays: 0, storeLimitBytes: 75e9, fixed: ['auditDays', 'storeLimitBytes'] });
      control.settings.well = false;
      control.show([]);
    },
    place: '/settings',
    then: async (page) => {
      await button(page, 'Check it');
      await expect(page.getByText('Something is missing:')).toBeVisible();
    },
  },
];
