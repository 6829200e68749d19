/** The sign-in under attack: the real proxy with real gatekeepers, hashing as in use, over real sockets. */
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collaboratorIdFor } from './access/collaborator-id.ts';
import { Gate } from './access/gate.ts';
import { GeneralLink } from './access/general-link.ts';
import { Invitations } from './access/invitations.ts';
import { inviteToken } from './access/invite-token.ts';
import { NoDoor } from './access/no-door.ts';
import { AttemptLimit } from './proxy/attempt-limit.ts';
import type { Gatekeeper } from './proxy/ports.ts';
import { ProxyFixture } from './proxy/testing/proxy-fixture.ts';
import { Database } from './store/database.ts';
import { Datasets } from './store/datasets.ts';
import { Invites } from './store/invites.ts';
import { SignIns } from './store/sign-ins.ts';

const right = { user: 'guest', password: 'hk4t-m9wq-x2vd-8rpn' };
const key = Buffer.alloc(32, 7);
let database: Database;
let invites: Invites;
let signIns: SignIns;
let datasetId: string;
let fixture: ProxyFixture;

beforeEach(async () => {
  database = new Database(':memory:');
  datasetId = new Datasets(database).remember({ path: '/x', sizeBytes: 1, title: 'X' }, () => 'pbmc').id;
  [invites, signIns] = [new Invites(database), new SignIns(database)];
  const strangers = new NoDoor({ invitations: new Invitations({ datasetId: null, key, invites, signIns }) });
  const gatekeeper = gateFor(false);
  fixture = await new ProxyFixture({
    directory: (fake) => ({
      strangers,
      find: (slug) => {
        const door = fake.find(slug);
        return door === null ? null : { ...door, gatekeeper };
      },
    }),
  }).start();
  fixture.host.json('/api/v0.2/colors', {});
});
afterEach(async () => {
  await fixture.stop();
  database.close();
});

function gateFor(guessable: boolean): Gate {
  const general = { datasetId, role: () => 'viewer' as const, open: () => true, signIns };
  return new Gate({
    datasetId,
    signIns,
    guessable,
    generalLink: new GeneralLink({ ...general, ...right }),
    invitations: new Invitations({ datasetId, key, invites, signIns }),
  });
}

/** Sends `count` wrong passwords over `connections` connections, as fast as they are answered, until it is told to stop. */
async function flood(count: number, connections: number, send: (guess: number, agent: Agent) => Promise<number>) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  const statuses: number[] = [];
  const one = async () => {
    while (next < count) statuses.push(await send((next += 1), agent));
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return statuses;
}

async function post(agent: Agent, path: string, headers: Record<string, string>, body = ''): Promise<number> {
  const sent = httpRequest({ host: '127.0.0.1', port: fixture.port, path, method: 'POST', headers, agent });
  const responded = once(sent, 'response');
  sent.end(body);
  const [response] = (await responded) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response.statusCode ?? 0;
}

const basicOf = (password: string) => `Basic ${Buffer.from(`guest:${password}`).toString('base64')}`;

describe('while ten thousand wrong passwords come from the same address', () => {
  const timed = async (what: () => Promise<{ readonly status: number }>): Promise<[number, number]> => {
    const began = performance.now();
    const { status } = await what();
    return [status, performance.now() - began];
  };

  test.each(['the form', 'Basic credentials'])(
    'by %s, the right one gets in within two seconds',
    { timeout: 120_000 },
    async (way) => {
      const { token, cookie } = await fixture.openForm('/d/pbmc/');
      const form = { 'content-type': 'application/x-www-form-urlencoded', cookie };
      const attack = flood(10_000, 64, (guess, agent) =>
        way === 'the form'
          ? post(agent, '/d/pbmc/-/sign-in', form, `token=${token}&user=guest&password=guess-${guess}`)
          : post(agent, '/d/pbmc/api/v0.2/colors', { authorization: basicOf(`guess-${guess}`) }),
      );
      const person = await timed(() => fixture.signIn(right));
      const authorization = basicOf(right.password);
      const program = await timed(() => fixture.send('/d/pbmc/api/v0.2/colors', { headers: { authorization } }));
      const maria = invites.create({
        datasetId,
        collaborator: collaboratorIdFor('Maria'),
        name: 'Maria',
        role: 'viewer',
        expiresAt: null,
      });
      const invited = await timed(() => fixture.acceptInvite(inviteToken(key, maria.id, 0)));
      const statuses = await attack;
      expect([person[0], program[0], invited[0]]).toEqual([303, 200, 303]);
      for (const [, took] of [person, program, invited]) expect(took).toBeLessThan(2000);
      expect(statuses).toHaveLength(10_000);
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
    },
  );
});

