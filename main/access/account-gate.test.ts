import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Accounts } from '../store/accounts.ts';
import { Database } from '../store/database.ts';
import { AccountGate } from './account-gate.ts';
import { checkPassword } from './htpasswd-check.ts';
import { PasswordHasher, type Hasher } from './password-hash.ts';

/** `right-word`, as htpasswd writes it. */
const sha = '{SHA}573q2y3Iduuwwu5XRkn6NvOhiBA=';
const apr1 = '$apr1$abcdefgh$IoJOTfhhNGvCFZzpVuChT0';
const here = { address: '192.0.2.1', userAgent: 'Test' };

/** Real, cheap, and tells what it was asked. */
class CountingHasher implements Hasher {
  readonly #real = new PasswordHasher({ log2N: 4, r: 8, p: 1 });
  verified: string[] = [];
  beforeAnswer: () => void = () => undefined;

  hash(password: string): Promise<string> {
    return this.#real.hash(password);
  }

  async verify(password: string, stored: string): Promise<boolean> {
    this.verified.push(stored);
    const right = await this.#real.verify(password, stored);
    this.beforeAnswer();
    return right;
  }
}

let database: Database;
let accounts: Accounts;
let hasher: CountingHasher;
let foreign: string[];
let gate: AccountGate;
beforeEach(() => {
  database = new Database(':memory:');
  accounts = new Accounts(database);
  hasher = new CountingHasher();
  foreign = [];
  gate = new AccountGate({
    accounts,
    hasher,
    verifyForeign: (hash, password) => {
      foreign.push(hash);
      return Promise.resolve(checkPassword(hash, password));
    },
  });
});
afterEach(() => database.close());

const add = (name: string, passwordHash: string | null) =>
  accounts.create({ name, collaborator: `${name}-1`, passwordHash, imported: true });
const withPassword = async (name: string, password: string) => add(name, await hasher.hash(password));

describe('signing in', () => {
  test('with the right password makes a sign-in that is recognised until it ends', async () => {
    await withPassword('maria', 'right-word');
    const holder = await gate.signIn('maria', 'right-word', here);
    expect(holder).toMatchObject({ name: 'maria', collaborator: 'maria-1', by: 'account' });
    const id = holder?.signInId ?? '';
    expect(gate.recognise(id)).toMatchObject({ name: 'maria', signInId: id });
    gate.signOut(id);
    expect(gate.recognise(id)).toBeNull();
    expect(gate.endingOf(id)).toBe('signed-out');
    expect(gate.endingOf('unknown')).toBeNull();
  });

  test.each([
    ['a wrong password', 'maria', 'wrong-word'],
    ['somebody unknown', 'nobody', 'right-word'],
    ['another case', 'Maria', 'right-word'],
    ['somebody without a password', 'jonas', ''],
  ])('%s gets nothing', async (_what, user, password) => {
    await withPassword('maria', 'right-word');
    add('jonas', null);
    expect(await gate.signIn(user, password, here)).toBeNull();
    expect(await gate.admitProgram(user, password)).toBeNull();
  });

  test('everywhere ends all browsers of this person and of nobody else', async () => {
    await withPassword('maria', 'right-word');
    await withPassword('jonas', 'right-word');
    const [one, two] = [await gate.signIn('maria', 'right-word', here), await gate.signIn('maria', 'right-word', here)];
    const other = await gate.signIn('jonas', 'right-word', here);
    gate.signOutEverywhere(one?.signInId ?? '');
    expect([one, two, other].map((who) => gate.recognise(who?.signInId ?? '')?.name)).toEqual([
      undefined,
      undefined,
      'jonas',
    ]);
  });

  test('an account that is removed, or gets another password, while it is hashed, lets nobody in', async () => {
    const { id } = await withPassword('maria', 'right-word');
    const other = await hasher.hash('another-word');
    hasher.beforeAnswer = () => accounts.setPassword(id, other, null);
    expect(await gate.signIn('maria', 'right-word', here)).toBeNull();
    hasher.beforeAnswer = () => accounts.remove(id);
    expect(await gate.signIn('maria', 'another-word', here)).toBeNull();
  });
});

describe('the hash of an imported file', () => {
  test.each([
    ['sha1', sha],
    ['apr1', apr1],
  ])('%s lets in, and is replaced by our own at the first right sign-in', async (_kind, hash) => {
    add('maria', hash);
    expect(await gate.signIn('maria', 'wrong-word', here)).toBeNull();
    expect(accounts.named('maria')?.passwordHash).toBe(hash);
    expect(await gate.signIn('maria', 'right-word', here)).not.toBeNull();
    const { passwordHash, importedHash } = accounts.named('maria') ?? {};
    expect(passwordHash).toMatch(/^\$scrypt\$/);
    expect(await hasher.verify(hash, importedHash ?? '')).toBe(true);
    foreign = [];
    expect(await gate.signIn('maria', 'right-word', here)).not.toBeNull();
    expect(await gate.signIn('maria', 'wrong-word', here)).toBeNull();
    expect(foreign).toEqual([]);
  });

  test('two first sign-ins at once both get in', async () => {
    add('maria', sha);
    const both = await Promise.all([1, 2].map(() => gate.signIn('maria', 'right-word', here)));
    expect(both.every((one) => one !== null)).toBe(true);
  });
});

describe('nobody can tell who has an account', () => {
  test('the same checks are made for every name, whatever hash it has or whether it exists', async () => {
    add('with-sha', sha);
    add('with-apr1', apr1);
    add('without', null);
    await withPassword('own', 'another-word');
    const work = async (user: string) => {
      foreign = [];
      hasher.verified = [];
      await gate.signIn(user, 'wrong-word', here);
      return { foreign: [...foreign].sort(), ours: hasher.verified.length };
    };
    const expected = { foreign: [apr1, sha].sort(), ours: 1 };
    for (const user of ['with-sha', 'with-apr1', 'without', 'own', 'nobody'])
      expect(await work(user), user).toEqual(expected);
  });

  test('only what was right before is known to fit without hashing', async () => {
    await withPassword('maria', 'right-word');
    expect(gate.mayFit('maria', 'right-word')).toBe(false);
    await gate.signIn('maria', 'right-word', here);
    expect(gate.mayFit('maria', 'right-word')).toBe(true);
    expect(gate.mayFit('jonas', 'right-word')).toBe(false);
  });
});

test('a program is hashed once, and again as soon as the password is another', async () => {
  const { id } = await withPassword('maria', 'right-word');
  expect(gate.recogniseProgram('maria', 'right-word')).toBeNull();
  expect(await gate.admitProgram('maria', 'right-word')).toMatchObject({ name: 'maria', signInId: null });
  hasher.verified = [];
  expect(await gate.admitProgram('maria', 'right-word')).not.toBeNull();
  expect(hasher.verified).toEqual([]);
  accounts.setPassword(id, await hasher.hash('new-word'), null);
  expect(gate.recogniseProgram('maria', 'right-word')).toBeNull();
  expect(await gate.admitProgram('maria', 'right-word')).toBeNull();
});

test('a web server in front names people who have accounts, with a password or without', () => {
  add('maria', null);
  expect(gate.admitFrontUser('maria')).toMatchObject({ collaborator: 'maria-1', signInId: null, by: 'front-server' });
  expect(gate.admitFrontUser('nobody')).toBeNull();
});
