import { expect, test } from 'vitest';
import { isAppLink, placeOfLink } from './app-link.ts';

const home = { to: 'home' };
const share = { to: 'share', dataset: null };

test.each<[string, object]>([
  ['annotate-share://open', home],
  ['annotate-share://', home],
  ['annotate-share:', home],
  ['annotate-share://share', share],
  ['annotate-share://share/', share],
  ['ANNOTATE-SHARE://share', share],
  ['annotate-share://session/s1', { to: 'session', id: 's1' }],
  ['annotate-share://session/s1/', { to: 'session', id: 's1' }],
  ['annotate-share://session/gone', home],
  ['annotate-share://session', home],
  ['annotate-share://session/', home],
  ['annotate-share://session/s1/stop', home],
  ['annotate-share://session/../s1', { to: 'session', id: 's1' }],
  // Nothing that starts, names or changes anything.
  ['annotate-share://share?dataset=/home/ana/secret.h5ad', home],
  ['annotate-share://share/home/ana/secret.h5ad', home],
  ['annotate-share://share//evil.example/x.h5ad', home],
  ['annotate-share://share#/home/ana/secret.h5ad', home],
  ['annotate-share://session/s1?show=qr', home],
  ['annotate-share://session/s1?paused=true', home],
  ['annotate-share://stop', home],
  ['annotate-share://quit', home],
  ['annotate-share://ana@share', home],
  ['annotate-share://share:80', home],
  ['annotate-share://session/__proto__', home],
  [`annotate-share://session/${'s'.repeat(500)}`, home],
  ['https://share', home],
  ['file:///etc/passwd', home],
  ['javascript:alert(1)', home],
  ['\u0000', home],
])('%s', (link, place) => {
  expect(placeOfLink(link, ['s1', 's2'])).toEqual(place);
});

test.each([
  ['annotate-share://open', true],
  ['Annotate-Share:open', true],
  ['annotate-shared://open', false],
  ['/data/annotate-share:.h5ad', false],
  ['--annotate-share://open', false],
])('%s is a link of ours: %s', (argument, expected) => {
  expect(isAppLink(argument)).toBe(expected);
});
