/** The way out through a lab's own server: a real sshd on this machine, the real command line, and the page that confirms a server. */
import { startSshd, type Sshd } from '../../main/tunnel/testing/sshd.ts';
import { askByName } from '../support/ask-by-name.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { basic } from '../support/sign-in.ts';

const cleanUps: (() => void | Promise<void>)[] = [];
let sshd: Sshd;
test.beforeAll(async () => {
  sshd = await startSshd((cleanUp) => cleanUps.unshift(cleanUp));
});
test.afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

test('an unknown server is confirmed once, people are served through it, and nothing else can be asked by it', async ({
  share,
}) => {
  const live = await share([exampleDataset()]);
  const authorization = basic(live.ready.signIn);
  const target = `${sshd.user}@127.0.0.1:${sshd.port}`;
  await live.change({ tunnel: { provider: 'ssh', target, keyFile: sshd.keyFile } });
  await expect.poll(async () => (await live.session()).reach.state, { timeout: 30_000 }).toBe('failed');
  const { reach, notices } = await live.session();
  expect(reach.error).toMatchObject({ code: 'tunnel-ssh-host-unknown' });
  expect(reach.error?.message).toContain(sshd.fingerprint);
  expect(notices.map(({ code }) => code)).toContain('tunnel-ssh-host-unknown');

  // The rest is known from the attempt before.
  await live.change({ tunnel: { provider: 'ssh', hostKey: sshd.fingerprint } });
  await expect.poll(async () => (await live.session()).reach.state, { timeout: 30_000 }).toBe('up');
  const publicUrl = (await live.session()).publicUrl ?? '';
  expect(await askByName(`${publicUrl}api/v0.2/schema`, { authorization })).toBe(200);
  expect(await askByName(`${publicUrl}api/v0.2/schema`)).toBe(401);
  // Bytes come as a stranger wrote them: the name that the owner uses on this computer is not theirs to use.
  const { host } = new URL(live.ready.session.url);
  expect(await askByName(`${publicUrl}api/v0.2/schema`, { authorization, host })).toBe(421);

  expect(await live.stop()).toBe(0);
  expect(await askByName(`${publicUrl}api/v0.2/schema`, { authorization })).toBeNull();
});
