/** A running session: toggles, people coming and going, stopping, and the connection to the service. */
import type { Page } from '@playwright/test';
import { describeFailure } from '../../contract/errors.ts';
import { expect, open, test } from './fixtures.ts';
import { at, failed, lung, notice, onComputer, organoid, pbmc, person, resources, retina, tumour } from './samples.ts';

const status = (page: Page, text: string) => page.getByRole('status').getByText(text);

test.describe('a toggle', () => {
  const toggle = (page: Page) => page.getByRole('switch', { name: 'Differential expression' });

  test('moves at once, before the service has answered', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    const release = control.hold();
    await toggle(page).click();
    await expect(toggle(page)).not.toBeChecked();
    await expect(page.getByText('Nobody can compare groups of cells now.')).toBeVisible();
    release();
    await expect
      .poll(() => control.asked.at(-1))
      .toMatchObject({
        method: 'PATCH',
        path: '/api/sessions/fetal-lung',
        body: { toggles: { diffexp: false } },
      });
    await expect(toggle(page)).not.toBeChecked();
  });

  test('goes back with a sentence when it is refused', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    const release = control.hold();
    control.refuseNext('session-not-found', { id: 'fetal-lung' });
    await toggle(page).press('Space');
    await expect(toggle(page)).not.toBeChecked();
    release();
    await expect(toggle(page)).toBeChecked();
    await expect(
      page.getByRole('alert').getByText('It stays as it was. There is no session fetal-lung.'),
    ).toBeVisible();
    await toggle(page).click();
    await expect(page.getByText('It stays as it was.')).toHaveCount(0);
  });

  test('that caps the general link’s role says so beside it', async ({ page, control }) => {
    control.show([pbmc]);
    await open(page, control);
    await page.getByRole('switch', { name: 'Annotations' }).click();
    await expect(page.getByText('Annotator, annotations are off')).toBeVisible();
    await page.getByLabel('Role of people with the general link').selectOption('Viewer');
    await expect(page.getByText('annotations are off')).toHaveCount(0);
    await expect.poll(() => control.asked.at(-1)?.body).toEqual({ generalLink: { role: 'viewer' } });
  });
});

test('people appear and are announced without the focus moving', async ({ page, control }) => {
  control.show([pbmc]);
  await open(page, control);
  await expect(page.getByText('Nobody yet.')).toBeVisible();
  const copy = page.getByRole('button', { name: 'Copy link' });
  await copy.focus();
  control.show([{ ...pbmc, people: [person('Maria Okafor')] }]);
  await expect(page.getByText('Annotator, here since 14:18')).toBeVisible();
  await expect(status(page, 'Maria Okafor is looking at PBMC 68k, reduced')).toHaveCount(1);
  control.show([{ ...pbmc, people: [person('Maria Okafor', { here: false })] }]);
  await expect(status(page, 'Maria Okafor left PBMC 68k, reduced')).toHaveCount(1);
  await expect(page.getByText('Nobody. Last here: Maria Okafor, 14:35.')).toBeVisible();
  await expect(copy).toBeFocused();
});

test('the general link is closed and opened again beside the people', async ({ page, control }) => {
  control.show([lung]);
  await open(page, control);
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(1 + lung.people.length + 1);
  await page.getByRole('button', { name: 'Close the general link' }).click();
  await expect(page.getByText('Closed: nobody can sign in by it')).toBeVisible();
  await page.getByRole('button', { name: 'Open again: the general link' }).click();
  await expect(page.getByText('User guest and its password')).toBeVisible();
});

