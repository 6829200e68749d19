/** People work with real Annotate behind a real nginx and a real Apache: below a path, by TLS, with and without htpasswd in front. */
import { readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { startShare, type Share } from '../support/share.ts';
import { basic, submit } from '../support/sign-in.ts';
import { ask } from './ask.ts';
import {
  BASE_PATH,
  freePort,
  kinds,
  makeMaterial,
  NAME,
  startFront,
  type Front,
  type Kind,
  type Material,
} from './front-server.ts';

/** Nobody is asked for a password; people are, and then again by us; people are, and are signed in by it. */
const ways = ['open', 'htpasswd', 'signed-in'] as const;
type Way = (typeof ways)[number];

const anna = { username: 'anna', password: 'front-password' };
const annasBasic = `Basic ${Buffer.from('anna:front-password').toString('base64')}`;
let material: Material;
let share: Share;
let sharePort: number;
const fronts = new Map<string, Front>();

test.beforeAll(async () => {
  test.setTimeout(180_000);
  material = makeMaterial();
  sharePort = await freePort();
  const common = ['--port', String(sharePort), '--front-secret-file', material.frontSecret];
  const optionsOf: Record<Way, readonly string[]> = {
    open: common,
    htpasswd: [...common, '--htpasswd', material.htpasswd],
    'signed-in': [...common, '--htpasswd', material.htpasswd, '--trust-user-header', 'X-Remote-User'],
  };
  for (const kind of kinds) {
    for (const way of ways)
      fronts.set(`${kind} ${way}`, await startFront(kind, await freePort(), optionsOf[way], material));
  }
  const [first, ...others] = [...fronts.values()];
  if (first === undefined) throw new Error('no server was started');
  const names = others.flatMap(({ port }) => ['--host-name', `${NAME}:${port}`]);
  // The address that the servers have; people in these tests come from another one of this computer's.
  const trusted = ['--trusted-proxy', '127.0.0.1', '--trust-user-header', 'X-Remote-User'];
  const asked = [exampleDataset(), ...common, '--public-url', first.base, ...names, ...trusted];
  share = await startShare(asked);
});

test.afterAll(async () => {
  await share.stop();
  for (const front of fronts.values()) await front.stop();
  rmSync(material.folder, { recursive: true, force: true });
});

function frontOf(kind: Kind, way: Way): Front {
  const front = fronts.get(`${kind} ${way}`);
  if (front === undefined) throw new Error(`no ${kind} ${way}`);
  return front;
}

/** `/d/<slug>/` */
const session = () => new URL(share.ready.session.url).pathname.slice(BASE_PATH.length);

async function personAt(browser: Browser, httpCredentials?: typeof anna): Promise<BrowserContext> {
  return browser.newContext({ ignoreHTTPSErrors: true, ...(httpCredentials === undefined ? {} : { httpCredentials }) });
}

/** Requests that came to nothing, but for a script that Annotate's page asks for and Annotate does not have. */
function failuresOf(page: Page): readonly string[] {
  const failures: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().endsWith('/obsolete.js'))
      failures.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    const { errorText = '' } = request.failure() ?? {};
    // Given up by the browser itself: the page was loaded again meanwhile.
    if (errorText !== 'net::ERR_ABORTED') failures.push(`${errorText} ${request.url()}`);
  });
  page.on('pageerror', (error) => failures.push(error.message));
  return failures;
}

async function work(page: Page, category: string): Promise<void> {
  const annotate = new AnnotatePage(page);
  await annotate.expectCells(700);
  await annotate.select('bulk_labels', ['CD19+ B']);
  await annotate.createCategory(category);
  await annotate.createLabel(category, 'B cells');
  await annotate.labelSelection(category, 'B cells');
  await expect(annotate.labelCount(category, 'B cells')).toHaveText('95');
  await annotate.expectSaved();
}

test('the link that is shown is the one outside', () => {
  expect(share.ready.session.url).toBe(`${frontOf('nginx', 'open').base}${session()}`);
});

