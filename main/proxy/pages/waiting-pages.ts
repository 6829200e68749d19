/** The pages shown while a session cannot be looked at: starting again, paused, still not back. They go on by themselves. */
import type { Closed } from './closed.ts';
import { layout } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import { OwnPage } from './own-page.ts';
import { englishPages } from './words-en.ts';

export type { Closed } from './closed.ts';

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

const marks: Readonly<Record<Closed, Markup>> = {
  starting: turning,
  opening: turning,
  paused: pausedMark,
  broken: failedMark,
};

/** @param home the session's own address */
export function waitingPage(closed: Closed, home: string): OwnPage {
  return new OwnPage((words) => {
    const { waiting } = words;
    const { heading, text } = waiting.of(closed);
    return layout(
      words,
      heading,
      markup`${marks[closed]}
      <div role="status">
        <h1>${heading}</h1>
        <p class="lead muted">${text}</p>
      </div>
      <p class="muted">${waiting.safe}</p>
      ${closed === 'broken' ? markup`<p><a class="button" href="${home}">${waiting.again}</a></p>` : null}`,
    );
  });
}

/** What a program, or Annotate's page that is open already, is told instead: in English, as Annotate itself speaks. */
export function waitingMessage(closed: Closed): string {
  const { heading, text } = englishPages.waiting.of(closed);
  return `${heading.replace('…', '.')} ${text}`;
}
