/** Over the network's own way in: real Annotate in a real browser by HTTPS and HTTP/2, with the certificate that was made here. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { join } from 'node:path';
import { networkSchema } from '../../contract/network.ts';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { basic, signIn } from '../support/sign-in.ts';

test.use({ ignoreHTTPSErrors: true });

test('somebody signs in, explores and labels over HTTP/2', async ({ page, share }) => {
  const live = await share([exampleDataset(), '--tls', 'self-made']);
  expect(live.ready.session.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/d\//);

  const protocols = new Set<string>();
  const failures: string[] = [];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.responseReceived', ({ response }) => {
    if (!response.url.startsWith('data:')) protocols.add(response.protocol ?? '');
  });
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400 && response.status() !== 401) failures.push(`${response.status()} ${response.url()}`);
  });

  await signIn(page, live.ready);
  const annotate = new AnnotatePage(page);
  await annotate.expectCells(700);
  await annotate.colourBy('louvain');
  await annotate.addGene('CD79A');
  await annotate.createCategory('mine');
  await annotate.createLabel('mine', 'some');
  await annotate.labelSelection('mine', 'some');
  await annotate.expectSaved();
  expect([...protocols]).toEqual(['h2']);
  expect(failures).toEqual([]);

  const cookies = await page.context().cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect([cookie.secure, cookie.httpOnly]).toEqual([true, true]);
});

test('plain HTTP leads to https, and whoever trusts the authority needs no exception', async ({ share }) => {
  const live = await share([exampleDataset(), '--tls', 'self-made']);
  const url = new URL(live.ready.session.url);
  const plain = await fetch(`http://${url.host}${url.pathname}`, { redirect: 'manual' });
  expect([plain.status, plain.headers.get('location')]).toEqual([307, url.href]);

  const { control, signIn: credentials } = live.ready;
  const answer = await fetch(`${control.url}/api/network`, { headers: { Authorization: `Bearer ${control.token}` } });
  const network = networkSchema.parse(await answer.json());
  expect(network).toMatchObject({ tls: 'self-made', addresses: [], notices: [] });

  const ca = readFileSync(join(live.home, 'certificates', 'authority.crt'));
  const session = connect(url.origin, { ca });
  const shown = new Promise<string>((resolve) =>
    session.once('connect', (_session, socket) =>
      resolve('getPeerCertificate' in socket ? socket.getPeerCertificate().fingerprint256 : ''),
    ),
  );
  const stream = session.request({ ':path': `${url.pathname}api/v0.2/schema`, authorization: basic(credentials) });
  const status = new Promise<unknown>((resolve) => stream.once('response', (headers) => resolve(headers[':status'])));
  stream.resume();
  expect([await status, await shown]).toEqual([200, network.fingerprint]);
  session.close();
});