test('people are sorted by what one wants to know, with what each was sent', async ({ page, control }) => {
  const people = [
    person('Maria Okafor', { requests: 1_214, bytesSent: 48_000_000 }),
    person('Guest 10', { here: false, requests: 3_000, bytesSent: 9_000_000 }),
    person('Guest 2', { requests: 12, bytesSent: 212_000_000, lastSeen: at('14:36') }),
  ];
  control.show([{ ...pbmc, people, resources: resources({ requests: 4_226, bytesSent: 269_000_000 }) }]);
  await open(page, control, '/session/pbmc-68k/people');
  const names = async () => (await page.getByRole('row').locator('td p:first-child').allTextContents()).slice(0, 3);
  const column = (name: string) => page.getByRole('columnheader', { name });
  const sortBy = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByText('2 people here · 4,226 requests, 269 MB sent')).toBeVisible();
  expect(await names()).toEqual(['Guest 2', 'Maria Okafor', 'Guest 10']);
  await expect(column('Last seen')).toHaveAttribute('aria-sort', 'descending');
  await sortBy('Requests');
  await expect(column('Requests')).toHaveAttribute('aria-sort', 'descending');
  await expect(column('Last seen')).toHaveAttribute('aria-sort', 'none');
  expect(await names()).toEqual(['Guest 10', 'Maria Okafor', 'Guest 2']);
  await sortBy('Sent');
  expect(await names()).toEqual(['Guest 2', 'Maria Okafor', 'Guest 10']);
  await sortBy('Person');
  await expect(column('Person')).toHaveAttribute('aria-sort', 'ascending');
  expect(await names()).toEqual(['Guest 2', 'Guest 10', 'Maria Okafor']);
  const maria = page.getByRole('row', { name: 'Maria Okafor' });
  for (const cell of ['1,214', '48 MB'])
    await expect(maria.getByRole('cell', { name: cell, exact: true })).toBeVisible();
  await page.setViewportSize({ width: 490, height: 340 });
  await expect(maria.getByText('1,214 requests, 48 MB sent')).toBeVisible();
});

test('what is computed, waits, was refused and is kept stands at the foot', async ({ page, control }) => {
  const busy = { queue: 3, computing: 2, refused: 12, cacheHitRate: 0.71, cacheBytes: 38_000_000 };
  control.show([{ ...pbmc, resources: resources(busy) }]);
  await open(page, control);
  const foot = page.getByRole('region', { name: 'What this session uses' });
  for (const text of ['2 run, 12 refused', '38 MB', '71% of answers']) {
    await expect(foot.getByText(text)).toBeVisible();
  }
  control.show([{ ...pbmc, resources: resources() }]);
  for (const text of ['nobody waits', 'no answers yet']) await expect(foot.getByText(text)).toBeVisible();
});

test('short memory is told with since when, how many were refused and what to do', async ({ page, control }) => {
  const { message, hint } = describeFailure('memory-short', { refused: 7 });
  control.show([{ ...pbmc, notices: [notice('memory-short', 'warning', message, hint)] }]);
  await open(page, control);
  const main = page.getByRole('main');
  for (const text of ['(7 so far)', 'Close other programs', 'Since 14:32.', 'Live, needs you']) {
    await expect(main.getByText(text)).toBeVisible();
  }
});

test.describe('sleep', () => {
  const choice = (page: Page) => page.getByLabel('When it goes to sleep');

  test('comes after the time that is chosen, or never', async ({ page, control }) => {
    control.show([pbmc]);
    await open(page, control);
    await expect(choice(page)).toHaveValue('30');
    await expect(choice(page).getByRole('option')).toHaveText([
      'After 10 minutes',
      'After 30 minutes',
      'After 2 hours',
      'Never',
    ]);
    await choice(page).selectOption('After 2 hours');
    await expect.poll(() => control.asked.at(-1)?.body).toEqual({ sleepAfterMinutes: 120 });
    await choice(page).selectOption('Never');
    await expect.poll(() => control.asked.at(-1)?.body).toEqual({ sleepAfterMinutes: null });
    await expect(page.getByText('It stays ready and keeps its memory.')).toBeVisible();
  });

  test('shows a time that was set elsewhere, and goes back with a sentence when it is refused', async ({
    page,
    control,
  }) => {
    control.show([{ ...pbmc, sleepAfterMinutes: 45 }]);
    await open(page, control);
    await expect(choice(page).locator('option:checked')).toHaveText('After 45 minutes');
    control.refuseNext('session-not-found', { id: 'pbmc-68k' });
    await choice(page).selectOption('Never');
    await expect(page.getByRole('alert').getByText('It stays as it was. There is no session pbmc-68k.')).toBeVisible();
    await expect(choice(page).locator('option:checked')).toHaveText('After 45 minutes');
  });

  test('is told, with what wakes it', async ({ page, control }) => {
    control.show([{ ...pbmc, phase: 'asleep', liveSince: null }]);
    await open(page, control);
    const main = page.getByRole('main');
    await expect(main.getByText('Asleep', { exact: true })).toBeVisible();
    const wakes = main.getByText('The link still works: the next visit wakes it.');
    await expect(wakes).toBeVisible();
    const { message, hint } = describeFailure('dataset-not-found', { path: '/home/lina/pbmc68k.h5ad' });
    const notices = [notice('dataset-not-found', 'error', message, hint)];
    control.show([{ ...pbmc, phase: 'asleep', liveSince: null, notices }]);
    await expect(main.getByText(message)).toBeVisible();
    await expect(wakes).toHaveCount(0);
  });
});

