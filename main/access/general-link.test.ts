import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../contract/session.ts';
import { Database } from '../store/database.ts';
import { Datasets } from '../store/datasets.ts';
import { Invites } from '../store/invites.ts';
import { SignIns } from '../store/sign-ins.ts';
import { Gate } from './gate.ts';
import { GeneralLink } from './general-link.ts';
import { Invitations } from './invitations.ts';
import { NoDoor } from './no-door.ts';
import { PasswordHasher, type Hasher } from './password-hash.ts';

/** A real hasher, cheap, that counts. */
class CountingHasher implements Hasher {
  readonly #hasher = new PasswordHasher({ log2N: 4, r: 8, p: 1 });
  hashed = 0;
  verified = 0;

  hash(password: string): Promise<string> {
    this.hashed += 1;
    return this.#hasher.hash(password);
  }

  verify(password: string, stored: string): Promise<boolean> {
    this.verified += 1;
    return this.#hasher.verify(password, stored);
  }
}

const from = { address: '192.0.2.1', userAgent: 'Firefox' };
let database: Database;
let signIns: SignIns;
let hasher: CountingHasher;
let role: Role;
let open: boolean;
let pbmc: string;
let lung: string;

beforeEach(() => {
  database = new Database(':memory:');
  const datasets = new Datasets(database);
  const remember = (name: string) =>
    datasets.remember({ path: `/data/${name}.h5ad`, sizeBytes: 1, title: name }, () => name).id;
  [pbmc, lung] = [remember('pbmc'), remember('lung')];
  signIns = new SignIns(database);
  hasher = new CountingHasher();
  role = 'annotator';
  open = true;
});
afterEach(() => database.close());

const link = (datasetId = pbmc) =>
  new Gate({
    datasetId,
    signIns,
    guessable: false,
    generalLink: new GeneralLink({
      datasetId,
      user: 'guest',
      password: 'secret',
      role: () => role,
      open: () => open,
      signIns,
      hasher,
    }),
    invitations: new Invitations({ datasetId, key: Buffer.alloc(32), invites: new Invites(database), signIns }),
  });

describe('a browser', () => {
  test('that signs in is a guest of its own, with a folder of its own', async () => {
    const general = link();
    const [first, second] = [
      await general.signIn('guest', 'secret', from),
      await general.signIn('guest', 'secret', from),
    ];
    expect([first?.name, second?.name]).toEqual(['Guest 1', 'Guest 2']);
    expect(first?.collaborator).toMatch(/^guest-[a-z2-7]{8}$/);
    expect(first?.collaborator).not.toBe(second?.collaborator);
    expect(first).toMatchObject({ role: 'annotator', by: 'general-link' });
  });

  test('is recognised by its sign-in, at this dataset only', async () => {
    const guest = await link().signIn('guest', 'secret', from);
    const id = guest?.signInId ?? '';
    expect(link().recognise(id)).toEqual(guest);
    expect(link(lung).recognise(id)).toBeNull();
    expect(link().recognise('unknown')).toBeNull();
  });

  test('guests are counted for each dataset, and never twice', async () => {
    const first = await link().signIn('guest', 'secret', from);
    link().signOut(first?.signInId ?? '');
    expect((await link().signIn('guest', 'secret', from))?.name).toBe('Guest 2');
    expect((await link(lung).signIn('guest', 'secret', from))?.name).toBe('Guest 1');
  });

  test.each([
    ['guest', 'wrong'],
    ['somebody', 'secret'],
    ['', ''],
  ])('with %s and "%s" is nobody and leaves no trace', async (user, password) => {
    expect(await link().signIn(user, password, from)).toBeNull();
    expect(signIns.listFor(pbmc)).toEqual([]);
  });
});

describe('holds for the very next request', () => {
  test('a role', async () => {
    const general = link();
    const id = (await general.signIn('guest', 'secret', from))?.signInId ?? '';
    role = 'viewer';
    expect(general.recognise(id)?.role).toBe('viewer');
  });

  test('a revocation', async () => {
    const general = link();
    const id = (await general.signIn('guest', 'secret', from))?.signInId ?? '';
    signIns.revoke(id);
    expect(general.recognise(id)).toBeNull();
  });

  test('signing out, and not of somebody at another dataset', async () => {
    const general = link();
    const id = (await general.signIn('guest', 'secret', from))?.signInId ?? '';
    link(lung).signOut(id);
    expect(general.recognise(id)).not.toBeNull();
    general.signOut(id);
    expect(general.recognise(id)).toBeNull();
  });

  test('closing the link: nobody new gets in, and whoever came in by it is out', async () => {
    const general = link();
    const id = (await general.signIn('guest', 'secret', from))?.signInId ?? '';
    await general.admitProgram('guest', 'secret');
    open = false;
    expect(general.recognise(id)).toBeNull();
    expect(general.recogniseProgram('guest', 'secret')).toBeNull();
    expect(await general.admitProgram('guest', 'secret')).toBeNull();
    expect(await general.signIn('guest', 'secret', from)).toBeNull();
    open = true;
    expect(general.recognise(id)).not.toBeNull();
  });
});

