/** Files that cannot be shared, and one that only looks so: each gets one line with its code, quickly, and never a stack trace. */
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { AnnotatePage } from '../support/annotate-page.ts';
import { exampleDataset, oddlyNamedDataset, testDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { failToShare, type FailedShare } from '../support/share.ts';
import { signIn } from '../support/sign-in.ts';

/** A stack trace of either language. */
const traces = /Traceback \(most recent call last\)|^\s+at .+\(?(file:|node:|\/).*:\d+:\d+\)?$/m;

/** What is seen in the file's header needs no Python; the rest costs one start of Annotate. */
const seconds = { header: 10, host: 45 };

function expectPlainFailure(failure: FailedShare, code: string): void {
  expect(failure.code).toBe(code);
  expect(failure.exitCode).not.toBe(0);
  expect(failure.exitCode).not.toBeNull();
  expect(failure.stdout.trim().split('\n')).toHaveLength(1);
  expect(failure.stdout + failure.stderr).not.toMatch(traces);
  // Every gap in the sentences was filled in.
  expect(failure.message + failure.hint).not.toMatch(/\{\w+\}/);
  expect(failure.hint).not.toBe('');
}

for (const [file, code, within] of [
  ['no-such-file.h5ad', 'dataset-not-found', seconds.header],
  ['folder.h5ad', 'dataset-is-folder', seconds.header],
  ['table.csv', 'dataset-wrong-kind', seconds.header],
  ['table.h5ad', 'dataset-wrong-kind', seconds.header],
  ['empty.h5ad', 'dataset-wrong-kind', seconds.header],
  ['truncated.h5ad', 'dataset-truncated', seconds.header],
  ['damaged.h5ad', 'dataset-damaged', seconds.host],
  ['no-embedding.h5ad', 'dataset-no-embedding', seconds.host],
  ['duplicate-cells.h5ad', 'dataset-duplicate-cells', seconds.host],
  ['duplicate-genes.h5ad', 'dataset-duplicate-genes', seconds.host],
  ['no-cells.h5ad', 'dataset-empty', seconds.host],
] as const) {
  test(`${file}: ${code}`, async () => {
    const start = performance.now();
    expectPlainFailure(await failToShare([testDataset(file)]), code);
    expect((performance.now() - start) / 1000).toBeLessThan(within);
  });
}

test('a path with spaces, quotes, signs and letters of other scripts simply works', async ({ page, share }) => {
  const odd = await share([oddlyNamedDataset()]);
  await signIn(page, odd.ready);
  await new AnnotatePage(page).expectCells(700);
});

test('an address that is no file says what to do', async () => {
  const failure = await failToShare(['ftp://example.invalid/cells.h5ad']);
  expectPlainFailure(failure, 'dataset-source-unsupported');
});

test('a port that another program has', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const { port } = other.address() as AddressInfo;
  try {
    const failure = await failToShare(['--port', String(port), exampleDataset()]);
    expectPlainFailure(failure, 'port-in-use');
    expect(failure.message).toContain(String(port));
  } finally {
    await new Promise((closed) => other.close(closed));
  }
});

test('an option that does not exist', async () => {
  expectPlainFailure(await failToShare(['--colour', exampleDataset()]), 'usage');
});

test('a password file: its first line is the password', async ({ share }, info) => {
  const file = info.outputPath('password');
  await writeFile(file, 'correct horse\nsecond line\n');
  const { ready } = await share(['--password-file', file, exampleDataset()]);
  expect(ready.signIn.password).toBe('correct horse');
});

test('a password file that is too short or not there', async ({}, info) => {
  const file = info.outputPath('password');
  await writeFile(file, 'short\n');
  const short = await failToShare(['--password-file', file, exampleDataset()]);
  expectPlainFailure(short, 'password-too-short');
  expect(short.stdout).not.toContain('"short"');
  expectPlainFailure(
    await failToShare(['--password-file', `${file}.gone`, exampleDataset()]),
    'password-file-unreadable',
  );
});
