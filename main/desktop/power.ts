/** Tells the service that the computer has slept, the moment the system says so: the ways out are looked at first thing. */
import { powerMonitor } from 'electron';
import type { ServiceKeeper } from './service-keeper.ts';

export function setupPower(keeper: Pick<ServiceKeeper, 'client'>): void {
  // Where the service cannot be told, its own clock tells it a few seconds later.
  const tell = () => void keeper.client?.woke().catch(() => undefined);
  powerMonitor.on('resume', tell);
  powerMonitor.on('unlock-screen', tell);
}
