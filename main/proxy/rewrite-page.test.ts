import { expect, test } from 'vitest';
import { hashSource } from './content-policy.ts';
import { rewritePage } from './rewrite-page.ts';

const inline = '\n      window.CELLXGENE = {};\n    ';
const page = `<!DOCTYPE html><html><head><title>x</title><script defer src="static/main.js"></script></head>
<body><script type="text/javascript">${inline}</script></body></html>`;

test('the inline script runs by its hash; scripts from files need none', () => {
  const { contentPolicy } = rewritePage(page, { diffexp: true, annotations: true });
  expect(contentPolicy).toContain(`script-src 'self' 'unsafe-eval' ${hashSource(inline)};`);
});

const icon = '<link rel="icon" href="data:,">';

test('with annotations on nothing is hidden', () => {
  expect(rewritePage(page, { diffexp: false, annotations: true }).body).toBe(page.replace('</head>', `${icon}</head>`));
});

test('with annotations off it gets the style that hides their controls', () => {
  const style = '<link rel="stylesheet" href="-/annotations-off.css">';
  expect(rewritePage(page, { diffexp: true, annotations: false }).body).toBe(
    page.replace('</head>', `${icon}${style}</head>`),
  );
});

test('a script that is not there is not asked for', () => {
  const missing = page.replace('</title>', '</title><script defer src="obsolete.js"></script>');
  expect(rewritePage(missing, { diffexp: true, annotations: true }).body).toBe(
    page.replace('</head>', `${icon}</head>`),
  );
});
