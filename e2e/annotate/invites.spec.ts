/** A personal link from the owner's command to the collaborator's labels: real Annotate in real browsers, through our proxy. */
import type { Browser, Page } from '@playwright/test';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { runProgram, type Share } from '../support/share.ts';
import { basic } from '../support/sign-in.ts';

/** What a verb of the command line answers, run beside the service on its home. */
async function tell<T>(share: Share, args: readonly string[]): Promise<T> {
  const run = runProgram([...args, '--json'], { home: share.home });
  const { code } = await run.ended;
  expect(code, run.stderr()).toBe(0);
  return JSON.parse(run.stdout()) as T;
}

async function control(share: Share, method: string, path: string, body?: object): Promise<Response> {
  const { url, token } = share.ready.control;
  return fetch(new URL(path, url), {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** What a program is answered that has the general link's user and password. */
async function generalLinkAnswers({ ready }: Share): Promise<number> {
  const headers = { authorization: basic(ready.signIn) };
  return (await fetch(new URL('api/v0.2/colors', ready.session.url), { headers })).status;
}

async function another(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

async function come(page: Page, link: string): Promise<AnnotatePage> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Open as Maria Okafor' }).click();
  const annotate = new AnnotatePage(page);
  await annotate.expectCells(700);
  return annotate;
}

/** A save of the person at this page, as Annotate's own page would send it. */
function save(page: Page): Promise<number> {
  return page.evaluate<number>(
    `fetch('api/v0.2/genesets', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"tid":999,"genesets":[]}' }).then(({ status }) => status)`,
  );
}

test('an invited person’s labels follow them, their role is obeyed at once, and revoking puts them out', async ({
  page,
  browser,
  share,
}) => {
  test.setTimeout(240_000);
  // With invites only; the general link is opened at the end.
  const shared = await share([exampleDataset(), '--general-link', 'off']);
  const { id: session } = shared.ready.session;
  expect(await generalLinkAnswers(shared)).toBe(401);
  const { id, url } = await tell<{ id: string; url: string }>(shared, [
    'invite',
    session,
    '--name',
    'Maria Okafor',
    '--role',
    'annotator',
    '--expires',
    '7d',
  ]);
  expect(url.startsWith(shared.ready.session.url)).toBe(true);

  // A program that looks ahead at links gets a page, and nothing has happened.
  expect((await fetch(url)).status).toBe(200);
  expect(await tell(shared, ['people', session])).toMatchObject({ people: [], invites: [{ id, state: 'waiting' }] });

  const annotate = await come(page, url);
  expect(new URL(page.url()).pathname).toBe(new URL(shared.ready.session.url).pathname);
  expect(await page.evaluate('document.referrer')).not.toContain('invite');
  await annotate.select('bulk_labels', ['CD19+ B']);
  await annotate.createCategory('my cell types');
  await annotate.createLabel('my cell types', 'B cells');
  await annotate.labelSelection('my cell types', 'B cells');
  await expect(annotate.labelCount('my cell types', 'B cells')).toHaveText('95');
  await annotate.expectSaved();

  const elsewhere = await another(browser);
  const there = await come(elsewhere, url);
  await there.expand('my cell types');
  await expect(there.labelCount('my cell types', 'B cells')).toHaveText('95');
  const told = await tell<{ people: { name: string; browsers: { id: string }[] }[] }>(shared, ['people', session]);
  expect(told.people.map((person) => [person.name, person.browsers.length])).toEqual([['Maria Okafor', 2]]);

  // The link opened again leads straight on.
  await page.goto(url);
  await expect(page.getByTestId('layout-choice')).toBeVisible({ timeout: 60_000 });

  expect(await save(elsewhere)).toBe(200);
  expect((await control(shared, 'PATCH', `/api/invites/${id}`, { role: 'viewer' })).status).toBe(200);
  expect(await save(elsewhere)).toBe(501);
  await elsewhere.reload();
  await there.expectCells(700);
  await expect(there.newCategoryButton).toHaveCount(0);

  const [newest] = told.people[0]?.browsers ?? [];
  await tell(shared, ['revoke', newest?.id ?? '']);
  expect(await Promise.all([save(page), save(elsewhere)]).then((statuses) => statuses.sort())).toEqual([401, 501]);

  await tell(shared, ['revoke', id]);
  for (const one of [page, elsewhere]) {
    expect(await save(one)).toBe(401);
    await one.goto(shared.ready.session.url);
    await expect(one.getByRole('alert')).toContainText('You are not signed in any more');
  }
  await elsewhere.goto(url);
  await expect(elsewhere.getByRole('heading', { name: 'This link does not open anything' })).toBeVisible();
  await expect(elsewhere.getByText('Maria')).toHaveCount(0);
  expect(shared.stderr() + shared.stdout()).not.toContain(url.slice(-30));

  expect(await tell(shared, ['toggle', session, '--general-link', 'on'])).toMatchObject({
    generalLink: { open: true },
  });
  expect(await generalLinkAnswers(shared)).toBe(200);
  await tell(shared, ['toggle', session, '--general-link', 'off']);
  expect(await generalLinkAnswers(shared)).toBe(401);
});
