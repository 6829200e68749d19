/** Tells news by the system's notifications while nobody looks at the window; a click shows the session. */
import { Notification } from 'electron';
import type { NewsKind } from '../../contract/desktop-settings.ts';
import type { Snapshot } from '../../contract/control.ts';
import { decide, emptyGate, unmuted, type Bulletin } from './news-gate.ts';
import { newsBetween, type News } from './session-news.ts';
import { snapshotOf, type ShellState } from './shell-state.ts';
import type { MainWindow } from './window.ts';

export class Notifications {
  readonly #window: MainWindow;
  readonly #wanted: () => boolean;
  readonly #muted: () => readonly NewsKind[];
  /** Held until it is clicked or closed: one that is collected no longer hears the click. */
  readonly #shown = new Set<Notification>();
  #before: Snapshot | null = null;
  #gate = emptyGate;
  #timer: NodeJS.Timeout | undefined;

  /** `wanted`: false while the owner has muted all of them; `muted`: kinds that are not told of. */
  constructor(window: MainWindow, wanted: () => boolean, muted: () => readonly NewsKind[]) {
    this.#window = window;
    this.#wanted = wanted;
    this.#muted = muted;
  }

  follow(state: ShellState): void {
    const before = this.#before;
    this.#before = state.service === 'up' ? state.snapshot : null;
    if (before !== null) this.#heed(newsBetween(before, snapshotOf(state)));
  }

  #heed(news: readonly News[]): void {
    const wanted = this.#wanted() && this.#window.browserWindow?.isFocused() !== true;
    const told = unmuted(news, this.#muted());
    const { gate, show, againInMs } = decide(this.#gate, told, Date.now(), wanted);
    this.#gate = gate;
    clearTimeout(this.#timer);
    if (againInMs !== null) this.#timer = setTimeout(() => this.#heed([]), againInMs);
    for (const bulletin of show) this.#show(bulletin);
  }

  #show({ session, title, text }: Bulletin): void {
    const notification = new Notification({ title, body: text });
    const forget = () => this.#shown.delete(notification);
    notification.on('click', () => {
      forget();
      if (session === null) this.#window.open();
      else this.#window.go({ to: 'session', id: session });
    });
    notification.on('close', forget);
    this.#shown.add(notification);
    notification.show();
  }
}
