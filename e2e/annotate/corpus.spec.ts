/** Files of other times and tongues that check lets pass: each is shown by real Annotate in a real browser. */
import { AnnotatePage } from '../support/annotate-page.ts';
import { testDataset } from '../support/datasets.ts';
import { test } from '../support/fixtures.ts';
import { signIn } from '../support/sign-in.ts';

for (const name of ['AnnData 0.8.h5ad', 'AnnData 0.10.h5ad', 'AnnData before 0.7.h5ad', 'names of all scripts.h5ad']) {
  test(`${name} is shown`, async ({ page, share }) => {
    const { ready } = await share([testDataset(name)]);
    await signIn(page, ready);
    await new AnnotatePage(page).expectCells(300);
  });
}
