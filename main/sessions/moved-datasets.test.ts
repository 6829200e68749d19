import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../store/database.ts';
import { Datasets, type RememberedDataset } from '../store/datasets.ts';
import { MovedDatasets } from './moved-datasets.ts';

let folder: string;
let database: Database;
let datasets: Datasets;
let moved: MovedDatasets;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-moved-'));
  database = new Database(':memory:');
  datasets = new Datasets(database);
  moved = new MovedDatasets(datasets, pino({ level: 'silent' }));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

function write(name: string, content: string): string {
  writeFileSync(at(name), content);
  return at(name);
}

/** As a session does it. */
async function share(path: string, isShared: (path: string) => boolean = () => false): Promise<RememberedDataset> {
  const fingerprint = await moved.recognise(path, isShared);
  const known = datasets.find(path);
  const title = known?.title ?? basename(path);
  return datasets.remember({ path, sizeBytes: 1, title, fingerprint }, (taken) => `slug-${taken.size}`);
}

async function sharedBefore(path: string): Promise<RememberedDataset> {
  const { id } = await share(path);
  const settings = {
    title: 'Lung atlas',
    toggles: { diffexp: false, annotations: true },
    generalRole: 'viewer',
    hides: { columns: ['patient'], expression: true },
  } as const;
  datasets.change(id, settings);
  datasets.setFavourite(path, true);
  const dataset = datasets.find(path);
  if (dataset === null) throw new Error('it was just shared');
  return dataset;
}

/** All but the time at which it was shared last. */
const lasting = ({ sharedAt: _sharedAt, ...rest }: RememberedDataset) => rest;

describe('a file that was moved or renamed', () => {
  test.each([['renamed.h5ad'], ['deeper/lung.h5ad']])('to %s keeps id, link, title and settings', async (name) => {
    const before = await sharedBefore(write('lung.h5ad', 'cells'));
    mkdirSync(at('deeper'));
    renameSync(before.path, at(name));
    const after = await share(at(name));
    expect(lasting(after)).toEqual({ ...lasting(before), path: at(name) });
    expect(datasets.recent(8).map(({ path }) => path)).toEqual([at(name)]);
  });

  test('and moved again, and back', async () => {
    const { id, path } = await sharedBefore(write('lung.h5ad', 'cells'));
    for (const [from, to] of [
      ['lung.h5ad', 'b.h5ad'],
      ['b.h5ad', 'c.h5ad'],
      ['c.h5ad', 'lung.h5ad'],
    ] as const) {
      renameSync(at(from), at(to));
      expect((await share(at(to))).id).toBe(id);
    }
    expect(datasets.find(path)?.id).toBe(id);
  });
});

describe('is another dataset', () => {
  test('a copy, while the first one is where it was: that one keeps everything', async () => {
    const before = await sharedBefore(write('lung.h5ad', 'cells'));
    copyFileSync(before.path, at('copy.h5ad'));
    const copy = await share(at('copy.h5ad'));
    expect(copy.id).not.toBe(before.id);
    expect(copy).toMatchObject({ title: 'copy.h5ad', favourite: false, hides: { columns: [], expression: false } });
    expect(lasting(await share(before.path))).toEqual(lasting(before));
  });

  test('a file that was moved and changed', async () => {
    const before = await sharedBefore(write('lung.h5ad', 'cells'));
    rmSync(before.path);
    expect((await share(write('other.h5ad', 'cellS'))).id).not.toBe(before.id);
  });

  test('what a running session has open, though its path is gone', async () => {
    const before = await sharedBefore(write('lung.h5ad', 'cells'));
    renameSync(before.path, at('moved.h5ad'));
    const other = await share(at('moved.h5ad'), (path) => path === before.path);
    expect(other.id).not.toBe(before.id);
    expect(datasets.find(before.path)?.id).toBe(before.id);
  });
});

test('a path that is known stays what it is, whatever is in the file', async () => {
  const lung = await sharedBefore(write('lung.h5ad', 'cells'));
  const liver = await share(write('liver.h5ad', 'other cells'));
  rmSync(lung.path);
  copyFileSync(write('x', 'cells'), liver.path);
  expect((await share(liver.path)).id).toBe(liver.id);
});

test('of two that are gone the one that was shared last is recognised', async () => {
  const first = await share(write('first.h5ad', 'cells'));
  const second = await share(write('second.h5ad', 'cells'));
  expect(first.id).not.toBe(second.id);
  rmSync(first.path);
  renameSync(second.path, at('third.h5ad'));
  expect((await share(at('third.h5ad'))).id).toBe(second.id);
});

test('a file that cannot be read is told by its own check, not here', async () => {
  expect(await moved.recognise(at('nowhere.h5ad'), () => false)).toBeNull();
});
