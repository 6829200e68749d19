import { expect, test } from 'vitest';
import { PasswordHasher } from './password-hash.ts';

/** Cheap: what is tested does not depend on the cost. */
const hasher = new PasswordHasher({ log2N: 4, r: 8, p: 1 });

test('a hash verifies its own password and no other', async () => {
  const stored = await hasher.hash('correct-horse-1');
  expect(await hasher.verify('correct-horse-1', stored)).toBe(true);
  for (const other of ['correct-horse-2', 'correct-horse-1 ', '', 'Correct-horse-1', 'x'.repeat(10_000)]) {
    expect(await hasher.verify(other, stored)).toBe(false);
  }
});

test('the same password never gives the same hash, and the hash does not hold it', async () => {
  const [one, two] = await Promise.all([hasher.hash('secret'), hasher.hash('secret')]);
  expect(one).not.toBe(two);
  expect(one).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[\w-]+\$[\w-]+$/);
  expect(one).not.toContain('secret');
});

test('a hash made at another cost still verifies', async () => {
  const stored = await new PasswordHasher({ log2N: 5, r: 4, p: 2 }).hash('old');
  expect(await hasher.verify('old', stored)).toBe(true);
});

test.each(['', 'secret', '$scrypt$ln=4,r=8,p=1$$', '$2b$10$abcdefghijklmnopqrstuv'])(
  '"%s" is no hash',
  async (stored) => {
    await expect(hasher.verify('secret', stored)).rejects.toThrow('not a stored password hash');
  },
);

test('the usual cost is 2^15, and what it needs is allowed', async () => {
  const usual = new PasswordHasher();
  const stored = await usual.hash('secret');
  expect(stored).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$/);
  expect(await usual.verify('secret', stored)).toBe(true);
});

test('never more than two at once, and all come to their end', async () => {
  const busy = new PasswordHasher({ log2N: 10, r: 8, p: 1 });
  const all = Array.from({ length: 12 }, () => busy.hash('secret'));
  let most = 0;
  await Promise.all(all.map((one) => one.then(() => (most = Math.max(most, busy.running)))));
  expect(most).toBeLessThanOrEqual(2);
  expect(busy.running).toBe(0);
});

test('a failure gives its place to the next', async () => {
  const broken = new PasswordHasher({ log2N: 0, r: 8, p: 1 });
  await expect(Promise.allSettled([1, 2, 3].map(() => broken.hash('x')))).resolves.toHaveLength(3);
  expect(broken.running).toBe(0);
});
