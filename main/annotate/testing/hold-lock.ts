/** Takes a lock, says so, and holds it until killed. Argument: the lock's file. */
import { withLock } from '../environment-lock.ts';

await withLock(
  process.argv[2] ?? '',
  () => undefined,
  undefined,
  async () => {
    process.stdout.write('held\n');
    await new Promise((_, reject) => setTimeout(() => reject(new Error('nobody ended this')), 60_000));
  },
);
