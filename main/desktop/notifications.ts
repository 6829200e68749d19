/** Tells news by the system's notifications while nobody looks at the window; a click shows the session. */
import { Notification } from 'electron';
import type { Snapshot } from '../../contract/control.ts';
import { newsBetween } from './session-news.ts';
import { snapshotOf, type ShellState } from './shell-state.ts';
import type { MainWindow } from './window.ts';

export class Notifications {
  readonly #window: MainWindow;
  /** Held until it is clicked or closed: one that is collected no longer hears the click. */
  readonly #shown = new Set<Notification>();
  #before: Snapshot | null = null;

  constructor(window: MainWindow) {
    this.#window = window;
  }

  follow(state: ShellState): void {
    const before = this.#before;
    this.#before = state.service === 'up' ? state.snapshot : null;
    if (before === null || this.#window.browserWindow?.isFocused() === true) return;
    for (const { session, title, text } of newsBetween(before, snapshotOf(state))) {
      const notification = new Notification({ title, body: text });
      const forget = () => this.#shown.delete(notification);
      notification.on('click', () => {
        forget();
        this.#window.go({ to: 'session', id: session });
      });
      notification.on('close', forget);
      this.#shown.add(notification);
      notification.show();
    }
  }
}
