import { expect, test } from 'vitest';
import { markup } from './markup.ts';

test('a value is text, wherever it is put', () => {
  const value = `"><script>alert('1')</script>&`;
  expect(markup`<a href="${value}">${value}</a>`.text).toBe(
    '<a href="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</a>',
  );
});

test('markup in markup stays markup, lists are joined, null is nothing', () => {
  expect(markup`<ul>${[markup`<li>${1}</li>`, markup`<li>${'<'}</li>`]}</ul>${null}`.text).toBe(
    '<ul><li>1</li><li>&lt;</li></ul>',
  );
});
