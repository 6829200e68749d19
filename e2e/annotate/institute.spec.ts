/** Signing in with an institute: real Annotate in a real browser, and a real OpenID Connect provider on another port. */
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clientId, clientSecret, RealProvider } from '../../main/access/oidc/testing/real-provider.ts';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { runProgram } from '../support/share.ts';

/** Where a provider sends people back to is registered before the server starts. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A save of the person at this page, as Annotate's own page would send it. */
function save(page: Page): Promise<number> {
  return page.evaluate<number>(
    `fetch('api/v0.2/genesets', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"tid":999,"genesets":[]}' }).then(({ status }) => status)`,
  );
}

test('somebody of the institute comes in, saves, and is put out', async ({ page, share }) => {
  test.setTimeout(240_000);
  const base = `http://127.0.0.1:${await freePort()}/cells`;
  const folder = mkdtempSync(join(tmpdir(), 'annotate-share-institute-'));
  const secretFile = join(folder, 'client-secret');
  writeFileSync(secretFile, `${clientSecret}\n`);
  const provider = await new RealProvider().start(`${base}/-/oidc/callback`);
  provider.accounts.set('maria', { email: 'maria@example.org', email_verified: true, name: 'Maria Okafor' });
  try {
    const shared = await share(
      [
        exampleDataset(),
        ...['--port', new URL(base).port, '--public-url', base],
        ...['--oidc-issuer', provider.issuer, '--oidc-client-id', clientId],
        ...['--oidc-allow', 'example.org', '--oidc-name', 'Example University'],
      ],
      { variables: { ANNOTATE_SHARE_OIDC_CLIENT_SECRET_FILE: secretFile } },
    );
    const { url } = shared.ready.session;
    await page.goto(url);
    await page.getByRole('link', { name: 'Sign in with Example University' }).click();
    await new AnnotatePage(page).expectCells(700);
    expect(page.url()).toBe(url);
    expect(await save(page)).toBe(200);
    const { id, institute, people } = await shared.session();
    expect(institute).toEqual({ name: 'Example University', role: 'annotator', open: true });
    const [person = { id: '', browsers: [] }] = people;
    expect(people).toMatchObject([{ name: 'Maria Okafor', account: 'maria@example.org', by: 'oidc', blocked: false }]);
    const saved = await readdir(join(shared.home, 'annotations'), { recursive: true });
    expect(saved.some((path) => path.includes(person.id))).toBe(true);

    const put = runProgram(['revoke', person.id, '--json'], { home: shared.home });
    expect((await put.ended).code, put.stderr()).toBe(0);
    expect(await save(page)).toBe(401);
    await page.goto(url);
    await page.getByRole('link', { name: 'Sign in with Example University' }).click();
    await expect(page.getByRole('alert')).toContainText('that opens nothing here');
    expect((await shared.session()).id).toBe(id);
  } finally {
    await provider.stop();
    rmSync(folder, { recursive: true });
  }
});
