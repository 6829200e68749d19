/** A sentence about what went wrong, as an alert. */
import { markup, type Markup } from './markup.ts';

const badIcon = markup`<svg viewBox="0 0 16 16" aria-hidden="true">
  <path d="M5.4 2.25h5.2l3.15 3.15v5.2l-3.15 3.15H5.4L2.25 10.6V5.4Z" />
  <path d="M8 5v3.5" />
  <path d="M8 10.9h.01" />
</svg>`;

export function problem(sentence: string): Markup {
  return markup`<p class="notice bad" role="alert" id="problem">${badIcon}<span>${sentence}</span></p>`;
}
