/** The general link, closed and opened while people are in, through the real proxy with real gatekeepers: each change holds for the very next request. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collaboratorIdFor } from './access/collaborator-id.ts';
import { Gate } from './access/gate.ts';
import { GeneralLink } from './access/general-link.ts';
import { Invitations } from './access/invitations.ts';
import { inviteToken } from './access/invite-token.ts';
import { NoDoor } from './access/no-door.ts';
import { cookieFrom, ProxyFixture, type Sent } from './proxy/testing/proxy-fixture.ts';
import { Database } from './store/database.ts';
import { Datasets } from './store/datasets.ts';
import { Invites } from './store/invites.ts';
import { SignIns } from './store/sign-ins.ts';

const right = { user: 'guest', password: 'hk4t-m9wq-x2vd-8rpn' };
const key = Buffer.alloc(32, 7);
let database: Database;
let fixture: ProxyFixture;
let open: boolean;
/** Maria's personal link. */
let token: string;

beforeEach(async () => {
  open = true;
  database = new Database(':memory:');
  const datasetId = new Datasets(database).remember({ path: '/x', sizeBytes: 1, title: 'X' }, () => 'pbmc').id;
  const [invites, signIns] = [new Invites(database), new SignIns(database)];
  const maria = { datasetId, collaborator: collaboratorIdFor('Maria'), name: 'Maria', expiresAt: null };
  token = inviteToken(key, invites.create({ ...maria, role: 'viewer' }).id, 0);
  const gatekeeper = new Gate({
    datasetId,
    signIns,
    guessable: false,
    generalLink: new GeneralLink({ datasetId, role: () => 'annotator', open: () => open, signIns, ...right }),
    invitations: new Invitations({ datasetId, key, invites, signIns }),
  });
  fixture = await new ProxyFixture({
    directory: (fake) => ({
      strangers: new NoDoor(),
      find: (slug) => {
        const door = fake.find(slug);
        return door === null ? null : { ...door, gatekeeper };
      },
    }),
  }).start();
  fixture.host.json('/api/v0.2/schema', {});
});
afterEach(async () => {
  await fixture.stop();
  database.close();
});

const statusWith = async (headers: Sent['headers']) =>
  (await fixture.send('/d/pbmc/api/v0.2/colors', { headers: headers ?? {} })).status;

test('whoever came in by it is out at the next request, browsers and programs; whoever has a personal link is not', async () => {
  fixture.host.json('/api/v0.2/colors', {});
  const browsers = [cookieFrom(await fixture.signIn(right)), cookieFrom(await fixture.signIn(right))];
  const program = { authorization: `Basic ${Buffer.from(`${right.user}:${right.password}`).toString('base64')}` };
  const invited = { cookie: cookieFrom(await fixture.acceptInvite(token)) };
  const everybody = [...browsers.map((cookie) => ({ cookie })), program, invited];
  const statuses = () => Promise.all(everybody.map(statusWith));
  expect(await statuses()).toEqual([200, 200, 200, 200]);

  open = false;
  expect(await statuses()).toEqual([401, 401, 401, 200]);
  // What is right is told apart from what is wrong by nothing.
  const [refused, wrong] = [await fixture.signIn(right), await fixture.signIn({ ...right, password: 'wrong' })];
  expect([refused.status, refused.headers['set-cookie']]).toEqual([wrong.status, wrong.headers['set-cookie']]);
  expect(cookieFrom(refused)).toBe('');
  // Maria opens her link in one more browser.
  expect(await statusWith({ cookie: cookieFrom(await fixture.acceptInvite(token)) })).toBe(200);
  const page = await fixture.send('/d/pbmc/', { headers: { cookie: browsers[0] ?? '', accept: 'text/html' } });
  expect([page.status, page.body.includes('Sign in')]).toEqual([401, true]);

  open = true;
  expect(await statuses()).toEqual([200, 200, 200, 200]);
  expect((await fixture.signIn(right)).status).toBe(303);
});