test.describe('stopping', () => {
  const stop = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Stop' });

  test('asks while people are here, and keeping on is the first answer', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    await stop(page).click();
    await expect(page.getByRole('alertdialog').getByText('3 people are here.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Keep sharing' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => control.asked).toEqual([]);
    await expect(stop(page)).toBeFocused();
    await stop(page).click();
    await page.getByRole('button', { name: 'Stop sharing' }).click();
    await expect(page.getByRole('heading', { name: `${lung.title} is no longer shared` })).toBeFocused();
    await expect
      .poll(() => control.asked)
      .toEqual([{ method: 'DELETE', path: '/api/sessions/fetal-lung', body: null }]);
  });

  test('does not ask when nobody is here; sharing again takes one click', async ({ page, control }) => {
    control.show([pbmc]);
    await open(page, control);
    await stop(page).click();
    await page.getByRole('button', { name: 'Share again' }).click();
    await expect(page.getByRole('heading', { name: 'Getting PBMC 68k, reduced ready' })).toBeVisible();
    await expect
      .poll(() => control.asked.at(-1)?.body)
      .toMatchObject({ dataset: pbmc.dataset.path, title: pbmc.title });
  });

  test('says why when it is refused', async ({ page, control }) => {
    control.show([pbmc]);
    await open(page, control);
    control.refuseNext('internal', { reason: 'no luck' });
    await stop(page).click();
    await expect(page.getByRole('alert').getByText('Not stopped.')).toBeVisible();
  });

  test('everything asks once for all sessions', async ({ page, control }) => {
    control.show([lung, pbmc, organoid]);
    await open(page, control);
    await page.getByRole('button', { name: 'Stop everything' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stop everything' }).click();
    await expect
      .poll(() => control.asked.map(({ path }) => path).sort())
      .toEqual(['/api/sessions/fetal-lung', '/api/sessions/pbmc-68k']);
  });

  test('is called cancelling while it prepares', async ({ page, control }) => {
    control.show([retina]);
    await open(page, control);
    await expect(page.getByRole('progressbar', { name: 'Setting up Annotate' })).toHaveAttribute(
      'aria-valuetext',
      '62%',
    );
    await page.getByRole('button', { name: 'Cancel sharing' }).click();
    await expect(page.getByRole('heading', { name: 'is no longer shared' })).toBeVisible();
  });
});

test('pausing and resuming', async ({ page, control }) => {
  control.show([pbmc]);
  await open(page, control);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('You paused this session.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Annotate is starting again with this dataset.')).toBeVisible();
  await expect.poll(() => control.asked.map(({ body }) => body)).toEqual([{ paused: true }, { paused: false }]);
});

test('the steps lead to the session by themselves', async ({ page, control }) => {
  control.show([retina]);
  await open(page, control);
  await expect(page.getByText('Downloading 63 Python packages, 118 of 190 MB')).toBeVisible();
  control.show([{ ...pbmc, id: retina.id, title: retina.title }]);
  await expect(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await expect(status(page, 'Mouse retina, P0–P14 is ready to share')).toHaveCount(1);
});

test('a failure says what happened, what it means, what to do, and can be tried again', async ({ page, control }) => {
  control.show([failed('retina', 'Mouse retina', 'environment-no-network', {}, 'timed out after 30 s')]);
  await open(page, control);
  const failure = describeFailure('environment-no-network');
  for (const text of [failure.message, 'Mouse retina was not opened.', failure.hint, 'environment-no-network']) {
    await expect(page.getByText(text)).toBeVisible();
  }
  await expect(page.getByText('timed out after 30 s')).toBeHidden();
  await page.getByText('Show details').click();
  await expect(page.getByText('timed out after 30 s')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Getting Mouse retina ready' })).toBeVisible();
  await expect.poll(() => control.asked.map(({ method }) => method)).toEqual(['DELETE', 'POST']);
});

test('only the gravest notice is shown', async ({ page, control }) => {
  const [restarted] = tumour.notices;
  if (restarted === undefined) throw new Error('the sample has a notice');
  const graver = { ...restarted, severity: 'error', message: 'The tunnel broke.' } as const;
  control.show([{ ...tumour, notices: [restarted, graver] }]);
  await open(page, control);
  await expect(page.getByRole('main').getByText('The tunnel broke.')).toBeVisible();
  await expect(page.getByRole('main').getByText(restarted.message)).toHaveCount(0);
});

test.describe('by keyboard', () => {
  test('Ctrl+1 to 9 go to sessions, arrows through the list', async ({ page, control }) => {
    control.show([lung, pbmc, tumour]);
    await open(page, control);
    await page.keyboard.press('ControlOrMeta+2');
    await expect(page.getByRole('heading', { level: 1, name: pbmc.title })).toBeVisible();
    const item = (name: string) => page.getByRole('navigation', { name: 'Sessions' }).getByRole('link', { name });
    await item(lung.title).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(item(tumour.title)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: tumour.title })).toBeVisible();
    await page.keyboard.press('Home');
    await expect(item(lung.title)).toBeFocused();
  });

  test('Ctrl+O leads to the path field in a browser', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    await page.keyboard.press('ControlOrMeta+o');
    await expect(page.getByLabel('Path of an .h5ad file')).toBeFocused();
  });

  test('everything on the overview is reached by Tab, with a ring to see', async ({ page, control }) => {
    control.show([pbmc]);
    await open(page, control);
    const reached: string[] = [];
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press('Tab');
      const [name, ring] = await page.evaluate<[string, string]>(`(() => {
        const element = document.activeElement;
        return [element.getAttribute('aria-label') ?? element.textContent.trim(), getComputedStyle(element).outlineStyle];
      })()`);
      if (reached.includes(name)) break;
      reached.push(name);
      expect(ring, name).toBe('solid');
    }
    for (const name of [
      'Open',
      'Pause',
      'Stop',
      'People',
      'QR code',
      'E-mail text…',
      'Show password',
      'Stop everything',
    ]) {
      expect(reached).toContain(name);
    }
  });
});

