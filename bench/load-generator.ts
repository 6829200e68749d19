/** The load generator: a process of its own that does what the benchmark orders, and tells what it took itself. */
import { Crowd, type CrowdOrder } from './crowd.ts';
import type { Address } from './browser.ts';

export type Order =
  | { readonly kind: 'meet'; readonly peer: string; readonly address: Address; readonly people: number }
  | ({ readonly kind: 'crowd'; readonly peer: string } & CrowdOrder)
  | { readonly kind: 'visit-twice'; readonly peer: string; readonly acceptEncoding: string };

const crowds = new Map<string, Crowd>();

async function obey(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'meet': {
      const crowd = await Crowd.meet(order.address);
      crowds.set(order.peer, crowd);
      await crowd.signIn(order.people);
      return crowd.references;
    }
    case 'crowd':
      return known(order.peer).go(order);
    case 'visit-twice':
      return known(order.peer).visitTwice(order.acceptEncoding);
  }
}

function known(peer: string): Crowd {
  const crowd = crowds.get(peer);
  if (crowd === undefined) throw new Error(`nobody has met ${peer}`);
  return crowd;
}

process.on('message', (order: Order) => {
  const before = process.cpuUsage();
  obey(order).then(
    (result) => {
      const { user, system } = process.cpuUsage(before);
      process.send?.({ result, cpuSeconds: (user + system) / 1e6 });
    },
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
