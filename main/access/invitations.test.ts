import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../store/database.ts';
import { Datasets } from '../store/datasets.ts';
import { Invites, type Invite } from '../store/invites.ts';
import { SignIns } from '../store/sign-ins.ts';
import { collaboratorIdFor } from './collaborator-id.ts';
import { Gate } from './gate.ts';
import { GeneralLink } from './general-link.ts';
import { BROWSERS_PER_INVITE, Invitations } from './invitations.ts';
import { inviteToken, readInviteToken } from './invite-token.ts';
import { PasswordHasher } from './password-hash.ts';

const key = Buffer.alloc(32, 7);
const hasher = new PasswordHasher({ log2N: 4, r: 8, p: 1 });
const from = { address: '192.0.2.1', userAgent: 'Firefox' };
let database: Database;
let invites: Invites;
let signIns: SignIns;
let pbmc: string;
let lung: string;
let now: Date;

beforeEach(() => {
  database = new Database(':memory:');
  const datasets = new Datasets(database);
  const remember = (name: string) => datasets.remember({ path: `/${name}`, sizeBytes: 1, title: name }, () => name).id;
  [pbmc, lung] = [remember('pbmc'), remember('lung')];
  invites = new Invites(database);
  signIns = new SignIns(database);
  now = new Date('2026-11-20T12:00:00Z');
});
afterEach(() => database.close());

function gateOf(datasetId: string): Gate {
  const general = { user: 'guest', password: 'secret', role: () => 'viewer' as const, open: () => true };
  return new Gate({
    datasetId,
    signIns,
    guessable: false,
    generalLink: new GeneralLink({ ...general, datasetId, signIns, hasher }),
    invitations: new Invitations({ datasetId, key, invites, signIns, now: () => now }),
  });
}

function invite(name = 'Maria Okafor', expiresAt: Date | null = null): Invite {
  return invites.create({ datasetId: pbmc, collaborator: collaboratorIdFor(name), name, role: 'analyst', expiresAt });
}
const tokenOf = ({ id, generation }: Invite) => inviteToken(key, id, generation);
const later = (ms: number) => new Date(now.getTime() + ms);

describe('a link', () => {
  test('is read without changing anything, as often as one likes', () => {
    const maria = invite();
    for (let look = 0; look < 3; look += 1) {
      expect(gateOf(pbmc).readInvite(tokenOf(maria))).toEqual({
        name: 'Maria Okafor',
        collaborator: maria.collaborator,
      });
    }
    expect(signIns.listFor(pbmc)).toEqual([]);
  });

  test('signs each browser in as the same person', () => {
    const maria = invite();
    const [one, two] = [1, 2].map(() => gateOf(pbmc).acceptInvite(tokenOf(maria), from, null));
    expect(one).toMatchObject({
      collaborator: maria.collaborator,
      name: 'Maria Okafor',
      role: 'analyst',
      by: 'invite',
    });
    expect(two?.collaborator).toBe(one?.collaborator);
    expect(two?.signInId).not.toBe(one?.signInId);
  });

  test('opened twice in a browser is one browser; in a guest’s it is a new one', async () => {
    const gate = gateOf(pbmc);
    const token = tokenOf(invite());
    const one = gate.acceptInvite(token, from, null);
    expect(gate.acceptInvite(token, from, one?.signInId ?? '')?.signInId).toBe(one?.signInId);
    const guest = await gate.signIn('guest', 'secret', from);
    expect(gate.acceptInvite(token, from, guest?.signInId ?? '')?.by).toBe('invite');
  });

  test('in an eleventh browser puts out the one that was idle longest, and says why there', () => {
    const gate = gateOf(pbmc);
    const token = tokenOf(invite());
    const ids = Array.from({ length: BROWSERS_PER_INVITE }, () => gate.acceptInvite(token, from, null)?.signInId ?? '');
    ids.forEach((id, index) => signIns.touch(id, later(index === 3 ? -1000 : index)));
    const eleventh = gate.acceptInvite(token, from, null);
    expect(ids.filter((id) => gate.recognise(id) === null)).toEqual([ids[3]]);
    expect(gate.endingOf(ids[3] ?? '')).toBe('too-many');
    expect(gate.recognise(eleventh?.signInId ?? '')).not.toBeNull();
  });
});

describe('whatever is wrong with a link, it is answered alike', () => {
  const dead: Record<string, () => string> = {
    'never made': () => inviteToken(key, 'ab'.repeat(10), 0),
    'made with another key': () => inviteToken(Buffer.alloc(32, 8), invite().id, 0),
    replaced: () => {
      const maria = invite();
      invites.renew(maria.id);
      return tokenOf(maria);
    },
    'of a generation to come': () => inviteToken(key, invite().id, 1),
    expired: () => tokenOf(invite('Maria', now)),
    revoked: () => {
      const maria = invite();
      invites.change(maria.id, { revokedAt: now });
      return tokenOf(maria);
    },
    'of another dataset': () => {
      const maria = invites.create({
        datasetId: lung,
        collaborator: 'maria-2',
        name: 'Maria',
        role: 'viewer',
        expiresAt: null,
      });
      return tokenOf(maria);
    },
    'cut short': () => tokenOf(invite()).slice(0, -1),
    'longer than it should be': () => `${tokenOf(invite())}0`,
    'in capital letters': () => tokenOf(invite()).toUpperCase(),
    empty: () => '',
    'a path': () => `../${tokenOf(invite())}`,
  };
  test.each(Object.keys(dead))('%s', (name) => {
    const token = dead[name]?.() ?? '';
    expect(gateOf(pbmc).readInvite(token)).toBeNull();
    expect(gateOf(pbmc).acceptInvite(token, from, null)).toBeNull();
    expect(new Invitations({ datasetId: null, key, invites, signIns }).read(token)).toBeNull();
    expect(signIns.listFor(pbmc)).toEqual([]);
  });
});

