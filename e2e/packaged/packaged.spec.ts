/** The app as it is installed: it shares, a collaborator signs in, it stops and quits, and nothing is left. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Session } from '../../contract/session.ts';
import { findResources } from '../../main/resources.ts';
import { exampleDataset } from '../support/datasets.ts';
import { descendantsOf, hostsOf, stillAlive } from '../support/processes.ts';
import { submit } from '../support/sign-in.ts';
import { exitCodeOf, openDoors, packagedFolder, serviceOf, start, windowOf } from './app.ts';

const unpacked = () => join(packagedFolder(), 'resources', 'app.asar.unpacked');

test('what the service needs lies beside the archive, and uv runs', () => {
  const { annotateHost, page } = findResources(join(unpacked(), 'dist', 'service'));
  for (const file of [
    join(annotateHost, 'requirements.lock'),
    join(annotateHost, 'annotate_host', '__main__.py'),
    join(page, 'index.html'),
    ...['service-process', 'htpasswd-worker', 'packing-worker'].map((name) =>
      join(unpacked(), `dist/service/${name}.mjs`),
    ),
  ]) {
    expect(statSync(file).size).toBeGreaterThan(0);
  }
  expect(existsSync(join(annotateHost, 'tests'))).toBe(false);
  expect(existsSync(join(packagedFolder(), 'resources', 'default_app.asar'))).toBe(false);
  // Built by hand, it knows no feed and asks nobody for updates.
  expect(existsSync(join(packagedFolder(), 'resources', 'app-update.yml'))).toBe(false);
  // What is imported late lies in pieces beside it; the service has to find them there too.
  expect(readdirSync(join(unpacked(), 'dist/service')).filter((name) => name.endsWith('.mjs')).length).toBeGreaterThan(
    3,
  );
  const uv = join(annotateHost, '..', 'uv', 'uv');
  expect(execFileSync(uv, ['--version'], { encoding: 'utf8' })).toMatch(/^uv \d/);
});

test('the doors that Electron leaves open for development are closed', async () => {
  expect(await openDoors()).toEqual({
    runAsNode: false,
    nodeOptions: false,
    inspect: false,
    cookieEncryption: true,
    asarIntegrity: true,
    onlyAsar: true,
  });
});

test('a file is opened with the app, shared, looked at, stopped; quitting leaves nothing', async ({ browser }) => {
  const home = mkdtempSync(join(tmpdir(), 'annotate-share-packaged-'));
  const app = start(home, ['--remote-debugging-port=0', exampleDataset()]);
  const all: number[] = app.pid === undefined ? [] : [app.pid];
  try {
    const window = await windowOf(app);
    await window.click('Share');
    const { pid, client } = await serviceOf(home);
    let session: Session | undefined;
    await expect.poll(async () => (session = (await client.sessions())[0])?.phase, { timeout: 90_000 }).toBe('live');
    if (session?.url == null) throw new Error('a live session has a link');

    await test.step('a collaborator signs in', async () => {
      const page = await browser.newPage();
      await page.goto(session?.url ?? '');
      await submit(page, session?.signIn.user ?? '', session?.signIn.password ?? '');
      await expect(page.getByTestId('layout-choice')).toBeVisible({ timeout: 60_000 });
      await page.close();
    });

    await test.step('a link opens a view in the app that runs, and no more', async () => {
      const second = start(home, ['annotate-share://share?dataset=/etc/passwd']);
      expect(await exitCodeOf(second)).toBe(0);
      await expect.poll(() => window.evaluate('document.location.hash')).toBe('#/share');
      expect((await client.sessions()).map(({ id }) => id)).toEqual([session?.id]);
    });

    all.push(pid, ...descendantsOf(app.pid ?? 0).map((row) => row.pid), ...hostsOf(pid).map((row) => row.pid));
    expect(hostsOf(pid)).not.toEqual([]);
    await test.step('stopped, its host is gone', async () => {
      await client.stop(session?.id ?? '');
      await expect.poll(() => client.sessions()).toEqual([]);
      await expect.poll(() => window.text()).toContain(session?.title ?? '');
    });

    window.close();
    app.kill('SIGTERM');
    expect(await exitCodeOf(app)).toBe(0);
    await expect.poll(() => stillAlive(all)).toEqual([]);
  } finally {
    for (const left of stillAlive(all)) process.kill(left, 'SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
});
