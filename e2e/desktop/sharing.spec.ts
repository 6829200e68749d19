/** Sharing real datasets from the desktop: by the window, then steered and stopped from the tray; and quitting while much is shared. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleDataset } from '../support/datasets.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { descendantsOf, hostsOf, stillAlive } from '../support/processes.ts';
import { runningServices } from '../../main/store/running-services.ts';
import { answerMessageBoxes, collectOpenedOutside, expect, stubOpenDialog, test, type Desktop } from './support.ts';
import { WayOut } from './way-out.ts';

/** Chooses the example in the window and shares it; returns the live session. */
async function shareByWindow(desktop: Desktop) {
  const page = await desktop.page();
  await stubOpenDialog(desktop.app, exampleDataset());
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const session = await desktop.liveSession();
  await expect(page.getByRole('button', { name: 'Copy link' }).first()).toBeVisible();
  return { page, session };
}

/** The label of the session's submenu contains its title. */
const toggles = async (desktop: Desktop, title: string) =>
  (await desktop.tray.items(title))
    .filter(({ label }) => label === 'Differential expression' || label === 'Annotations')
    .map(({ checked }) => checked);

test('a file is shared by the window, steered from the tray, and quitting ends it all', async ({ launch }) => {
  const desktop = await launch();
  const { app, tray } = desktop;
  const { page, session } = await shareByWindow(desktop);
  const { id, title, url } = session;
  const { pid, client } = await desktop.service();
  expect(session.dataset.path).toBe(exampleDataset());
  if (url === null) throw new Error('a live session has a link');

  await expect.poll(() => tray.status()).toEqual({ icon: 'sharing', tooltip: '1 live, nobody here' });
  const labels = (await tray.items(title)).map(({ label }) => label);
  expect(labels).toEqual([
    'Copy link',
    'Copy invite text',
    'Show QR code',
    '---',
    'Differential expression',
    'Annotations',
    '---',
    'Pause',
    'Stop',
    '---',
    'Show in window',
  ]);

  await test.step('copy link', async () => {
    await tray.choose('Copy link', title);
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(url);
  });

  await test.step('copy invite text: everything but the password', async () => {
    await tray.choose('Copy invite text', title);
    const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
    await expect.poll(copied).toContain(`${url}\n\nUser: ${session.signIn.user}\n`);
    expect(await copied()).toContain(title);
    expect(await copied()).not.toContain(session.signIn.password);
  });

  await test.step('toggles reach the service, and what the service says reaches the tray', async () => {
    expect(await toggles(desktop, title)).toEqual([true, true]);
    await tray.choose('Annotations', title);
    await expect.poll(async () => (await client.session(id)).toggles).toEqual({ diffexp: true, annotations: false });
    await expect.poll(() => toggles(desktop, title)).toEqual([true, false]);
    await client.change(id, { toggles: { diffexp: false, annotations: true } });
    await expect.poll(() => toggles(desktop, title)).toEqual([false, true]);
    await expect(page.getByRole('switch', { name: 'Differential expression' })).not.toBeChecked();
  });

  await test.step('the link is opened in the system’s browser', async () => {
    const opened = await collectOpenedOutside(app);
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await expect.poll(opened).toEqual([url]);
  });

  await test.step('show QR code, also when the window was closed', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.close()));
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    const reopened = app.waitForEvent('window');
    await tray.choose('Show QR code', title);
    await expect((await reopened).getByRole('dialog')).toBeVisible();
  });

  await test.step('pause and resume', async () => {
    await tray.choose('Pause', title);
    await expect.poll(async () => (await client.session(id)).phase).toBe('paused');
    await expect.poll(async () => (await tray.items(title)).map(({ label }) => label)).toContain('Resume');
    await tray.choose('Resume', title);
    await desktop.liveSession();
  });

  const all = [...desktop.pids(), pid, ...hostsOf(pid).map((host) => host.pid)];
  expect(hostsOf(pid)).not.toEqual([]);
  const closed = app.waitForEvent('close');
  await tray.choose('Quit Annotate Share');
  await closed;
  await expect.poll(() => stillAlive(all)).toEqual([]);
});

