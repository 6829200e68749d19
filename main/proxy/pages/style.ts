/** The style of collaborators' pages: the design's tokens and components as far as these pages use them, in both themes. */

/** Put into each page: its hash is in the page's content policy, and a page that says "starting again" needs no second request. */
export const style = `
:root {
  color-scheme: light;
  --surface: #ffffff; --hover: #ebebe6; --selected: #e6e6e0; --line: #e2e2dc; --line-button: #cbcbc4; --line-control: #86877f;
  --text: #1a1c1f; --text-muted: #595c60;
  --accent: #0a6670; --accent-hover: #07525a; --on-accent: #ffffff; --accent-text: #0a6670;
  --warn-mark: #b36b00; --danger-text: #a1241b; --danger-mark: #c2362b; --focus: #0a6670;
  --font: system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Adwaita Sans", Cantarell, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --s1: 0.25rem; --s2: 0.5rem; --s3: 0.75rem; --s4: 1rem; --s5: 1.25rem; --s7: 2rem;
  --control: 2.75rem; --gutter: 1.25rem; --r-control: 6px; --fast: 120ms; --ease: cubic-bezier(0.2, 0, 0, 1);
}
@media (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --surface: #1c1e21; --hover: #26292c; --selected: #2b2e32; --line: #2f3236; --line-button: #4a4e54; --line-control: #7d8187;
    --text: #ecedee; --text-muted: #a5a9af;
    --accent: #57bcc5; --accent-hover: #74cdd4; --on-accent: #06262a; --accent-text: #6accd4;
    --warn-mark: #e0a53a; --danger-text: #ffa196; --danger-mark: #f0776a; --focus: #6accd4;
  }
}
@media (prefers-reduced-motion: reduce) { :root { --fast: 0ms; } }
@media (prefers-contrast: more) { :root { --line: var(--line-control); --text-muted: var(--text); } }
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--surface); color: var(--text);
  font: 400 0.875rem/1.25rem var(--font); font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased;
}
h1, p { margin: 0; }
h1 { font-size: 1.75rem; line-height: 2.125rem; font-weight: 600; letter-spacing: -0.02em; text-wrap: balance; }
main { flex: 1 1 auto; width: 100%; max-width: 23.5rem; margin: 0 auto; padding: clamp(2rem, 14vh, 8rem) var(--gutter) var(--s7); }
main.wide { max-width: 42rem; padding-top: 3rem; }
main.wide .button.main { width: auto; }
main > * + * { margin-top: var(--s4); }
h1 + p { margin-top: var(--s2); }
footer { padding: var(--s5) var(--gutter); color: var(--text-muted); font-size: 0.8125rem; text-align: center; }
form { display: flex; flex-direction: column; align-items: flex-start; gap: var(--s4); }
main > form { margin-top: var(--s5); }
.field { display: flex; flex-direction: column; gap: var(--s1); width: 100%; }
label { font-size: 0.8125rem; line-height: 1.125rem; font-weight: 500; }
input {
  min-height: var(--control); width: 100%; padding: 0 var(--s3); border: 1px solid var(--line-control); border-radius: var(--r-control);
  background: var(--surface); color: var(--text); font: 400 1rem/1.5rem var(--font);
}
.button {
  display: inline-flex; align-items: center; justify-content: center; min-height: var(--control); padding: 0 var(--s5);
  border: 1px solid var(--line-button); border-radius: var(--r-control); background: var(--surface); color: var(--text);
  font: 500 1rem/1.125rem var(--font); text-align: center; text-decoration: none; transition: background-color var(--fast) var(--ease);
}
.button:hover { background: var(--hover); }
.button:active { background: var(--selected); }
.button.main { background: var(--accent); border-color: transparent; color: var(--on-accent); width: 100%; }
.button.wide { width: 100%; }
.button.main:hover { background: var(--accent-hover); }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
a { color: var(--accent-text); }
.lead { font-size: 1rem; line-height: 1.5rem; }
.muted { color: var(--text-muted); }
.wordmark { display: inline-flex; align-items: center; gap: var(--s2); font-weight: 600; font-size: 0.8125rem; }
.wordmark svg { width: 1.25rem; height: 1.25rem; color: var(--accent); }
.notice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 var(--s3); align-items: start; }
.notice svg { width: 1rem; height: 1rem; margin-top: 0.125rem; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.notice.bad { color: var(--danger-text); }
.notice.bad svg { color: var(--danger-mark); }
.notice.warn { padding-top: var(--s3); border-top: 1px solid var(--line); font-size: 0.8125rem; line-height: 1.125rem; }
.notice.warn svg { color: var(--warn-mark); }
.agree { display: flex; gap: var(--s3); align-items: flex-start; font: 400 1rem/1.5rem var(--font); }
.agree input { flex: none; width: 1.125rem; min-height: 1.125rem; margin-top: 0.1875rem; accent-color: var(--accent); }
.terms { margin: var(--s5) 0; padding-left: var(--s5); border-left: 2px solid var(--line); font-size: 1rem; line-height: 1.5rem; overflow-wrap: anywhere; }
.terms > * + * { margin-top: var(--s3); }
.terms ul, .terms ol { padding-left: var(--s5); }
.terms h3, .terms h4, .terms h5, .terms h6 { font-size: 1rem; line-height: 1.5rem; }
.terms pre, .terms code { white-space: pre-wrap; }
.mark { display: block; width: 2rem; height: 2rem; color: var(--accent); }
.mark.still { color: var(--text-muted); }
.mark.failed { color: var(--danger-mark); }
.turn { animation: turn 1.2s linear infinite; transform-origin: center; }
.cut { stroke: var(--surface); }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .turn { animation: none; } }
`;
