import { expect, test } from 'vitest';
import { hashSource } from './content-policy.ts';
import { rewritePage } from './rewrite-page.ts';

const inline = '\n      window.CELLXGENE = {};\n    ';
const page = `<!DOCTYPE html><html><head><title>x</title><script defer src="static/main.js"></script></head>
<body><script type="text/javascript">${inline}</script></body></html>`;

test('the inline script runs by its hash; scripts from files need none', () => {
  const { contentPolicy } = rewritePage(page, { expression: true, diffexp: true, annotations: true });
  expect(contentPolicy).toContain(`script-src 'self' 'unsafe-eval' ${hashSource(inline)};`);
});

const icon = '<link rel="icon" href="data:,">';

test('with annotations on nothing is hidden', () => {
  expect(rewritePage(page, { expression: true, diffexp: false, annotations: true }).body).toBe(
    page.replace('</head>', `${icon}</head>`),
  );
});

test('with annotations off it gets the style that hides their controls', () => {
  const style = '<link rel="stylesheet" href="-/annotations-off.css">';
  expect(rewritePage(page, { expression: true, diffexp: true, annotations: false }).body).toBe(
    page.replace('</head>', `${icon}${style}</head>`),
  );
});

test('a script that is not there is not asked for', () => {
  const missing = page.replace('</title>', '</title><script defer src="obsolete.js"></script>');
  expect(rewritePage(missing, { expression: true, diffexp: true, annotations: true }).body).toBe(
    page.replace('</head>', `${icon}</head>`),
  );
});

test('where expression values are hidden it gets the style that hides genes and gene sets', () => {
  const style = '<link rel="stylesheet" href="-/expression-off.css">';
  const hidden = { expression: false, diffexp: false, annotations: true };
  expect(rewritePage(page, hidden).body).toBe(page.replace('</head>', `${icon}${style}</head>`));
});
