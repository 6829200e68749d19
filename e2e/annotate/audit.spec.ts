/** Who did what, from the first wrong password to the last save, with terms to accept first: and no secret in what is kept of it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AuditEntry } from '../../contract/audit.ts';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { runProgram } from '../support/share.ts';
import { basic, submit } from '../support/sign-in.ts';

let home: string;
test.beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'annotate-share-e2e-audit-'));
});
test.afterEach(() => rmSync(home, { recursive: true, force: true }));

async function tell(args: readonly string[]): Promise<string> {
  const run = runProgram(args, { home });
  expect((await run.ended).code, run.stderr()).toBe(0);
  return run.stdout();
}

const fetching = (method: string, path: string, body: string) =>
  `fetch('${path}', { method: '${method}', headers: { 'Content-Type': 'application/json' }, body: '${body}' }).then(({ status }) => status)`;
const compare = fetching(
  'POST',
  'api/v0.2/diffexp/obs',
  '{"mode":"topN","count":10,"set1":{"filter":{"obs":{"index":[[0,50]]}}},"set2":{"filter":{"obs":{"index":[[50,100]]}}}}',
);
const saveGeneSets = fetching('PUT', 'api/v0.2/genesets', '{"tid":999,"genesets":[]}');

test('everything is kept with who, what and where, nothing is shown before the terms, and no secret is written down', async ({
  page,
  browser,
  share,
}) => {
  test.setTimeout(240_000);
  const terms = join(home, 'terms.md');
  writeFileSync(terms, '- Do **not** pass on.\n');
  const shared = await share(
    [exampleDataset(), '--terms', terms, '--contact', 'lina@lab.example', '--title', 'Blood'],
    { home, variables: { ANNOTATE_SHARE_LOG_LEVEL: 'trace' } },
  );
  const { session, signIn, control } = shared.ready;
  const secrets = new Set([signIn.password, basic(signIn).slice(6), control.token]);
  const wrong = { user: signIn.user, password: 'not-the-password-1' };
  secrets.add(wrong.password).add(basic(wrong).slice(6));

  // A browser by the general link: first a wrong password, then the right one, then the terms.
  await page.goto(session.url);
  await submit(page, wrong.user, wrong.password);
  await expect(page.getByRole('alert')).toBeVisible();
  await submit(page, signIn.user, signIn.password);
  await expect(page.getByText('Contact: lina@lab.example')).toBeVisible();
  expect((await page.request.get(new URL('api/v0.2/schema', session.url).href)).status()).toBe(403);
  await page.getByLabel('I have read this and will keep to it').check();
  await page.getByRole('button', { name: 'I accept' }).click();
  await new AnnotatePage(page).expectCells(700);
  expect(await page.evaluate<number>(compare)).toBe(200);
  expect(await page.evaluate<number>(saveGeneSets)).toBe(200);
  await tell(['toggle', session.id, '--annotations', 'off']);
  expect(await page.evaluate<number>(saveGeneSets)).toBe(501);

  // A program.
  const program = (path: string, who: typeof signIn, init: RequestInit = {}) =>
    fetch(new URL(path, session.url), {
      ...init,
      headers: { Authorization: basic(who), 'Content-Type': 'application/json' },
    });
  expect((await program('api/v0.2/schema', wrong)).status).toBe(401);
  expect((await program('api/v0.2/schema', signIn)).status).toBe(403);
  const { hash } = (await (await program('-/terms', signIn)).json()) as { hash: string };
  await program('-/terms', signIn, { method: 'POST', body: JSON.stringify({ accept: hash }) });
  expect((await program('api/v0.2/schema', signIn)).status).toBe(200);

  // Somebody invited, and a link that was made up.
  const made = JSON.parse(await tell(['invite', session.id, '--name', '=Maria', '--role', 'viewer', '--json'])) as {
    id: string;
    url: string;
  };
  const token = made.url.split('/').at(-1) ?? '';
  secrets.add(token).add(token.slice(-24));
  expect((await fetch(`${made.url.slice(0, -4)}0000`)).status).toBe(404);
  const other = await (await browser.newContext()).newPage();
  await other.goto(made.url);
  await other.getByRole('button', { name: 'Open as =Maria' }).click();
  await expect(other.getByText('Do not pass on.')).toBeVisible();
  for (const context of browser.contexts())
    for (const { value } of await context.cookies()) {
      secrets.add(value);
      const held = JSON.parse(
        Buffer.from(value, 'base64')
          .toString('utf8')
          .replace(/^[^{].*$/s, '{}'),
      ) as object;
      for (const inside of Object.values(held)) if (typeof inside === 'string') secrets.add(inside);
    }
  await tell(['revoke', made.id]);

  const { entries } = JSON.parse(await tell(['audit', session.id, '--since', '1h', '--json'])) as {
    entries: AuditEntry[];
  };
  const lines = entries.map(({ name, actor, action, subject }) => [name ?? actor, action, subject].join(' ').trim());
  expect(new Set(lines)).toEqual(
    new Set([
      'owner started-session',
      'owner changed-terms',
      'stranger sign-in-refused password',
      'Guest 1 signed-in general-link',
      'Guest 1 refused terms',
      'Guest 1 accepted-terms',
      'Guest 1 opened-page',
      'Guest 1 ran-diffexp',
      'Guest 1 saved-gene-sets',
      'owner switched-toggle annotations',
      'Guest 1 refused annotations',
      'stranger sign-in-refused program',
      'Programs signed-in program',
      'Programs refused terms',
      'Programs accepted-terms',
      'owner made-invite =Maria',
      'stranger sign-in-refused link',
      '=Maria signed-in invite',
      'owner revoked-invite =Maria',
    ]),
  );
  for (const { actor, address } of entries) expect(address).toBe(actor === 'owner' ? null : '127.0.0.1');
  const { people } = await shared.session();
  expect(people.find(({ name }) => name === 'Guest 1')?.acceptedTermsAt).not.toBeNull();
  expect(people.find(({ name }) => name === '=Maria')?.acceptedTermsAt).toBeNull();
  const csv = await tell(['audit', session.id, '--csv']);
  expect(csv).toContain(",'=Maria,");
  expect(csv).not.toMatch(/,=Maria/);

  // What is left when all is over: the log at its most talkative, and the audit.
  expect(await shared.stop()).toBe(0);
  const kept = readdirSync(join(home, 'logs')).map((name) => readFileSync(join(home, 'logs', name), 'utf8'));
  const database = new DatabaseSync(join(home, 'annotate-share.sqlite'));
  const rows = database.prepare('SELECT * FROM audit').all();
  database.close();
  expect(rows.length).toBeGreaterThanOrEqual(19);
  expect(rows.at(-1)).toMatchObject({ action: 'stopped-session' });
  kept.push(JSON.stringify(rows), csv, JSON.stringify(entries));
  expect(kept.join('').length).toBeGreaterThan(5000);
  expect(secrets.size).toBeGreaterThan(8);
  for (const secret of secrets)
    expect(
      kept.some((content) => content.includes(secret)),
      secret,
    ).toBe(false);
});
