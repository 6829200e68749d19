/** What the owner hides is not on Annotate's page, and in no answer of any route; what is shown looks as it did. */
import type { Page } from '@playwright/test';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import type { Colours } from '../support/picture.ts';
import { failToShare } from '../support/share.ts';
import { signIn } from '../support/sign-in.ts';

/** A category of the hidden column, which no other column has. */
const TELLING = 'CD14+ Monocyte';

/** Every route of Annotate, by name and without, asked as somebody does who knows them. */
const routes = [
  'schema',
  'config',
  'colors',
  'genesets',
  'layout/obs',
  'annotations/obs',
  'annotations/var',
  'annotations/obs?annotation-name=bulk_labels',
  'annotations/obs?annotation-name=%62ulk_labels&annotation-name=louvain',
  `data/var?obs:bulk_labels=${encodeURIComponent(TELLING)}&var:name_0=HES4`,
  `summarize/var?method=mean&obs:bulk%255flabels=${encodeURIComponent(TELLING)}`,
];

async function crawl(url: string, credentials: string): Promise<readonly { status: number; body: string }[]> {
  const headers = { authorization: `Basic ${Buffer.from(credentials).toString('base64')}`, accept: '*/*' };
  const diffexp = (annotation: object) => ({
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      mode: 'topN',
      count: 3,
      set1: { filter: { obs: annotation } },
      set2: { filter: { obs: { index: [[0, 100]] } } },
    }),
  });
  const byValue = diffexp({ annotation_value: [{ name: 'bulk_labels', values: [TELLING] }] });
  const asked = [
    ...routes.map((route) => fetch(`${url}api/v0.2/${route}`, { headers })),
    fetch(`${url}api/v0.2/diffexp/obs`, byValue),
    fetch(url, { headers }),
  ];
  const answers = await Promise.all(asked);
  return Promise.all(answers.map(async (answer) => ({ status: answer.status, body: await answer.text() })));
}

async function open(page: Page): Promise<AnnotatePage> {
  const annotate = new AnnotatePage(page);
  await annotate.expectCells(700);
  return annotate;
}

test('hidden columns and expression values are gone at the next request, and come back as they were', async ({
  page,
  share,
}) => {
  test.setTimeout(240_000);
  const shared = await share([exampleDataset()]);
  const { session, signIn: as } = shared.ready;
  const credentials = `${as.user}:${as.password}`;
  const told = async () => (await crawl(session.url, credentials)).some(({ body }) => body.includes(TELLING));
  expect(await told()).toBe(true);

  await signIn(page, shared.ready);
  const before = await open(page);
  await expect(before.category('bulk_labels')).toBeVisible();
  const coloursOfLouvain = await coloured(before);

  const { hiddenColumns } = await shared.change({ hiddenColumns: ['bulk_labels'] });
  expect(hiddenColumns).toEqual(['bulk_labels']);
  expect(await told()).toBe(false);
  await page.reload();
  const hidden = await open(page);
  await expect(hidden.category('louvain')).toBeVisible();
  await expect(hidden.category('bulk_labels')).toHaveCount(0);
  expect(await coloured(hidden)).toEqual(coloursOfLouvain);
  await hidden.addGene('HES4');

  await shared.change({ hideExpression: true });
  await page.reload();
  const still = await open(page);
  await expect(still.diffexpButton).toHaveCount(0);
  await expect(page.getByTestId('gene-search')).toBeHidden();
  await expect(page.getByText('Gene Sets')).toBeHidden();
  // One button less lies over the graph: a few points more or less are seen.
  expect((await coloured(still)).vivid).toBeGreaterThan(3);
  const refused = await page.evaluate<number>(
    `fetch('api/v0.2/data/var?var:name_0=HES4', { headers: { Accept: 'application/octet-stream' } }).then(({ status }) => status)`,
  );
  expect(refused).toBe(501);

  await shared.change({ hiddenColumns: [], hideExpression: false });
  await page.reload();
  const after = await open(page);
  await expect(after.category('bulk_labels')).toBeVisible();
  await after.addGene('HES4');
  expect(await told()).toBe(true);
});

test('a column that is mistyped is not shared with', async () => {
  const { code, message } = await failToShare([exampleDataset(), '--hide-columns', 'bulk_label']);
  expect([code, message]).toEqual([
    'column-not-found',
    expect.stringContaining('has no column bulk_label, so it could not be hidden'),
  ]);
});

async function coloured(annotate: AnnotatePage): Promise<Colours> {
  await annotate.colourBy('louvain');
  return annotate.coloursDrawn();
}
