import net, { type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { LegPool } from './leg-pool.ts';
import { listen, silent, until } from './testing/servers.ts';

test('a relay that keeps fewer connections than it offered: the rest wait longer and longer, and closing does not wait for them', async () => {
  const proxy = await listen(silent());
  let asked = 0;
  let kept: Socket | null = null;
  const relay = await listen(
    net.createServer((socket) => {
      asked++;
      if (kept === null) kept = socket.resume();
      else socket.destroy();
    }),
  );
  const here = (port: number) => ({ host: '127.0.0.1', port });
  const pool = new LegPool({ remote: here(relay.port), local: here(proxy.port) }, 4);
  await pool.open;
  // The three others: tried again after 250, 500 and 1000 ms, next after 2000.
  await until(() => asked === 1 + 3 * 4);
  const started = performance.now();
  await pool.close('enough');
  expect(performance.now() - started).toBeLessThan(500);
  expect(await pool.closed).toEqual({ reason: 'enough' });
  await until(() => proxy.connections.size === 0 && relay.connections.size === 0);
});
