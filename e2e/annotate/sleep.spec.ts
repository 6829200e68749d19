/** Sleep and wake: nobody looks, so Annotate's memory is given back; whoever comes then sees the page as if nothing had been. */
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { hostsOf, stillAlive } from '../support/processes.ts';
import { signIn } from '../support/sign-in.ts';

test('asleep, it gives back its memory; a visit wakes it, and what was saved before is there', async ({
  share,
  page,
}) => {
  const live = await share([exampleDataset()]);
  await expect.poll(async () => (await live.session()).matrixStore, { timeout: 60_000 }).toBe('ready');
  await signIn(page, live.ready);
  const annotate = new AnnotatePage(page);
  await annotate.expectCells(700);
  await annotate.createCategory('kept');
  await annotate.expectSaved();
  const [host, ...others] = hostsOf(live.ready.pid).map(({ pid }) => pid);
  if (host === undefined) throw new Error('there is no host');

  await live.change({ sleepAfterMinutes: 1 / 60 });
  await expect.poll(async () => (await live.session()).phase).toBe('asleep');
  await live.change({ sleepAfterMinutes: null });
  await expect.poll(() => stillAlive([host, ...others]).length).toBeLessThanOrEqual(1);
  expect((await live.session()).resources.memoryBytes).toBeNull();

  await page.reload();
  await annotate.expectCells(700);
  await expect(annotate.category('kept')).toBeVisible();
  await annotate.colourBy('louvain');
  const woken = await live.session();
  expect([woken.phase, woken.notices, woken.sleepAfterMinutes]).toEqual(['live', [], null]);

  const left = hostsOf(live.ready.pid).map(({ pid }) => pid);
  expect(await live.stop()).toBe(0);
  await expect.poll(() => stillAlive([...left, host, ...others])).toEqual([]);
});

test('how long until it sleeps is said on the command line', async ({ share }) => {
  const soon = await share([exampleDataset(), '--sleep-after', '0.02']);
  await expect.poll(async () => (await soon.session()).phase).toBe('asleep');
  expect(await soon.stop()).toBe(0);
  const never = await share([exampleDataset(), '--sleep-after', 'off']);
  expect((await never.session()).sleepAfterMinutes).toBeNull();
});