test('a narrow window folds the sessions into one button', async ({ page, control }) => {
  await page.setViewportSize({ width: 490, height: 340 });
  control.show([lung, pbmc]);
  await open(page, control);
  const fold = page.getByRole('button', { name: lung.title });
  await expect(page.getByRole('link', { name: pbmc.title })).toBeHidden();
  await fold.click();
  await page.getByRole('link', { name: pbmc.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: pbmc.title })).toBeVisible();
  await expect(page.getByRole('link', { name: lung.title })).toBeHidden();
});

test('a chosen theme holds over a reload', async ({ page, control }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, control);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Dark' }).check();
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  await expect.poll(ground).toBe('rgb(28, 30, 33)');
  await page.reload();
  await expect.poll(ground).toBe('rgb(28, 30, 33)');
});

test.describe('the connection to the service', () => {
  const lost = (page: Page) => page.getByText('Connection to Annotate Share lost, trying again…');

  test('that is lost is told calmly, and comes back by itself', async ({ page, control }) => {
    control.show([lung]);
    await open(page, control);
    control.disappear();
    await expect(lost(page)).toBeVisible();
    await page.getByRole('switch', { name: 'Annotations' }).click();
    await expect(page.getByText('Annotate Share did not answer, so nothing was changed.')).toBeVisible();
    await expect(page.getByRole('switch', { name: 'Annotations' })).toBeChecked();
    control.show([{ ...lung, reach: onComputer, publicUrl: null }]);
    control.comeBack();
    await expect(lost(page)).toHaveCount(0);
    await expect(page.getByText('Reachable on this computer only')).toBeVisible();
  });

  test('needs the key of this start', async ({ page, control }) => {
    await page.goto(control.origin);
    await expect(page.getByRole('heading', { name: 'This page needs its key' })).toBeVisible();
    await page.goto('about:blank');
    await page.goto(`${control.origin}/#token=wrong`);
    await expect(page.getByRole('heading', { name: 'This page needs its key' })).toBeVisible();
  });
});