test('while somebody is here, stopping and quitting ask first', async ({ launch }) => {
  const desktop = await launch();
  const { app, tray } = desktop;
  const { session } = await shareByWindow(desktop);
  const { id, title, url, signIn } = session;
  const { client } = await desktop.service();
  const authorization = `Basic ${Buffer.from(`${signIn.user}:${signIn.password}`).toString('base64')}`;
  const visit = await fetch(`${String(url)}api/v0.2/schema`, { headers: { authorization } });
  expect(visit.status).toBe(200);
  await expect.poll(async () => (await tray.status())?.tooltip).toBe('1 live, 1 person here');

  const refused = await answerMessageBoxes(app, 1);
  await tray.choose('Stop', title);
  await expect.poll(refused).toEqual([`Stop sharing ${title}?`]);
  await tray.choose('Stop everything');
  await tray.choose('Quit Annotate Share');
  await expect.poll(refused).toEqual([`Stop sharing ${title}?`, 'Stop everything?', 'Quit Annotate Share?']);
  expect((await client.session(id)).phase).toBe('live');

  await answerMessageBoxes(app, 0);
  await tray.choose('Stop', title);
  await expect.poll(() => client.sessions()).toEqual([]);
  await expect.poll(() => tray.status()).toEqual({ icon: 'idle', tooltip: 'Nothing is shared' });
});

test('quitting ends five sessions and a way out within seconds: what is shared first, then the service, then the app', async ({
  launch,
}) => {
  const desktop = await launch({ args: ['--hidden'] });
  const { app, home, tray } = desktop;
  const { client, pid: service } = await desktop.service();
  const wayOut = await WayOut.open(home);
  try {
    for (let number = 1; number <= 5; number += 1) {
      const dataset = join(home, `cells ${number}.h5ad`);
      copyFileSync(exampleDataset(), dataset);
      const tunnel = { provider: 'command' as const, command: [...wayOut.command] };
      await client.start({ dataset, ...(number === 1 ? { tunnel } : {}) });
    }
    await expect
      .poll(() => tray.status(), { timeout: 90_000 })
      .toEqual({ icon: 'sharing', tooltip: '5 live, nobody here' });
    await expect.poll(() => wayOut.connections).toBeGreaterThan(0);

    const [shell = 0, ...below] = desktop.pids();
    const shared = descendantsOf(service).map(({ pid }) => pid);
    expect(hostsOf(service).length).toBeGreaterThanOrEqual(5);
    const closed = app.waitForEvent('close');
    const began = performance.now();
    await tray.choose('Quit Annotate Share');
    const order: string[] = [];
    let isThere = true;
    while (isThere) {
      // Read one after the other: what is gone at one look was gone before the next.
      isThere = stillAlive([shell]).length > 0;
      const serves = stillAlive([service]).length > 0;
      const isShared = stillAlive(shared).length > 0;
      if (!isThere && serves) order.push('the app ended before the service');
      if (!serves && isShared) order.push('the service ended before what it shared');
      await pause(5);
    }
    const seconds = (performance.now() - began) / 1000;
    await closed;
    expect(order).toEqual([]);
    // Less than three on a machine that does nothing else: bench/desktop.ts.
    expect(seconds).toBeLessThan(10);
    await expect.poll(() => stillAlive([shell, service, ...below, ...shared])).toEqual([]);
    expect(runningServices(join(home, 'run'))).toEqual([]);
  } finally {
    await wayOut.close();
  }
});

test('a session that cannot start is trouble in the tray', async ({ launch }) => {
  const desktop = await launch();
  await desktop.page();
  const { client } = await desktop.service();
  const started = client.start({ dataset: '/no/such/cells.h5ad', title: 'Gone' });
  await started.catch(() => undefined);
  await expect.poll(() => desktop.tray.status()).toMatchObject({ icon: 'trouble', tooltip: /^Gone: / });
});

test('when the app is killed, service and host end too', async ({ launch }) => {
  const desktop = await launch();
  await shareByWindow(desktop);
  const { pid } = await desktop.service();
  const hosts = hostsOf(pid).map((host) => host.pid);
  expect(hosts).not.toEqual([]);
  const all = [...desktop.pids(), pid, ...hosts];
  process.kill(all[0] ?? 0, 'SIGKILL');
  await expect.poll(() => stillAlive(all)).toEqual([]);
});
