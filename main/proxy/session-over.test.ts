import { expect, test } from 'vitest';
import { password } from './testing/fake-session.ts';
import { ProxyFixture } from './testing/proxy-fixture.ts';

const html = { accept: 'text/html' };

test('a browser that was in is told that the session has ended; a stranger learns nothing', async () => {
  let isOver = false;
  const fixture = await new ProxyFixture({
    directory: (fake) => ({
      find: (slug) => (isOver ? null : fake.find(slug)),
      strangers: fake.strangers,
      wasIn: (slug, id) => slug === 'pbmc' && fake.session.gatekeeper.recognise(id) !== null,
    }),
  }).start();
  try {
    const cookie = await fixture.cookie();
    expect(cookie).not.toBe('');
    isOver = true;
    const told = await fixture.send('/d/pbmc/', { headers: { ...html, cookie } });
    expect(told).toMatchObject({ status: 401, body: expect.stringContaining('This session has ended') as string });
    const elsewhere = await fixture.send('/d/other/', { headers: { ...html, cookie } });
    expect(elsewhere.body).not.toContain('has ended');
    fixture.tunnels.push({ host: 'abc.relay.example', slug: 'other' });
    const byAnother = await fixture.send('/d/pbmc/', { headers: { ...html, cookie, host: 'abc.relay.example' } });
    expect(byAnother.body, 'by a name that is for another session').not.toContain('has ended');
    const stranger = await fixture.send('/d/pbmc/', { headers: html });
    expect(stranger).toMatchObject({ status: 401 });
    expect(stranger.body).not.toContain('has ended');
    const again = await fixture.signIn({ user: 'guest', password });
    expect(again.status, 'nobody gets in any more').toBe(401);
  } finally {
    await fixture.stop();
  }
});
