/** The matrix store: built behind the answers the first time, there at once the second, and the answers are the same. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { type Share } from '../support/share.ts';
import { basic } from '../support/sign-in.ts';

const question = {
  mode: 'topN',
  count: 10,
  set1: { filter: { obs: { annotation_value: [{ name: 'bulk_labels', values: ['Dendritic'] }] } } },
  set2: { filter: { obs: { annotation_value: [{ name: 'bulk_labels', values: ['CD19+ B'] }] } } },
};

async function markerGenes(share: Share): Promise<number[]> {
  const answer = await fetch(new URL('api/v0.2/diffexp/obs', share.ready.session.url), {
    method: 'POST',
    headers: {
      authorization: basic(share.ready.signIn),
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify(question),
  });
  expect(answer.status).toBe(200);
  const { positive } = (await answer.json()) as { positive: [number, ...number[]][] };
  return positive.map(([gene]) => gene);
}

test('it is built while people look, kept, and used at once the next time', async ({ share }, info) => {
  const home = info.outputPath('home');
  const first = await share([exampleDataset()], { home });
  const before = await markerGenes(first);
  expect(before).toHaveLength(10);
  await expect.poll(async () => (await first.session()).matrixStore, { timeout: 60_000 }).toBe('ready');
  expect(await markerGenes(first)).toEqual(before);
  expect((await first.session()).notices).toEqual([]);
  expect(await first.stop()).toBe(0);

  const stores = readdirSync(join(home, 'cache', 'matrix-stores')).filter((name) => /^[0-9a-f]+$/.test(name));
  expect(stores).toHaveLength(1);
  const second = await share([exampleDataset()], { home });
  expect(await markerGenes(second)).toEqual(before);
  await expect.poll(async () => (await second.session()).matrixStore).toBe('ready');
});

test('with no room for it the session is live all the same, and says so', async ({ share }) => {
  const live = await share([exampleDataset(), '--store-limit', '0']);
  await expect
    .poll(async () => (await live.session()).notices.map(({ code, severity }) => [code, severity]))
    .toEqual([['store-over-limit', 'hint']]);
  expect((await live.session()).matrixStore).toBe('none');
  expect(await markerGenes(live)).toHaveLength(10);
});
