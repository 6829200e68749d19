/** Accounts and groups at the real proxy with real gatekeepers: who sees what, and that nobody can tell what else there is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountGate } from './access/account-gate.ts';
import { Gate } from './access/gate.ts';
import { GeneralLink } from './access/general-link.ts';
import { Invitations } from './access/invitations.ts';
import { inviteToken } from './access/invite-token.ts';
import { Memberships } from './access/memberships.ts';
import { NoDoor } from './access/no-door.ts';
import { PasswordHasher } from './access/password-hash.ts';
import type { Offer } from './proxy/ports.ts';
import { cookieFrom, ProxyFixture, type Answer } from './proxy/testing/proxy-fixture.ts';
import { Accounts } from './store/accounts.ts';
import { Database } from './store/database.ts';
import { Datasets } from './store/datasets.ts';
import { Groups } from './store/groups.ts';
import { Invites } from './store/invites.ts';
import { SignIns } from './store/sign-ins.ts';

const hasher = new PasswordHasher({ log2N: 10, r: 8, p: 1 });
const key = Buffer.alloc(32, 7);
const html = { accept: 'text/html' };
const slugs = ['lung', 'blood'] as const;

let database: Database;
let accounts: Accounts;
let groups: Groups;
let invites: Invites;
let signIns: SignIns;
let memberships: Memberships;
let datasetIds: Readonly<Record<string, string>>;
let fixture: ProxyFixture;

beforeEach(async () => {
  database = new Database(':memory:');
  [accounts, groups] = [new Accounts(database), new Groups(database)];
  [invites, signIns] = [new Invites(database), new SignIns(database)];
  memberships = new Memberships({ accounts, groups });
  const datasets = new Datasets(database);
  datasetIds = Object.fromEntries(
    slugs.map((slug) => [slug, datasets.offer({ path: `/${slug}`, sizeBytes: 1, title: slug }, () => slug).id]),
  );
  for (const [name, slug] of [
    ['maria', 'lung'],
    ['jonas', 'blood'],
  ] as const) {
    const passwordHash = await hasher.hash(`${name}-word`);
    const { id } = accounts.create({ name, collaborator: `${name}-1`, passwordHash, imported: false });
    const group = groups.ensure(`group of ${slug}`);
    groups.setMember(group.id, id, 'annotator', false);
    groups.addDataset(group.id, datasetIds[slug] ?? '');
  }
  fixture = await startedWith({});
});
afterEach(async () => {
  await fixture.stop();
  database.close();
});

async function startedWith(more: { readonly basePath?: string }): Promise<ProxyFixture> {
  const invitationsOf = (datasetId: string | null) => new Invitations({ datasetId, key, invites, signIns });
  const strangers = new NoDoor({ hasher, invitations: invitationsOf(null), memberships });
  const gates = Object.fromEntries(slugs.map((slug) => [slug, gateOf(datasetIds[slug] ?? '', invitationsOf)]));
  const gatekeeper = new AccountGate({ accounts, hasher });
  const made = await new ProxyFixture({
    ...more,
    directory: (fake) => ({
      strangers,
      find: (slug) => {
        const gate = gates[slug];
        return gate === undefined ? null : { ...fake.session.door, id: slug, slug, gatekeeper: gate, content: slug };
      },
      library: {
        get isOpen() {
          return accounts.some;
        },
        gatekeeper,
        offers: ({ collaborator }) => slugs.filter((slug) => sees(collaborator, slug)).map(offerOf),
        picture: ({ collaborator }, slug) =>
          Promise.resolve(sees(collaborator, slug) ? Buffer.from([0x89, 0x50, 0x4e, 0x47]) : null),
      },
    }),
  }).start();
  made.host.json('/api/v0.2/colors', {});
  return made;
}

function gateOf(datasetId: string, invitationsOf: (datasetId: string) => Invitations): Gate {
  const generalLink = new GeneralLink({
    datasetId,
    user: 'guest',
    password: 'hk4t-m9wq-x2vd-8rpn',
    role: () => 'viewer',
    open: () => true,
    signIns,
    hasher,
  });
  return new Gate({
    datasetId,
    signIns,
    guessable: false,
    generalLink,
    invitations: invitationsOf(datasetId),
    memberships,
  });
}

function sees(collaborator: string, slug: string): boolean {
  const account = accounts.ofCollaborator(collaborator);
  return account !== null && memberships.roleOf(account, datasetIds[slug] ?? '') !== null;
}

function offerOf(slug: string): Offer {
  const size = { cells: 700, genes: 765 };
  const picture = { version: 'v1', sentence: `umap of ${slug}` };
  return {
    slug,
    title: `The ${slug} <b>`,
    groups: ['g'],
    ...size,
    picture,
    words: ['T cell'],
    state: 'asleep',
    looking: [],
  };
}

const enter = async (name: string, at = '', password = `${name}-word`) => {
  const answer = await fixture.submit(`${at}/`, `${at}/-/sign-in`, { user: name, password });
  return { answer, cookie: cookieFrom(answer) };
};
const open = (path: string, cookie = '') =>
  fixture.send(path, { headers: { ...html, ...(cookie === '' ? {} : { cookie }) } });
const data = (slug: string, headers: Record<string, string>) => fixture.send(`/d/${slug}/api/v0.2/colors`, { headers });

describe('the library', () => {
  test('tells a stranger nothing but that one signs in', async () => {
    const answer = await open('/');
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('Sign in');
    expect(answer.body).not.toMatch(/lung|blood|guest|your link/);
    expect((await fixture.send('/-/picture/lung.png')).status).toBe(401);
  });

  test('is not there as long as nobody has an account', async () => {
    for (const { id } of accounts.list()) accounts.remove(id);
    for (const path of ['/', '/-/sign-in', '/-/sign-out', '/-/picture/lung.png']) {
      const answer = await open(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.body).toContain('There is nothing here');
    }
  });

  test('shows each member their datasets, and lets them into these and no others', async () => {
    for (const [name, own, other] of [
      ['maria', 'lung', 'blood'],
      ['jonas', 'blood', 'lung'],
    ] as const) {
      const { answer, cookie } = await enter(name);
      expect([answer.status, answer.headers.location]).toEqual([303, '/']);
      expect(answer.headers['set-cookie']?.[0]).toMatch(
        /^annotate-share-account=.*; path=\/; .*samesite=lax; httponly$/i,
      );
      const gallery = await open('/', cookie);
      expect(gallery.status).toBe(200);
      expect(gallery.body).toContain(`href="/d/${own}/"`);
      expect(gallery.body).toContain(`The ${own} &lt;b&gt;`);
      expect(gallery.body).not.toContain(other);
      expect((await data(own, { cookie })).status).toBe(200);
      expect((await data(other, { cookie })).status).toBe(401);
      expect((await open(`/-/picture/${own}.png`, cookie)).headers['content-type']).toBe('image/png');
      expect((await open(`/-/picture/${other}.png`, cookie)).status).toBe(404);
    }
    expect(fixture.session.observed.map(({ visitor }) => [visitor.collaborator, visitor.by])).toEqual([
      ['maria-1', 'account'],
      ['jonas-1', 'account'],
    ]);
  });

  test('finds by title, group and category, and says how many', async () => {
    const { cookie } = await enter('maria');
    expect((await open('/?search=t+CELL+lung', cookie)).body).toContain('One dataset found');
    const none = await open('/?search=%3Cscript%3E', cookie);
    expect(none.body).toContain('Nothing found for “&lt;script&gt;”, of 1.');
    expect(none.body).not.toContain('href="/d/lung/"');
  });

  test('lies below the base path, and its cookie too', async () => {
    await fixture.stop();
    fixture = await startedWith({ basePath: '/lab' });
    const { answer, cookie } = await enter('maria', '/lab');
    expect(answer.headers.location).toBe('/lab/');
    expect(answer.headers['set-cookie']?.[0]).toContain('path=/lab/;');
    expect((await open('/lab/', cookie)).body).toContain('href="/lab/d/lung/"');
    expect((await open('/', cookie)).status).toBe(404);
  });

  test('is out of reach by the name of a tunnel, which opens one session', async () => {
    fixture.tunnels.push({ host: 'x.relay.example', slug: 'lung' });
    expect((await fixture.send('/', { headers: { ...html, host: 'x.relay.example' } })).status).toBe(404);
  });

  test('takes a form from its own page only', async () => {
    const { cookie, token } = await fixture.openForm('/');
    const post = (headers: Record<string, string>, body: string) =>
      fixture.send('/-/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body,
      });
    const fields = 'user=maria&password=maria-word';
    expect((await post({ cookie }, fields)).status).toBe(403);
    expect((await post({}, `${fields}&token=${token}`)).status).toBe(403);
    expect((await post({ cookie, origin: 'http://evil.example' }, `${fields}&token=${token}`)).status).toBe(403);
    expect((await post({ cookie }, `${fields}&token=${token}`)).status).toBe(303);
  });

  test('answers what it does not have like anything that is not there', async () => {
    const { cookie } = await enter('maria');
    expect((await fixture.send('/', { method: 'PUT', headers: { cookie } })).status).toBe(405);
    expect((await open('/-/nothing', cookie)).status).toBe(404);
  });
});

describe('an account', () => {
  test('may sign in at a dataset’s own page, and at one that is not theirs or not there is told the same', async () => {
    const { answer, cookie } = await enter('maria', '/d/lung');
    expect([answer.status, answer.headers.location]).toEqual([303, '/d/lung/']);
    expect((await open('/', cookie)).status).toBe(200);
    for (const slug of ['blood', 'nothing']) {
      const elsewhere = await enter('maria', `/d/${slug}`);
      expect([elsewhere.answer.status, elsewhere.answer.headers.location]).toEqual([303, `/d/${slug}/`]);
      const page = await open(`/d/${slug}/`, elsewhere.cookie);
      expect(page.status).toBe(401);
      expect(page.body).toContain('this link is none of your datasets. <a href="/">See your datasets</a>');
    }
  });

  test('opens data for programs, where it may', async () => {
    const authorization = `Basic ${Buffer.from('maria:maria-word').toString('base64')}`;
    expect((await data('lung', { authorization })).status).toBe(200);
    expect((await data('blood', { authorization })).status).toBe(401);
    expect((await data('nothing', { authorization })).status).toBe(401);
    expect((await fixture.send('/', { headers: { authorization } })).status).toBe(200);
  });

  test('loses a dataset, a role or everything at the next request', async () => {
    const { cookie } = await enter('maria');
    const group = groups.named('group of lung')?.id ?? '';
    const account = accounts.named('maria')?.id ?? '';
    expect((await data('lung', { cookie })).status).toBe(200);
    groups.setMember(group, account, 'viewer', false);
    const diffexp = { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: '{}' };
    expect((await fixture.send('/d/lung/api/v0.2/diffexp/obs', diffexp)).status).toBe(501);
    groups.removeMember(group, account);
    expect((await data('lung', { cookie })).status).toBe(401);
    expect((await open('/', cookie)).status).toBe(200);
    accounts.endAll(account, 'put-out');
    expect((await open('/', cookie)).status).toBe(401);
  });

  test('signs out of all datasets here, or in every browser', async () => {
    const [one, two] = [await enter('maria'), await enter('maria')];
    const asked = await open('/d/lung/-/sign-out', one.cookie);
    expect(asked.body).toContain('This ends it for all datasets here');
    const token = /name="token" value="([^"]+)"/.exec(asked.body)?.[1] ?? '';
    const left = await fixture.send('/d/lung/-/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: `${one.cookie}; ${cookieFrom(asked)}` },
      body: new URLSearchParams({ token, where: 'everywhere' }).toString(),
    });
    expect(left.status).toBe(303);
    for (const { cookie } of [one, two]) expect((await open('/', cookie)).status).toBe(401);
  });

  test('goes before the general link and behind a personal one in the same browser', async () => {
    const guest = cookieFrom(await fixture.signIn({ user: 'guest', password: 'hk4t-m9wq-x2vd-8rpn' }, 'lung'));
    const { cookie } = await enter('maria');
    const invite = invites.create({
      datasetId: datasetIds['lung'] ?? '',
      collaborator: 'anna-1',
      name: 'Anna',
      role: 'viewer',
      expiresAt: null,
    });
    const link = `/d/lung/-/invite/${inviteToken(key, invite.id, invite.generation)}`;
    const invited = cookieFrom(await fixture.submit(link, link, {}));
    const who = async (cookies: string) => {
      await data('lung', { cookie: cookies });
      return fixture.session.observed.at(-1)?.visitor.collaborator;
    };
    expect(await who(guest)).toMatch(/^guest-/);
    expect(await who(`${guest}; ${cookie}`)).toBe('maria-1');
    expect(await who(`${invited}; ${cookie}`)).toBe('anna-1');
  });
});

describe('what somebody may not see is like what is not there', () => {
  /** All that differs is what was asked for, and what is another one each time. */
  const normal = ({ status, headers, body }: Answer, slug: string) => {
    const { date: _date, 'x-request-id': _id, 'set-cookie': cookies, ...rest } = headers;
    const blank = (text: string) => text.replaceAll(slug, 'SLUG').replace(/value="[0-9a-f]{32}"/, 'value="TOKEN"');
    return { status, headers: rest, cookies: cookies?.length ?? 0, body: blank(body) };
  };
  const asked: readonly [string, Record<string, string>, string?][] = [
    ['/', html],
    ['/', { ...html, 'accept-language': 'de' }],
    ['/api/v0.2/config', {}],
    ['/api/v0.2/config', { 'user-agent': 'Mozilla/5.0' }],
    ['/-/sign-out', html],
    ['/static/main.js', {}],
    ['/api/v0.2/annotations/obs', {}, 'PUT'],
  ];

  test.each(asked)('byte for byte: %s %o %s', async (path, headers, method = 'GET') => {
    const { cookie } = await enter('maria');
    // Of the same length: a length is a header.
    const [hidden, missing] = await Promise.all(
      ['blood', 'b1ood'].map(async (slug) =>
        normal(await fixture.send(`/d/${slug}${path}`, { method, headers: { ...headers, cookie } }), slug),
      ),
    );
    expect(hidden).toEqual(missing);
    expect(hidden?.status).toBe(401);
  });

  test('in the same time', async () => {
    const { cookie } = await enter('maria');
    const times: Record<string, number[]> = { blood: [], b1ood: [] };
    for (let round = 0; round < 120; round += 1) {
      for (const slug of round % 2 === 0 ? ['blood', 'b1ood'] : ['b1ood', 'blood']) {
        const before = performance.now();
        await data(slug, { cookie });
        times[slug]?.push(performance.now() - before);
      }
    }
    const median = (of: readonly number[] = []) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? NaN;
    const [hidden, missing] = [median(times['blood']), median(times['b1ood'])];
    // A look into a database more or less takes hundredths of a millisecond; opening a session would take seconds.
    expect(Math.abs(hidden - missing)).toBeLessThan(Math.max(1, 0.35 * missing));
  });
});

test('guesses at an account do not keep out its owner, who was in before; somebody new at that address waits', async () => {
  const known = await enter('maria');
  const guess = () => fixture.submit('/', '/-/sign-in', { user: 'maria', password: 'wrong' });
  const statuses = (await Promise.all(Array.from({ length: 60 }, guess))).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
  // Right before in this process: looked at at once, from the very address that guesses.
  expect((await enter('maria')).answer.status).toBe(303);
  expect((await open('/', known.cookie)).status).toBe(200);
  // Never right yet, and from an address that guesses: in a new browser the next minute has to be waited for.
  expect((await enter('jonas')).answer.status).toBe(429);
});
