/** One shell per home: a second start hands over what it was asked to open to the first, and ends. */
import { app } from 'electron';
import { startedAtLogin } from './open-at-login.ts';
import { openingOf, openingSchema, type Opening } from './opening.ts';

type Listener = (opening: Opening) => void;

/** What the app is asked to open from outside. What comes before anybody listens is kept. */
export class HandedOver {
  #early: Opening[] = [];
  #listener: Listener = (opening) => this.#early.push(opening);

  constructor(first: Opening) {
    this.#early.push(first);
    // Travels by the lock, not by argv: Chromium moves and adds switches there.
    app.on('second-instance', (_event, _argv, _folder, data) => {
      const handed = openingSchema.safeParse(data);
      this.#listener(handed.success ? handed.data : { open: 'window' });
    });
    // macOS has one instance by itself, and sends files, links and clicks on the dock icon as events: some before it is ready.
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#listener({ open: 'dataset', path });
    });
    app.on('open-url', (event, link) => {
      event.preventDefault();
      this.#listener({ open: 'link', link });
    });
    app.on('activate', () => this.#listener({ open: 'window' }));
  }

  follow(listener: Listener): void {
    this.#listener = listener;
    for (const opening of this.#early.splice(0)) listener(opening);
  }
}

/** Null when another instance runs and has taken over what this one was asked to open. */
export function takeSingleInstance(): HandedOver | null {
  const asked = openingOf(process.argv, process.cwd());
  if (!app.requestSingleInstanceLock(asked)) return null;
  return new HandedOver(asked.open === 'window' && startedAtLogin() ? { open: 'nothing' } : asked);
}
