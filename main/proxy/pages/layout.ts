/** What all of the proxy's own pages have in common: the document around their content, and the headers they are sent with. */
import { ownPagePolicy } from '../content-policy.ts';
import { markup, Markup } from './markup.ts';
import { style } from './style.ts';
import type { PageWords } from './words-en.ts';

export const pageHeaders = {
  'Content-Security-Policy': ownPagePolicy(style),
  'Cache-Control': 'no-store',
} as const;

export const wordmark = markup`<p class="wordmark">
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M11.5 4 4.25 8.25l7 4" fill="none" stroke="currentColor" stroke-width="1.5" />
    <g fill="currentColor">
      <circle cx="4.25" cy="8.25" r="3" />
      <circle cx="11.5" cy="4" r="3" />
      <circle cx="11.25" cy="12.25" r="3" />
    </g>
  </svg>
  Annotate Share
</p>`;

export function layout(words: PageWords, title: string, content: Markup): Markup {
  return page(words, title, style, markup`<main>${content}</main>`);
}

/** @param css the whole style: its hash is in the policy that the page is sent with */
export function page(words: PageWords, title: string, css: string, content: Markup): Markup {
  return markup`<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(css)}</style>
</head>
<body>
${content}
<footer>${words.footer}</footer>
</body>
</html>
`;
}
