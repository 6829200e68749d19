import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importReportSchema, type ImportUsers } from '../../contract/groups.ts';
import { AccountGate } from '../access/account-gate.ts';
import { checkPassword } from '../access/htpasswd-check.ts';
import { PasswordHasher } from '../access/password-hash.ts';
import { Accounts } from '../store/accounts.ts';
import { Database } from '../store/database.ts';
import { Groups } from '../store/groups.ts';
import { importUsers } from './import-users.ts';

const hasher = new PasswordHasher({ log2N: 4, r: 8, p: 1 });
const sha = '{SHA}573q2y3Iduuwwu5XRkn6NvOhiBA=';
const apr1 = '$apr1$abcdefgh$IoJOTfhhNGvCFZzpVuChT0';

let database: Database;
let accounts: Accounts;
let groups: Groups;
beforeEach(() => {
  database = new Database(':memory:');
  accounts = new Accounts(database);
  groups = new Groups(database);
});
afterEach(() => database.close());

const take = async (wish: ImportUsers) =>
  importReportSchema.parse(
    await importUsers({ accounts, groups, hasher, transaction: (work) => database.transaction(work) }, wish),
  );
const names = () => accounts.list().map(({ name }) => name);
const members = () => groups.members().map(({ name, role }) => `${name} ${role}`);
const signIn = (user: string, password: string) =>
  new AccountGate({
    accounts,
    hasher,
    verifyForeign: (hash, word) => Promise.resolve(checkPassword(hash, word)),
  }).signIn(user, password, { address: '', userAgent: '' });

describe('an import', () => {
  test('takes over people and groups; the second time nothing is left to do', async () => {
    const files = { htpasswd: `maria:${sha}\njonas:${apr1}\n`, groups: 'lung: maria\nblood: jonas maria\n' };
    expect(await take(files)).toEqual({
      dryRun: false,
      users: { added: ['maria', 'jonas'], changed: [], unchanged: 0, missing: [], removed: [] },
      groups: { added: ['lung', 'blood'] },
      members: {
        added: [
          { group: 'lung', name: 'maria' },
          { group: 'blood', name: 'jonas' },
          { group: 'blood', name: 'maria' },
        ],
        removed: [],
      },
      problems: [],
    });
    expect(await signIn('maria', 'right-word')).not.toBeNull();
    expect(await signIn('jonas', 'right-word')).not.toBeNull();
    // Both have our own hashes by now, and are known again by what the file says.
    expect(await take(files)).toMatchObject({
      users: { added: [], changed: [], unchanged: 2, missing: [] },
      groups: { added: [] },
      members: { added: [], removed: [] },
    });
    expect(await signIn('maria', 'right-word')).not.toBeNull();
  });

  test('changes nothing when it is only tried', async () => {
    const report = await take({ htpasswd: `maria:${sha}`, groups: 'lung: maria', dryRun: true });
    expect(report).toMatchObject({ dryRun: true, users: { added: ['maria'] }, groups: { added: ['lung'] } });
    expect([names(), groups.list()]).toEqual([[], []]);
  });

  test('gives another password only to those whose line has changed, and signs them out', async () => {
    await take({ htpasswd: `maria:${sha}\njonas:${sha}` });
    const [maria, jonas] = [await signIn('maria', 'right-word'), await signIn('jonas', 'right-word')];
    expect(await take({ htpasswd: `maria:${apr1}\njonas:${sha}` })).toMatchObject({
      users: { changed: ['maria'], unchanged: 1 },
    });
    const ended = [maria, jonas].map((who) => accounts.findSignIn(who?.signInId ?? '')?.ended);
    expect(ended).toEqual(['put-out', null]);
  });

  test('tells who is missing, and takes them away only when asked to; those made by hand stay', async () => {
    await take({ htpasswd: `maria:${sha}\njonas:${sha}` });
    accounts.create({ name: 'anna', collaborator: 'anna-1', passwordHash: sha, imported: false });
    expect(await take({ htpasswd: `maria:${sha}` })).toMatchObject({ users: { missing: ['jonas'], removed: [] } });
    expect(names()).toEqual(['anna', 'jonas', 'maria']);
    expect(await take({ htpasswd: `maria:${sha}`, removeMissing: true })).toMatchObject({
      users: { missing: [], removed: ['jonas'] },
    });
    expect(names()).toEqual(['anna', 'maria']);
  });

  test('takes out of a group whom the file put there, keeps roles, and leaves alone whom the owner put there', async () => {
    await take({ htpasswd: `maria:${sha}\njonas:${sha}`, groups: 'lung: maria jonas', role: 'viewer' });
    const lung = groups.ensure('lung');
    const anna = accounts.create({ name: 'anna', collaborator: 'anna-1', passwordHash: null, imported: false });
    groups.setMember(lung.id, anna.id, 'annotator', false);
    groups.setMember(lung.id, accounts.named('maria')?.id ?? '', 'analyst', true);
    expect(await take({ htpasswd: `maria:${sha}\njonas:${sha}`, groups: 'lung: maria' })).toMatchObject({
      members: { added: [], removed: [{ group: 'lung', name: 'jonas' }] },
    });
    expect(members()).toEqual(['anna annotator', 'maria analyst']);
  });

  test('a member without a password gets an account for a web server in front to name', async () => {
    expect(await take({ htpasswd: '', groups: 'lung: maria' })).toMatchObject({ users: { added: ['maria'] } });
    expect(accounts.named('maria')).toMatchObject({ passwordHash: null });
    expect(await take({ htpasswd: '' })).toMatchObject({ users: { missing: [] } });
  });

  test('says with line and file what cannot be used, and takes the rest', async () => {
    const report = await take({
      htpasswd: `# the lab\nmaria:${sha}\nno-colon\nguest:${sha}\nold:rqXexS6ZhobKA\n`,
      groups: 'lung maria\nlung: maria\n',
    });
    expect(report.problems).toEqual([
      { file: 'htpasswd', line: 3, reason: 'There is no colon between user and password.' },
      { file: 'htpasswd', line: 5, reason: expect.stringContaining('crypt') as string },
      { file: 'groups', line: 1, reason: 'There is no colon between the group and its users.' },
      { file: 'htpasswd', line: 4, reason: 'guest: guest is the user of general links.' },
    ]);
    expect(names()).toEqual(['maria']);
    expect(members()).toEqual(['maria annotator']);
  });

  test('an account has the annotations that a web server in front gave the same name', async () => {
    await take({ htpasswd: `Maria Okafor:${sha}` });
    expect(accounts.named('Maria Okafor')?.collaborator).toMatch(/^maria-okafor-[0-9a-f]{16}$/);
  });
});
