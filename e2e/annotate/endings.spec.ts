/** How things end: a host that dies is started again, and whatever ends the service, nothing of it is left behind. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { descendantsOf, hostsOf, stillAlive } from '../support/processes.ts';
import { runProgram, startShare, type Share } from '../support/share.ts';
import { signIn } from '../support/sign-in.ts';

async function answers(url: string): Promise<boolean> {
  return fetch(url, { redirect: 'manual' }).then(
    () => true,
    () => false,
  );
}

function pidsOf(share: Share): readonly number[] {
  const { pid } = share.ready;
  return [pid, ...descendantsOf(pid).map((row) => row.pid)];
}

async function expectNothingLeft(share: Share, pids: readonly number[]): Promise<void> {
  await expect.poll(() => stillAlive(pids), { timeout: 15_000 }).toEqual([]);
  expect(await answers(share.ready.session.url)).toBe(false);
  expect(await answers(share.ready.control.url)).toBe(false);
}

test('when the host is killed, a page that is loaded right then waits for the next one, and has what was saved', async ({
  page,
  share,
}) => {
  const live = await share([exampleDataset()]);
  await signIn(page, live.ready);
  const annotate = new AnnotatePage(page);
  await annotate.expectCells(700);
  await annotate.createCategory('kept');
  await annotate.expectSaved();

  const hosts = hostsOf(live.ready.pid).map(({ pid }) => pid);
  expect(hosts).not.toEqual([]);
  for (const pid of hosts) process.kill(pid, 'SIGKILL');
  // Whether it is back before a page says that it starts again is a matter of seconds; either way nobody has to do anything.
  await page.reload();
  await annotate.expectCells(700);
  await expect(annotate.category('kept')).toBeVisible();
  const session = await live.session();
  expect(session.phase).toBe('live');
  expect(session.notices.map(({ code }) => code)).toContain('host-restarted');
  expect(stillAlive(hosts)).toEqual([]);
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} stops everything, with exit code 0`, async ({ share }, info) => {
    const [home, temporary] = [info.outputPath('home'), info.outputPath('tmp')];
    mkdirSync(temporary, { recursive: true });
    const live = await share([exampleDataset()], { home, variables: { TMPDIR: temporary } });
    const pids = pidsOf(live);
    expect(pids.length).toBeGreaterThan(1);
    expect(readdirSync(join(home, 'run'))).toHaveLength(1);
    live.child.kill(signal);
    expect(await live.ended).toEqual({ code: 0, signal: null });
    expect(live.stdout().trim().split('\n')).toHaveLength(1);
    await expectNothingLeft(live, pids);
    expect(readdirSync(join(home, 'run'))).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });
}

test('a session that ends by itself can be extended, and takes everything with it when its time has come', async ({
  share,
}, info) => {
  const home = info.outputPath('home');
  const live = await share([exampleDataset(), '--expires', '1h'], { home });
  const pids = pidsOf(live);
  const end = Date.parse((await live.session()).expiresAt ?? '');
  const extending = runProgram(['extend', live.ready.session.id, '30m', '--json'], { home });
  expect(await extending.ended).toEqual({ code: 0, signal: null });
  expect(Date.parse((await live.session()).expiresAt ?? '')).toBe(end + 30 * 60_000);

  await live.change({ expiresAt: new Date(Date.now() + 3000).toISOString() });
  expect(await answers(live.ready.session.url)).toBe(true);
  expect(await live.ended).toEqual({ code: 0, signal: null });
  expect(live.stderr()).toContain('ends in less than a minute');
  await expectNothingLeft(live, pids);
});

test('a stop while it is still starting leaves nothing behind', async () => {
  const run = runProgram(['share', '--json', exampleDataset()]);
  const { pid = 0 } = run.child;
  await expect.poll(() => hostsOf(pid).length, { timeout: 60_000 }).toBeGreaterThan(0);
  const pids = descendantsOf(pid).map((row) => row.pid);
  run.child.kill('SIGTERM');
  expect(await run.ended).toEqual({ code: 0, signal: null });
  expect(run.stdout()).toBe('');
  await expect.poll(() => stillAlive([pid, ...pids]), { timeout: 15_000 }).toEqual([]);
});

test('when the service is killed, its host ends by itself', async () => {
  const live = await startShare([exampleDataset()]);
  const pids = pidsOf(live);
  expect(hostsOf(live.ready.pid).length).toBeGreaterThan(0);
  live.child.kill('SIGKILL');
  expect(await live.ended).toEqual({ code: null, signal: 'SIGKILL' });
  await expectNothingLeft(live, pids);
});

test('what was saved is there when the dataset is shared again, even after the service was killed', async ({
  page,
  share,
}, info) => {
  const home = info.outputPath('home');
  const first = await share([exampleDataset()], { home });
  await signIn(page, first.ready);
  const annotate = new AnnotatePage(page);
  await annotate.expectCells(700);
  await annotate.createCategory('from yesterday');
  await annotate.expectSaved();
  const { port } = new URL(first.ready.session.url);
  first.child.kill('SIGKILL');
  await first.ended;

  // The same port and home: the link and the sign-in of this browser still hold.
  const second = await share(['--port', port, exampleDataset()], { home });
  expect(second.ready.session.url).toBe(first.ready.session.url);
  expect(second.ready.signIn).toEqual(first.ready.signIn);
  await page.goto(second.ready.session.url);
  await annotate.expectCells(700);
  await expect(annotate.category('from yesterday')).toBeVisible();
});