describe('holds for the very next request', () => {
  const enter = (maria: Invite) => gateOf(pbmc).acceptInvite(tokenOf(maria), from, null)?.signInId ?? '';

  test('a role and a name', () => {
    const maria = invite();
    const id = enter(maria);
    invites.change(maria.id, { role: 'viewer', name: 'M. Okafor' });
    expect(gateOf(pbmc).recognise(id)).toMatchObject({ role: 'viewer', name: 'M. Okafor' });
  });

  test('revoking the person, and taking that back', () => {
    const maria = invite();
    const [one, two] = [enter(maria), enter(maria)];
    invites.change(maria.id, { revokedAt: now });
    expect([one, two].map((id) => gateOf(pbmc).recognise(id))).toEqual([null, null]);
    expect(gateOf(pbmc).endingOf(one)).toBe('put-out');
    invites.change(maria.id, { revokedAt: null });
    expect(gateOf(pbmc).recognise(one)).not.toBeNull();
  });

  test('putting one browser out, and not the others', () => {
    const maria = invite();
    const [one, two] = [enter(maria), enter(maria)];
    signIns.revoke(one);
    expect(gateOf(pbmc).recognise(one)).toBeNull();
    expect(gateOf(pbmc).recognise(two)).not.toBeNull();
  });

  test('its end', () => {
    const maria = invite('Maria', later(1000));
    const id = enter(maria);
    expect(gateOf(pbmc).recognise(id)).not.toBeNull();
    now = later(1000);
    expect(gateOf(pbmc).recognise(id)).toBeNull();
    invites.change(maria.id, { expiresAt: later(1000) });
    expect(gateOf(pbmc).recognise(id)).not.toBeNull();
  });

  test('a new link: the old one opens nothing, browsers that are in stay', () => {
    const maria = invite();
    const id = enter(maria);
    const renewed = invites.renew(maria.id);
    expect(gateOf(pbmc).readInvite(tokenOf(maria))).toBeNull();
    expect(gateOf(pbmc).readInvite(tokenOf(renewed))?.collaborator).toBe(maria.collaborator);
    expect(gateOf(pbmc).recognise(id)).not.toBeNull();
  });

  test('signing out everywhere: this person’s browsers and nobody else’s', async () => {
    const gate = gateOf(pbmc);
    const [maria, jonas] = [invite(), invite('Jonas Weber')];
    const [one, two, other] = [enter(maria), enter(maria), enter(jonas)];
    const guest = (await gate.signIn('guest', 'secret', from))?.signInId ?? '';
    gateOf(lung).signOutEverywhere(one);
    expect(gate.recognise(one)).not.toBeNull();
    gate.signOutEverywhere(one);
    expect([one, two, other, guest].map((id) => gate.recognise(id) === null)).toEqual([true, true, false, false]);
    gate.signOutEverywhere(guest);
    expect(gate.recognise(guest)).toBeNull();
    expect([one, guest].map((id) => gate.endingOf(id))).toEqual(['signed-out', 'signed-out']);
  });
});

test('a sign-in of another dataset is nobody here', () => {
  const id = gateOf(pbmc).acceptInvite(tokenOf(invite()), from, null)?.signInId ?? '';
  expect([gateOf(lung).recognise(id), gateOf(lung).endingOf(id)]).toEqual([null, null]);
});

test('a token is the same tomorrow, another for each key, invite and generation, and good in a link', () => {
  const token = inviteToken(key, 'ab'.repeat(10), 3);
  expect(inviteToken(Buffer.from(key), 'ab'.repeat(10), 3)).toBe(token);
  expect(token).toMatch(/^[0-9a-f]{52}$/);
  expect(readInviteToken(token)?.id).toBe('ab'.repeat(10));
  const others = [
    inviteToken(Buffer.alloc(32), 'ab'.repeat(10), 3),
    inviteToken(key, 'ac'.repeat(10), 3),
    inviteToken(key, 'ab'.repeat(10), 4),
  ];
  expect(new Set([token, ...others].map((one) => one.slice(20))).size).toBe(4);
});

test.each([
  ['Maria Okafor', 'maria-okafor-x'],
  ['Çağla Yılmaz', 'cagla-y-lmaz-x'],
  ['José-Luis  d’Ávila', 'jose-luis-d-avila-x'],
  ['李小龙', 'person-x'],
  ['../../etc/passwd', 'etc-passwd-x'],
  ['-', 'person-x'],
  ['A'.repeat(80), `${'a'.repeat(40)}-x`],
])('%s has the folder %s', (name, folder) => {
  expect(collaboratorIdFor(name, () => 'x')).toBe(folder);
  expect(collaboratorIdFor(name)).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/);
});
