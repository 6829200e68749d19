/** The pages shown while a session cannot be looked at: starting again, paused, still not back. They go on by themselves. */
import type { DoorState } from '../ports.ts';
import { layout } from './layout.ts';
import { markup, type Markup } from './markup.ts';

export type Closed = Exclude<DoorState['kind'], 'open' | 'asleep'> | 'opening';

const turning = markup`<svg class="mark" viewBox="0 0 14 14" aria-hidden="true">
  <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" stroke-opacity=".3" stroke-width="1.8" />
  <path
    class="turn"
    d="M7 2a5 5 0 0 1 5 5"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
  />
</svg>`;
const pausedMark = markup`<svg class="mark still" viewBox="0 0 14 14" aria-hidden="true">
  <circle cx="7" cy="7" r="5.5" fill="none" stroke="currentColor" stroke-width="1.5" />
  <path d="M5.5 5v4M8.5 5v4" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />
</svg>`;
const failedMark = markup`<svg class="mark failed" viewBox="0 0 14 14" aria-hidden="true">
  <path d="M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5Z" fill="currentColor" />
  <path class="cut" d="M7 4v3.6M7 9.9v.1" stroke-width="1.5" stroke-linecap="round" />
</svg>`;

const safe = 'Every label and gene set that showed as saved is safe.';

interface Waiting {
  readonly mark: Markup;
  readonly heading: string;
  readonly text: string;
  readonly second: string;
  readonly mayTry: boolean;
}

const pages: Readonly<Record<Closed, Waiting>> = {
  starting: {
    mark: turning,
    heading: 'Starting again…',
    text: 'The program that serves this dataset stopped and is being started again. This page goes on by itself, in about 5 seconds.',
    second: safe,
    mayTry: false,
  },
  opening: {
    mark: turning,
    heading: 'Getting ready…',
    text: 'This dataset is being opened. A large one takes a minute the first time. This page goes on by itself.',
    second: safe,
    mayTry: false,
  },
  paused: {
    mark: pausedMark,
    heading: 'Paused by its owner',
    text: 'The person who shares this dataset has paused it. Your link stays the same, and this page goes on by itself when they resume.',
    second: safe,
    mayTry: false,
  },
  broken: {
    mark: failedMark,
    heading: 'Still not back',
    text: 'It could not be started again. The person who shares it has been told. Try again later, or write to them.',
    second: safe,
    mayTry: true,
  },
};

/** @param home the session's own address */
export function waitingPage(closed: Closed, home: string): Markup {
  const { mark, heading, text, second, mayTry } = pages[closed];
  return layout(
    heading,
    markup`${mark}
      <div role="status">
        <h1>${heading}</h1>
        <p class="lead muted">${text}</p>
      </div>
      <p class="muted">${second}</p>
      ${mayTry ? markup`<p><a class="button" href="${home}">Try again now</a></p>` : null}`,
  );
}

/** What a program, or Annotate's page that is open already, is told instead. */
export function waitingMessage(closed: Closed): string {
  return `${pages[closed].heading.replace('…', '.')} ${pages[closed].text}`;
}
