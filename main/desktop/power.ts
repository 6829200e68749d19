/** What the computer's sleep and the service have to do with one another: the service is told of it, and it is put off while people are here. */
import { powerMonitor, powerSaveBlocker } from 'electron';
import type { ServiceKeeper } from './service-keeper.ts';
import type { ShellState } from './shell-state.ts';
import { staysAwake } from './stay-awake.ts';

/** Tells the service that the computer has slept, the moment the system says so: the ways out are looked at first thing. */
export function setupPower(keeper: Pick<ServiceKeeper, 'client'>): void {
  // Where the service cannot be told, its own clock tells it a few seconds later.
  const tell = () => void keeper.client?.woke().catch(() => undefined);
  powerMonitor.on('resume', tell);
  powerMonitor.on('unlock-screen', tell);
}

/** Keeps the computer awake as `stay-awake.ts` says. */
export class Wakefulness {
  readonly #wanted: () => boolean;
  #blocker: number | null = null;

  constructor(wanted: () => boolean) {
    this.#wanted = wanted;
  }

  follow(state: ShellState): void {
    const awake = staysAwake(state, this.#wanted());
    if (awake && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (awake || this.#blocker === null) return;
    powerSaveBlocker.stop(this.#blocker);
    this.#blocker = null;
  }
}
