/** Accounts under attack: people of an imported password file, whose hashes cost what that file says, before the gate and the limit as in use. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import bcrypt from 'bcryptjs';
import { afterEach, expect, test } from 'vitest';
import { AccountGate } from './access/account-gate.ts';
import { apr1 } from './access/apr1.ts';
import { HtpasswdVerifier } from './access/htpasswd-verify.ts';
import { processHasher } from './access/password-hash.ts';
import { AttemptLimit, type Outcome } from './proxy/attempt-limit.ts';
import { Accounts } from './store/accounts.ts';
import { Database } from './store/database.ts';

let database: Database;
let verifier: HtpasswdVerifier;
let limit: AttemptLimit;
let gate: AccountGate;

/** Four people, three of them from an imported file. */
async function open(bcryptCost: number): Promise<void> {
  database = new Database(':memory:');
  const accounts = new Accounts(database);
  const people = {
    anna: bcrypt.hashSync('right-of-anna', bcryptCost),
    bo: `$apr1$saltsalt$${apr1('right-of-bo', 'saltsalt')}`,
    carla: '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
    dora: await processHasher.hash('right-of-dora'),
  };
  for (const [name, passwordHash] of Object.entries(people)) {
    accounts.create({ name, collaborator: randomBytes(8).toString('hex'), passwordHash, imported: true });
  }
  verifier = new HtpasswdVerifier();
  limit = new AttemptLimit();
  gate = new AccountGate({ accounts, verifyForeign: (hash, password) => verifier.verify(hash, password) });
}

afterEach(async () => {
  limit.close();
  await verifier.close();
  database.close();
});

interface From {
  readonly address: string;
  readonly knownBrowser?: string;
}

/** As the proxy's pass makes them. */
function attempt(
  user: string,
  password: string,
  { address, knownBrowser }: From,
  by = limit,
): Promise<Outcome<unknown>> {
  const who = { address, sharedAddress: false, slug: `account ${user}`, guessable: true, unsure: true };
  return by.run({ ...who, mayFit: gate.mayFit(user, password), knownBrowser: knownBrowser ?? null }, () =>
    gate.signIn(user, password, { address, userAgent: '' }),
  );
}

test(
  'an unknown user takes as long as a known one with a wrong password, whatever their hash',
  { timeout: 60_000 },
  async () => {
    // Costly enough to be missed when it is left out.
    await open(9);
    const users = ['anna', 'bo', 'dora', 'nobody'];
    const least = new Map<string, number>();
    const spread = () => Math.max(...least.values()) / Math.min(...least.values());
    // The least disturbed attempt of each is what it costs: what a busy machine adds goes with more turns, what is left out does not come.
    for (let turn = 0; turn < 30 && (turn < 4 || spread() >= 1.5); turn += 1) {
      for (const user of users) {
        const fresh = new AttemptLimit();
        const began = performance.now();
        await attempt(user, `wrong-${turn}`, { address: '192.0.2.1' }, fresh);
        const took = performance.now() - began;
        fresh.close();
        // The first turn starts the thread and warms everything up.
        if (turn > 0) least.set(user, Math.min(least.get(user) ?? Infinity, took));
      }
    }
    // Without the check of a bcrypt hash it would be twice as fast, and without ours three times.
    expect(spread()).toBeLessThan(1.5);
  },
);

/** On a machine that is busy with other things the promise is as much longer as a hash is. */
async function timeOfOneHash(bcryptCost: number): Promise<number> {
  const hash = bcrypt.hashSync('x', bcryptCost);
  // The first one starts the thread.
  await verifier.verify(hash, 'y');
  const began = performance.now();
  await verifier.verify(hash, 'y');
  return performance.now() - began;
}

// As `htpasswd -B` makes them, and as `htpasswd -B -C 12` does for those who are careful.
test.each([5, 12])(
  'while ten thousand wrong passwords come, whoever has the right one gets in within two seconds (bcrypt of cost %d)',
  { timeout: 120_000 },
  async (bcryptCost) => {
    await open(bcryptCost);
    const hashTook = await timeOfOneHash(bcryptCost);
    // Dora was here before in this run of the service, and Anna in this browser; Bo comes for the first time.
    expect((await attempt('dora', 'right-of-dora', { address: '192.0.2.3' })).kind).toBe('admitted');
    const people: readonly (readonly [string, From])[] = [
      ['anna', { address: '192.0.2.1', knownBrowser: 'b-1' }],
      ['bo', { address: '192.0.2.2' }],
      // From the attacker's own address.
      ['dora', { address: '203.0.113.9' }],
      ['anna', { address: '203.0.113.9', knownBrowser: 'b-2' }],
    ];
    const entered: (readonly [string, number])[] = [];
    const outcomes: string[] = [];
    let sent = 0;
    const attacker = async () => {
      while (sent < 10_000 || entered.length < people.length) {
        sent += 1;
        const user = ['anna', 'bo', 'carla', 'dora'][sent % 4] ?? '';
        outcomes.push((await attempt(user, `guess-${sent}`, { address: '203.0.113.9' })).kind);
        // It goes on until everybody was there, no faster than it has to.
        if (sent > 10_000) await delay(20);
      }
    };
    const attack = Promise.all(Array.from({ length: 64 }, attacker));
    for (const [user, from] of people) {
      const began = performance.now();
      const { kind } = await attempt(user, `right-of-${user}`, from);
      entered.push([kind, performance.now() - began]);
    }
    await attack;
    expect(entered.map(([kind]) => kind)).toEqual(['admitted', 'admitted', 'admitted', 'admitted']);
    for (const [, took] of entered) expect(took).toBeLessThan(Math.max(2000, 6 * hashTook));
    expect(outcomes.length).toBeGreaterThanOrEqual(10_000);
    expect(outcomes).not.toContain('admitted');
  },
);