describe('time tells nothing', () => {
  /** Medians of many turns, taken in turn so that whatever else the machine does meets all of them. */
  async function medians(kinds: Readonly<Record<string, () => Promise<unknown>>>, turns: number) {
    const took = new Map(Object.keys(kinds).map((name) => [name, [] as number[]]));
    for (let turn = 0; turn < turns; turn += 1) {
      for (const [name, run] of Object.entries(kinds)) {
        const began = performance.now();
        await run();
        took.get(name)?.push(performance.now() - began);
      }
    }
    return [...took.values()].map((times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
  }

  /** The gatekeeper and the limit as the form's pass uses them; a limit of its own each time, so that no delay is reached. */
  const attempt = async (gatekeeper: Gatekeeper, user: string, password: string) => {
    const limit = new AttemptLimit();
    const mayFit = gatekeeper.mayFit(user, password);
    const who = { address: '192.0.2.1', sharedAddress: false, slug: 'x', guessable: false, knownBrowser: null };
    await limit.run({ ...who, mayFit }, () => gatekeeper.signIn(user, password, { address: '', userAgent: '' }));
    limit.close();
  };

  test('an unknown user, a wrong password, a session that is not there', { timeout: 60_000 }, async () => {
    const gate = gateFor(false);
    const strangers = new NoDoor();
    let guess = 0;
    const times = await medians(
      {
        'unknown user': () => attempt(gate, `user-${(guess += 1)}`, right.password),
        'wrong password': () => attempt(gate, right.user, `wrong-${(guess += 1)}`),
        'no session': () => attempt(strangers, right.user, `wrong-${(guess += 1)}`),
      },
      2000,
    );
    // A hash takes 30 ms and more; what is left here are microseconds.
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(0.25);
    expect(Math.max(...times)).toBeLessThan(5);
  });

  test('the same over the network', { timeout: 60_000 }, async () => {
    fixture.tunnels.push({ host: 'r.example', slug: null });
    const { token, cookie } = await fixture.openForm('/d/pbmc/');
    const elsewhere = await fixture.openForm('/d/none/');
    let address = 0;
    const send = (slug: string, form: typeof elsewhere, user: string, password: string) => () => {
      address += 1;
      // From another address each time, and few enough at each door: no answer is held back.
      const forwarded = `10.${address >> 8}.${address & 255}.1`;
      return fixture.send(`/d/${slug}/-/sign-in`, {
        method: 'POST',
        headers: {
          host: 'r.example',
          'x-forwarded-for': forwarded,
          'content-type': 'application/x-www-form-urlencoded',
          cookie: form.cookie,
        },
        body: new URLSearchParams({ token: form.token, user, password }).toString(),
      });
    };
    const form = { token, cookie, answer: elsewhere.answer };
    const times = await medians(
      {
        'unknown user': send('pbmc', form, 'somebody', right.password),
        'wrong password': send('pbmc', form, right.user, 'wrong'),
        'no session': send('none', elsewhere, right.user, 'wrong'),
      },
      14,
    );
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(15);
  });

  test('a link that was never made, has expired, was revoked, or is of another dataset', async () => {
    const gate = gateFor(false);
    const make = (expiresAt: Date | null, name: string) =>
      invites.create({ datasetId, collaborator: collaboratorIdFor(name), name, role: 'viewer', expiresAt });
    const [expired, revoked] = [make(new Date(0), 'Expired'), make(null, 'Revoked')];
    invites.change(revoked.id, { revokedAt: new Date() });
    const read = (one: Pick<Gatekeeper, 'readInvite'>, token: string) => () => {
      for (let time = 0; time < 20; time += 1) one.readInvite(token);
      return Promise.resolve();
    };
    const nowhere = new NoDoor({ invitations: new Invitations({ datasetId: null, key, invites, signIns }) });
    const times = await medians(
      {
        'never made': read(gate, inviteToken(key, 'ab'.repeat(10), 0)),
        expired: read(gate, inviteToken(key, expired.id, 0)),
        revoked: read(gate, inviteToken(key, revoked.id, 0)),
        'no session': read(nowhere, inviteToken(key, expired.id, 0)),
      },
      300,
    );
    expect((Math.max(...times) - Math.min(...times)) / 20).toBeLessThan(0.1);
  });
});
