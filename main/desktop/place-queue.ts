/** Holds where the tray wants the page to go until the page listens. A newer wish replaces an older one: people look at one place. */
import type { DesktopPlace } from '../../contract/desktop-bridge.ts';

type Page = { readonly state: 'away'; readonly wanted: DesktopPlace | null } | { readonly state: 'listening' };

export class PlaceQueue {
  #page: Page = { state: 'away', wanted: null };
  readonly #send: (place: DesktopPlace) => void;

  constructor(send: (place: DesktopPlace) => void) {
    this.#send = send;
  }

  go(place: DesktopPlace): void {
    if (this.#page.state === 'listening') this.#send(place);
    else this.#page = { state: 'away', wanted: place };
  }

  pageListens(): void {
    const before = this.#page;
    this.#page = { state: 'listening' };
    if (before.state === 'away' && before.wanted !== null) this.#send(before.wanted);
  }

  /** It was closed, or is being loaded anew. */
  pageLeft(): void {
    if (this.#page.state === 'listening') this.#page = { state: 'away', wanted: null };
  }
}
