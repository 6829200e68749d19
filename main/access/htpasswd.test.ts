import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readHtpasswd } from './htpasswd.ts';
import { HtpasswdVerifier, verify } from './htpasswd-verify.ts';

/** Made by htpasswd of Apache 2.4 from `secret`. */
const made = {
  bcrypt: '$2y$05$lvYtSHYAMqtbTl25l1ireO7q5CtSB9VVvq/QZ5aI8g8uyEUhKpvXG',
  apr1: '$apr1$HGpeqOeR$ieg5GHWFg1f/ofgWCDy.Z1',
  sha: '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
  crypt: 'rqXexS6ZhobKA',
};

describe('reading', () => {
  test('users with their hashes; comments, empty lines, CRLF and a byte-order mark are no users', () => {
    const text = `\ufeff# made in 2019\r\nanna:${made.bcrypt}\r\n\r\n  bo b:${made.apr1}  \r\n   # more\r\ncarla:${made.sha}:Carla, room 3`;
    expect(readHtpasswd(text)).toEqual({
      users: new Map([
        ['anna', made.bcrypt],
        ['bo b', made.apr1],
        ['carla', made.sha],
      ]),
      problems: [],
    });
  });

  test.each([
    ['an empty file', ''],
    ['a file of comments', '# nobody\n#anna:x\n'],
  ])('%s has nobody', (_, text) => expect(readHtpasswd(text)).toEqual({ users: new Map(), problems: [] }));

  test('the first line of a user counts, and the second is told', () => {
    const { users, problems } = readHtpasswd(`anna:${made.sha}\nbo:${made.sha}\nanna:${made.apr1}\n`);
    expect(users.get('anna')).toBe(made.sha);
    expect(problems).toEqual([{ line: 3, reason: expect.stringContaining('further up') as string }]);
  });

  test.each([
    ['no colon here', 'no colon'],
    [`:${made.sha}`, 'no user'],
    ['anna:', 'no password'],
    [`anna:${made.crypt}`, 'hashed with crypt'],
    ['anna:$5$salt$abcdef', 'not read here'],
    ['anna:$6$salt$abcdef', 'not read here'],
    ['anna:$1$salt$abcdef', 'not read here'],
    ['anna:$y$j9T$abc', 'not read here'],
    ['anna:{SSHA}abcdef', 'not read here'],
    ['anna:hunter2', 'not hashed'],
    [`anna:${made.bcrypt.slice(0, -1)}`, 'damaged'],
    [`anna:${made.apr1}x`, 'damaged'],
    ['anna:{SHA}short', 'damaged'],
    [`anna:${made.bcrypt.replace('$05$', '$03$')}`, 'damaged'],
    [`anna:${made.bcrypt.replace('$05$', '$17$')}`, 'takes too long'],
    [`an\u0007na:${made.sha}`, 'no name'],
  ])('%s: %s', (line, reason) => {
    const { users, problems } = readHtpasswd(`# head\n${line}\n`);
    expect(users.size).toBe(0);
    expect(problems).toEqual([{ line: 2, reason: expect.stringContaining(reason) as string }]);
  });

  test('what is told of a line holds nothing of its password', () => {
    const { problems } = readHtpasswd(`anna:hunter2\nbo:${made.crypt}\ncarla:${made.apr1}x`);
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|rqXex|HGpeq/);
  });

  test('names of things that every object has are users like others', () => {
    const { users } = readHtpasswd(`__proto__:${made.sha}\nconstructor:${made.sha}\n`);
    expect([...users.keys()]).toEqual(['__proto__', 'constructor']);
  });
});