for (const kind of kinds) {
  test(`${kind}: the page, the sign-in, a saved annotation, and out again`, async ({ browser }) => {
    const front = frontOf(kind, 'open');
    const context = await personAt(browser);
    const page = await context.newPage();
    // Without the slash at the end, as people type it: two redirects have to be right.
    await page.goto(`${front.base}${session().slice(0, -1)}`);
    await submit(page, share.ready.signIn.user, share.ready.signIn.password);
    await new AnnotatePage(page).expectCells(700);
    expect(page.url()).toBe(`${front.base}${session()}`);
    const cookies = (await context.cookies()).filter(({ name }) => name === 'annotate-share');
    expect(cookies).toMatchObject([
      { secure: true, httpOnly: true, sameSite: 'Lax', path: `${BASE_PATH}${session()}` },
    ]);

    const failures = failuresOf(page);
    await page.reload();
    await work(page, `by ${kind}`);
    await page.reload();
    await expect(new AnnotatePage(page).category(`by ${kind}`)).toBeVisible({ timeout: 60_000 });
    expect(failures).toEqual([]);

    await page.goto(`${front.base}${session()}-/sign-out`);
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await expect(page.getByLabel('Password')).toBeVisible();
    await context.close();
  });

  test(`${kind} with htpasswd: its credentials are not taken for ours, and both let one in`, async ({ browser }) => {
    const front = frontOf(kind, 'htpasswd');
    const shut = await ask(front, session());
    expect([shut.status, shut.headers['www-authenticate']]).toEqual([401, 'Basic realm="Annotate Share"']);
    expect(shut.headers['x-request-id']).toBeUndefined();
    const context = await personAt(browser, anna);
    const page = await context.newPage();
    await page.goto(`${front.base}${session()}`);
    await submit(page, share.ready.signIn.user, share.ready.signIn.password);
    await new AnnotatePage(page).expectCells(700);
    const failures = failuresOf(page);
    await page.reload();
    await new AnnotatePage(page).expectCells(700);
    expect(failures).toEqual([]);
    await context.close();
  });

  test(`${kind} that signs in: no second password, and the work follows the person`, async ({ browser }) => {
    const front = frontOf(kind, 'signed-in');
    const context = await personAt(browser, anna);
    const page = await context.newPage();
    const failures = failuresOf(page);
    await page.goto(`${front.base}${session()}`);
    await work(page, `anna by ${kind}`);
    expect(failures.filter((one) => !one.startsWith('401 '))).toEqual([]);
    await context.close();
    const elsewhere = await personAt(browser, anna);
    const other = await elsewhere.newPage();
    await other.goto(`${front.base}${session()}`);
    await expect(new AnnotatePage(other).category(`anna by ${kind}`)).toBeVisible({ timeout: 60_000 });
    await elsewhere.close();
    expect((await share.session()).people).toContainEqual(
      expect.objectContaining({ name: 'anna', by: 'front-server' }),
    );
  });

  test(`${kind}: nobody outside can say who they are or where they come from`, async () => {
    const authorization = basic(share.ready.signIn);
    const lies = {
      'X-Forwarded-For': '6.6.6.6',
      'X-Remote-User': 'anna',
      'X-Annotate-Share-Front': 'x',
      'X-Real-IP': '6.6.6.6',
    };
    const open = frontOf(kind, 'open');
    expect((await ask(open, `${session()}api/v0.2/schema`, { headers: lies })).status).toBe(401);
    const program = { headers: { ...lies, authorization }, from: '127.0.0.2' };
    // The page: answers with data carry no request id.
    const ours = await ask(open, session(), program);
    expect(ours.status).toBe(200);
    const byOurs = { address: '127.0.0.2', status: 200, collaborator: 'program' };
    await expect.poll(() => logLine(String(ours.headers['x-request-id']))).toMatchObject(byOurs);
    const named = await ask(frontOf(kind, 'signed-in'), session(), {
      headers: { ...lies, authorization: annasBasic },
      from: '127.0.0.2',
    });
    expect(named.status).toBe(200);
    // Written when the answer is over, which is a moment after it has arrived.
    await expect
      .poll(() => logLine(String(named.headers['x-request-id'])))
      .toMatchObject({
        address: '127.0.0.2',
        status: 200,
        collaborator: expect.stringMatching(/^anna-[0-9a-f]{16}$/),
      });
    for (const header of ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port']) {
      const odd = await ask(open, session(), { headers: { [header]: 'evil.example', accept: 'text/html' } });
      expect(odd.status, header).toBe(401);
      expect(odd.body.toString(), header).not.toContain('evil.example');
    }
  });

  test(`${kind}: an upload larger than servers usually allow reaches Annotate, one that is too large even for us is refused by us`, async () => {
    const front = frontOf(kind, 'signed-in');
    const headers = { authorization: annasBasic, 'Content-Type': 'application/octet-stream' };
    const put = (megabytes: number) =>
      ask(front, `${session()}api/v0.2/annotations/obs`, {
        method: 'PUT',
        headers,
        body: Buffer.alloc(megabytes * 1e6, 'x'),
      });
    const large = await put(3.5);
    expect([large.status, large.headers['x-request-id'] !== undefined]).toEqual([400, true]);
    expect(large.body.toString()).toContain('not packed as they should be');
    const tooLarge = await put(40);
    expect([tooLarge.status, tooLarge.body.toString()]).toEqual([
      413,
      '{"message":"This is more than may be sent at once."}',
    ]);
    expect(front.errors()).not.toMatch(/temporary file/);
  });
}

test('another program of this computer, which has not the secret, is not taken for the server in front', async () => {
  const { pathname } = new URL(share.ready.session.url);
  const headers = { host: `127.0.0.1:${sharePort}`, 'x-remote-user': 'anna', 'x-forwarded-proto': 'https' };
  const status = await new Promise((resolve, reject) => {
    get(
      { host: '127.0.0.1', port: sharePort, path: `${pathname}api/v0.2/schema`, headers, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    ).once('error', reject);
  });
  expect(status).toBe(401);
});

interface LogLine {
  readonly request?: string;
  readonly address?: string;
  readonly status?: number;
  readonly collaborator?: string;
}

function logLine(request: string): LogLine | undefined {
  const lines = readFileSync(join(share.home, 'logs', 'service.log'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as LogLine).find((line) => line.request === request);
}