describe('programs', () => {
  test('are one guest together', async () => {
    expect(await link().admitProgram('guest', 'secret')).toMatchObject({
      collaborator: 'program',
      signInId: null,
      by: 'program',
    });
  });

  test('are hashed once, and recognised without hashing after that', async () => {
    const general = link();
    expect(general.recogniseProgram('guest', 'secret')).toBeNull();
    for (let count = 0; count < 5; count += 1) await general.admitProgram('guest', 'secret');
    expect(general.recogniseProgram('guest', 'secret')).not.toBeNull();
    expect(hasher.verified).toBe(1);
  });

  test('and browsers that come with what was right just now are not hashed again', async () => {
    const general = link();
    const guests = await Promise.all(Array.from({ length: 5 }, () => general.signIn('guest', 'secret', from)));
    await general.signIn('guest', 'secret', from);
    expect(new Set(guests.map((guest) => guest?.name)).size).toBe(5);
    expect(hasher.verified).toBe(5);
  });

  test('with wrong credentials are hashed each time and never recognised', async () => {
    const general = link();
    for (let count = 0; count < 3; count += 1) expect(await general.admitProgram('guest', 'wrong')).toBeNull();
    expect(general.recogniseProgram('guest', 'wrong')).toBeNull();
    expect(hasher.verified).toBe(3);
  });
});

describe('no oracle by time: whatever is wrong, one hash is made, and none of it for the first time', () => {
  const attempts: Record<string, () => Promise<unknown>> = {
    'a wrong password': () => link().signIn('guest', 'wrong', from),
    'an unknown user': () => link().signIn('somebody', 'secret', from),
    'a closed link': () => {
      open = false;
      return link().signIn('guest', 'secret', from);
    },
    'a link that does not exist': () => new NoDoor({ hasher }).signIn('guest', 'secret'),
    'a program at a closed link': () => {
      open = false;
      return link().admitProgram('guest', 'secret');
    },
    'a program at a link that does not exist': () => new NoDoor({ hasher }).admitProgram('guest', 'secret'),
  };
  test.each(Object.keys(attempts))('%s', async (name) => {
    expect(await attempts[name]?.()).toBeNull();
    expect([hasher.hashed, hasher.verified]).toEqual([1, 1]);
  });

  test('the hash to compare with is begun before anybody tries', () => {
    link();
    new NoDoor({ hasher });
    expect([hasher.hashed, hasher.verified]).toEqual([2, 0]);
  });
});

describe('the first look', () => {
  const lookers = {
    'the general link': () => link(),
    'a link that does not exist': () => new NoDoor({ hasher }),
  };
  test('lets the right ones pass, and hardly ever a wrong one', () => {
    expect(link().mayFit('guest', 'secret')).toBe(true);
    const gate = link();
    const passed = Array.from({ length: 20_000 }, (_, guess) => gate.mayFit('guest', `guess-${guess}`)).filter(Boolean);
    // One in 65,536 is expected to.
    expect(passed.length).toBeLessThan(10);
    expect(hasher.verified).toBe(0);
  });

  test('lets nobody pass when the link is closed', () => {
    open = false;
    expect(link().mayFit('guest', 'secret')).toBe(false);
  });

  test.each(Object.entries(lookers))('%s hashes nothing for it', (_, looker) => {
    const one = looker();
    for (const [user, password] of [
      ['guest', 'wrong'],
      ['somebody', 'secret'],
      ['', ''],
    ] as const) {
      one.mayFit(user, password);
    }
    expect([hasher.hashed, hasher.verified]).toEqual([1, 0]);
  });
});

test('where there is no door nobody is recognised', () => {
  const none = new NoDoor({ hasher });
  expect([none.recognise(), none.recogniseProgram(), none.endingOf()]).toEqual([null, null, null]);
  expect([none.readInvite('x'), none.acceptInvite('x')]).toEqual([null, null]);
  none.signOut();
  none.signOutEverywhere();
});
