/**
 * Files of other times, tongues and habits that check lets pass: each is shown by real Annotate in a real browser.
 *
 * Of the corpus the strangest are shown; with ANNOTATE_SHARE_WHOLE_CORPUS=1 all of it is, which takes some minutes.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ControlClient } from '../../main/control/client.ts';
import { AnnotatePage } from '../support/annotate-page.ts';
import { corpusDataset, exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { submit } from '../support/sign-in.ts';

const golden = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../resources/annotate-host/tests/corpus/golden.json'), 'utf8'),
) as Readonly<Record<string, readonly string[]>>;

/** Only every value tells what is wrong with it: the host says so when it is shared. */
const refusedLater = 'large number out of sight.h5ad';

const passing = Object.keys(golden).filter(
  (name) => name !== refusedLater && !golden[name]?.some((line) => line.startsWith('error')),
);
const strangest = [
  'AnnData 0.8.h5ad',
  'AnnData 0.10.h5ad',
  'AnnData before 0.7.h5ad',
  'names of all scripts.h5ad',
  'yes and no with gaps.h5ad',
  'with NaN.h5ad',
];
const names = (process.env['ANNOTATE_SHARE_WHOLE_CORPUS'] ?? '') === '' ? strangest : passing;

test('all that pass are known', () => {
  expect(passing.length).toBeGreaterThan(40);
  expect(passing).toEqual(expect.arrayContaining(strangest));
});

test('what check lets pass is drawn', async ({ page, share }) => {
  test.setTimeout(60_000 + names.length * 30_000);
  const first = await share([exampleDataset()]);
  const client = new ControlClient(first.ready.control);
  for (const name of names) {
    await test.step(name, async () => {
      const dataset = corpusDataset(name);
      const { id } = await client.start({ dataset });
      await expect.poll(async () => (await client.session(id)).phase, { timeout: 60_000 }).toMatch(/^(live|failed)$/);
      const session = await client.session(id);
      expect(session.error).toBeNull();
      await page.goto(session.url ?? '');
      await submit(page, session.signIn.user, session.signIn.password);
      await new AnnotatePage(page).expectCells(session.dataset.cells ?? 0);
      await client.stop(id);
    });
  }
});