describe('checking', () => {
  test('with a hash of crypt nothing fits, not even what it was made from', async () => {
    expect(await verify(made.crypt, 'secret')).toBe(false);
    expect(await verify('hunter2', 'hunter2')).toBe(false);
    expect(await verify('', '')).toBe(false);
    expect(await verify('$2y$xx$', 'secret')).toBe(false);
  });

  test('goes on while nothing else has to wait for it', async () => {
    const verifier = new HtpasswdVerifier();
    const expensive = made.bcrypt.replace('$05$', '$11$');
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    const checks = Array.from({ length: 3 }, () => verifier.verify(expensive, 'secret'));
    expect(verifier.waiting).toBe(3);
    expect(await Promise.all(checks)).toEqual([false, false, false]);
    clearInterval(ticking);
    // Three of them take this thread hundreds of milliseconds when it does them itself, and then there are next to no turns.
    expect(turns).toBeGreaterThan(20);
    expect(verifier.waiting).toBe(0);
    await verifier.close();
  });

  test('no more wait than a crowd is; what is beyond is not looked at, and there is room again afterwards', async () => {
    const verifier = new HtpasswdVerifier();
    const checks = Array.from({ length: 310 }, () => verifier.verify(made.sha, 'secret').catch(() => 'refused'));
    expect(verifier.waiting).toBe(300);
    const answers = await Promise.all(checks);
    expect(answers.slice(0, 300)).toEqual(Array.from({ length: 300 }, () => true));
    expect(answers.slice(300)).toEqual(Array.from({ length: 10 }, () => 'refused'));
    expect(await verifier.verify(made.sha, 'secret')).toBe(true);
    await verifier.close();
  });

  test('whoever waits for a thread that was ended is told', async () => {
    const verifier = new HtpasswdVerifier();
    const told = expect(verifier.verify(made.bcrypt.replace('$05$', '$13$'), 'secret')).rejects.toThrow(/has ended/);
    await verifier.close();
    await told;
    expect(await verifier.verify(made.sha, 'secret')).toBe(true);
    await verifier.close();
  });
});

const folder = mkdtempSync(join(tmpdir(), 'annotate-share-htpasswd-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const passwords = [
  'x',
  'secret',
  'Pässwörter mit Umläuten',
  ' with spaces ',
  'a:b:c',
  'x'.repeat(16),
  'y'.repeat(17),
  'z'.repeat(72),
];

describe('what the real htpasswd makes', () => {
  /** What it once made is always checked; more where the tool is at hand. */
  const tool = ['/usr/bin/htpasswd', '/usr/sbin/htpasswd', '/usr/bin/htpasswd2'].find((path) => existsSync(path));
  const kinds = [
    ['bcrypt', '-B', '5'],
    ['apr1', '-m', null],
    ['sha', '-s', null],
  ] as const;

  test.each(kinds)('%s fits its password and no other', async (kind, option, cost) => {
    const hashes: [string, string][] = [['secret', made[kind]]];
    if (tool !== undefined) {
      const file = join(folder, kind);
      passwords.forEach((password, index) => {
        const create = index === 0 ? ['-c'] : [];
        const options = ['-b', '-i', ...create, option, ...(cost === null ? [] : ['-C', cost])].filter(
          (one) => one !== '-b',
        );
        execFileSync(tool, [...options, file, `user ${index}`], {
          input: password,
          stdio: ['pipe', 'ignore', 'ignore'],
        });
      });
      const { users, problems } = readHtpasswd(readFileSync(file, 'utf8'));
      expect([users.size, problems]).toEqual([passwords.length, []]);
      passwords.forEach((password, index) => hashes.push([password, users.get(`user ${index}`) ?? '']));
    }
    for (const [password, hash] of hashes) {
      expect(await verify(hash, password), `${kind} of ${password}`).toBe(true);
      for (const wrong of ['', `!${password}`, password.toUpperCase() + '!', password.slice(0, -1)])
        expect(await verify(hash, wrong), `${kind} of ${password} with ${wrong}`).toBe(false);
    }
  });

  test('crypt is read and refused by name', () => {
    let line = `anna:${made.crypt}`;
    if (tool !== undefined)
      line = execFileSync(tool, ['-nbd', 'anna', 'secret'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(readHtpasswd(line).problems).toEqual([
      { line: 1, reason: expect.stringContaining('hashed with crypt') as string },
    ]);
  });
});
