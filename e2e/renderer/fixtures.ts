/** A page with its own fake control server, its clock set, and with the desktop's bridge where a test asks for it. */
import { expect, test as base, type Page } from '@playwright/test';
import { FakeControl } from './fake-control.ts';
import { now } from './samples.ts';

export interface Fixtures {
  readonly control: FakeControl;
}

/** Fails when the page does what its CSP forbids, or throws. */
export const test = base.extend<Fixtures>({
  viewport: { width: 980, height: 680 },
  // The clock of the system the page runs on: times are compared as they are written.
  locale: 'en-GB',
  // Playwright reads the fixtures that are needed from this pattern.
  control: async ({}, use) => {
    const control = await FakeControl.start();
    await use(control);
    await control.stop();
  },
  page: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
    await page.clock.setFixedTime(now);
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export { expect };

/** Opens the page as the service hands out its address, then goes to a place in it. */
export async function open(page: Page, control: FakeControl, place = ''): Promise<void> {
  await page.goto(control.url);
  await page.waitForURL((url) => !url.href.includes('token'));
  if (place !== '') await page.goto(`${control.origin}/#${place}`);
  await expect(page.locator('[aria-busy]')).toHaveCount(0);
  await expect(page.getByRole('main')).toBeVisible();
}

/** What the preload script adds in the desktop window. Calls are kept in `window.bridgeCalls`. */
export async function asDesktop(page: Page, chosen: string | null = null): Promise<void> {
  await page.addInitScript(`
    const calls = (window.bridgeCalls = []);
    let settings = { version: '0.1.0', openAtLogin: false, updates: true, notifications: true, stayAwake: true, mutedNews: ['ready'] };
    const note = (name) => async (...values) => { calls.push([name, ...values]); };
    window.annotateShare = {
      platform: 'linux',
      chooseDataset: async () => { calls.push(['chooseDataset']); return ${JSON.stringify(chosen)}; },
      pathOfDroppedFile: (file) => '/home/lina/' + file.name,
      revealInFolder: note('revealInFolder'),
      openExternal: note('openExternal'),
      copyText: note('copyText'),
      closeWindow: note('closeWindow'),
      settings: async () => settings,
      changeSettings: async (change) => {
        calls.push(['changeSettings', change]);
        if (window.refusesSettings) throw new Error('refused');
        return (settings = { ...settings, ...change });
      },
      lookForUpdate: async () => ({ is: 'newest' }),
      saveReport: async () => { calls.push(['saveReport']); return true; },
      openFolder: note('openFolder'),
      onSettings: (listener) => { window.settingsInTray = (change) => listener((settings = { ...settings, ...change })); return () => {}; },
      onNavigate: (listener) => { window.navigateTo = listener; return () => {}; },
    };
  `);
}
