import { afterEach, beforeEach, expect, test } from 'vitest';
import { annotationsOffStyle } from './annotations-off-style.ts';
import { ProxyFixture } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
beforeEach(async () => {
  fixture = await new ProxyFixture().start();
});
afterEach(() => fixture.stop());

test('the style that hides controls is served to whoever is signed in, and is a style', async () => {
  const answer = await fixture.ask('/-/annotations-off.css');
  expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
    200,
    'text/css; charset=utf-8',
    annotationsOffStyle,
  ]);
  expect((await fixture.send('/d/pbmc/-/annotations-off.css')).status).toBe(401);
});

test('nothing below our prefix ever reaches the host', async () => {
  for (const path of ['/-/', '/-/x', '/-/sign-out/x', '/-/../api/v0.2/config']) {
    expect((await fixture.ask(path)).status).toBe(404);
  }
  expect((await fixture.ask('/-/annotations-off.css', { method: 'POST' })).status).toBe(404);
  expect(fixture.host.asked).toEqual([]);
});

test('Annotate’s logo, which its page asks for one folder too high, is found again', async () => {
  fixture.host.on('/static/assets/icon-1.png', (_, response) => response.end('png'));
  const headers = { referer: `http://127.0.0.1:${fixture.port}/d/pbmc/` };
  const answer = await fixture.send('/d/static/assets/icon-1.png', { headers });
  expect([answer.status, answer.headers.location]).toEqual([307, '/d/pbmc/static/assets/icon-1.png']);
  expect((await fixture.ask('/static/assets/icon-1.png')).body).toBe('png');
});
