/** The way out to the internet, through a real localtunnel relay on this machine. */
import { startRelay, type Relay } from '../../main/tunnel/testing/relay.ts';
import { AnnotatePage } from '../support/annotate-page.ts';
import { askByName } from '../support/ask-by-name.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { failToShare } from '../support/share.ts';
import { basic, signIn } from '../support/sign-in.ts';

let relay: Relay;
test.beforeAll(async () => {
  relay = await startRelay();
});
test.afterAll(() => relay.stop());

/** What anybody on the internet would send to the relay for a name. */
function throughRelay(publicUrl: string, path: string, headers: Record<string, string> = {}): Promise<number | null> {
  return askByName(`${publicUrl}${path}`, headers);
}

test('somebody far away signs in through the relay, sees the cells, and is shut out when the session ends', async ({
  page,
  share,
}) => {
  const live = await share([exampleDataset(), '--tunnel', 'localtunnel', '--tunnel-relay', relay.url]);
  const { publicUrl, url } = live.ready.session;
  expect(publicUrl).toMatch(new RegExp(`^http://[a-z0-9-]+\\.lt\\.localhost:${relay.port}/d/[a-z0-9-]+/$`));
  expect(url).toContain('127.0.0.1');

  await signIn(page, { ...live.ready, session: { ...live.ready.session, url: publicUrl ?? '' } });
  await new AnnotatePage(page).expectCells(700);
  expect((await live.session()).reach).toMatchObject({ rung: 'internet', provider: 'localtunnel', state: 'up' });

  const authorization = basic(live.ready.signIn);
  expect(await throughRelay(publicUrl ?? '', 'api/v0.2/schema', { authorization })).toBe(200);
  expect(await live.stop()).toBe(0);
  expect(await throughRelay(publicUrl ?? '', 'api/v0.2/schema', { authorization })).not.toBe(200);
});

test('the tunnel’s name opens its own session only', async ({ share }) => {
  const live = await share([exampleDataset(), '--tunnel', 'localtunnel', '--tunnel-relay', relay.url]);
  const authorization = basic(live.ready.signIn);
  const publicUrl = live.ready.session.publicUrl ?? '';
  expect(await throughRelay(publicUrl, 'api/v0.2/schema', { authorization })).toBe(200);
  const other = new URL('/d/another-session/', publicUrl).href;
  expect(await throughRelay(other, 'api/v0.2/schema', { authorization })).toBe(401);
});

test('it is opened and closed while people look, without a restart', async ({ share }) => {
  const live = await share([exampleDataset()]);
  expect(live.ready.session.publicUrl).toBeNull();
  await live.change({ tunnel: { provider: 'localtunnel', relay: relay.url } });
  await expect.poll(async () => (await live.session()).reach.state).toBe('up');
  const { publicUrl, liveSince } = await live.session();
  const authorization = basic(live.ready.signIn);
  expect(await throughRelay(publicUrl ?? '', 'api/v0.2/config', { authorization })).toBe(200);
  await live.change({ tunnel: { provider: 'none' } });
  await expect.poll(async () => (await live.session()).publicUrl).toBeNull();
  expect((await live.session()).liveSince).toBe(liveSince);
});

test('a relay that is killed is told, the link on this computer goes on, and the way out comes back by itself', async ({
  share,
}) => {
  const doomed = await startRelay();
  const live = await share([exampleDataset(), '--tunnel', 'localtunnel', '--tunnel-relay', doomed.url]);
  await doomed.kill();
  await expect.poll(async () => (await live.session()).reach.state, { timeout: 60_000 }).toBe('lost');
  const session = await live.session();
  expect(session.notices.map(({ code }) => code)).toContain('tunnel-lost');
  expect(session.publicUrl).toBeNull();
  const local = await fetch(new URL('api/v0.2/schema', live.ready.session.url), {
    headers: { authorization: basic(live.ready.signIn) },
  });
  expect(local.status).toBe(200);
  const again = await startRelay({ port: doomed.port });
  try {
    await expect.poll(async () => (await live.session()).reach.state, { timeout: 60_000 }).toBe('up');
    const { publicUrl, reach } = await live.session();
    expect(publicUrl).toBe(live.ready.session.publicUrl);
    expect(reach.interruptions).toHaveLength(1);
    const authorization = basic(live.ready.signIn);
    expect(await throughRelay(publicUrl ?? '', 'api/v0.2/config', { authorization })).toBe(200);
  } finally {
    await again.stop();
  }
});

test('a relay that is not there fails the command with a code, not with a link that leads nowhere', async () => {
  const gone = await startRelay();
  await gone.stop();
  const failed = await failToShare([exampleDataset(), '--tunnel', 'localtunnel', '--tunnel-relay', gone.url]);
  expect(failed).toMatchObject({ code: 'tunnel-unreachable', exitCode: 1 });
});
