import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProxyFixture } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
const page = '<html><head></head><body><script type="text/javascript">window.X = 1;</script></body></html>';

beforeAll(async () => {
  fixture = await new ProxyFixture().start();
  fixture.host
    .json('/api/v0.2/colors', {})
    .on('/', (_, response) => response.setHeader('Content-Type', 'text/html').end(page));
});
afterAll(() => fixture.stop());

test.each(['/', '/api/v0.2/schema', '/nothing', '/-/sign-out'])(
  '%s can be framed, sniffed, indexed and embedded by nobody',
  async (path) => {
    const { headers } = await fixture.ask(path);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()') as string,
      'referrer-policy': 'same-origin',
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
  },
);

test('data is taken for nothing else and embedded by nobody; what only a page would heed is left away', async () => {
  const { headers } = await fixture.ask('/api/v0.2/colors');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  for (const name of ['content-security-policy', 'permissions-policy', 'x-frame-options', 'x-request-id'])
    expect(headers[name]).toBeUndefined();
});

test('what a browser might show as a page is told what a page is told, wherever it lies', async () => {
  fixture.host.on('/static/drawing.svg', (_, response) =>
    response.setHeader('Content-Type', 'image/svg+xml').end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  );
  const { headers } = await fixture.ask('/static/drawing.svg');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
});

test('Annotate’s page may run its own files and its one inline script, no other', async () => {
  const policy = String((await fixture.ask('/')).headers['content-security-policy']);
  expect(policy).toContain("script-src 'self' 'unsafe-eval' 'sha256-");
  expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
  expect(policy).toContain("default-src 'none'");
});
