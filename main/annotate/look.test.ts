/** What becomes of a look that goes well, of one that crashes or hangs, and where there is nothing to look with. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ManagedEnvironment } from './environment.ts';
import { Look } from './look.ts';

const resources = join(import.meta.dirname, '../../resources/annotate-host');
const kept = join(homedir(), '.cache', 'annotate-share-tests', 'environments');
const log = pino({ level: 'silent' });

let folder: string;
let dataset: string;
let python: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annotate-share-look-'));
  dataset = join(folder, 'Größe & Zahl 1.h5ad');
  const root = process.env['ANNOTATE_SHARE_ENVIRONMENTS'] ?? kept;
  const environment = new ManagedEnvironment({ root, resources, cache: join(folder, 'cache'), log });
  ({ python } = await environment.ensure(() => undefined));
  await promisify(execFile)(python, ['-I', join(import.meta.dirname, 'testing/make_dataset.py'), dataset]);
}, 900_000);
afterAll(() => rm(folder, { recursive: true }));

function lookBy(program: string | null, deadlineMs?: number): Look {
  const findPython = () => Promise.resolve(program);
  const more = deadlineMs === undefined ? {} : { deadlineMs };
  return new Look({ findPython, program: join(resources, 'annotate_host'), log, ...more });
}

/** Stands for a Python in which something happens. */
async function script(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('a real look', () => {
  test('tells what is in the file', async () => {
    const seen = await lookBy(python).facts(dataset);
    expect(seen?.facts).toMatchObject({ cells: 120, genes: 40, complete: true, cellNames: { unique: true } });
    expect(seen?.facts.embeddings.map(({ name, why }) => [name, why])).toEqual([['umap', null]]);
  });

  test('gives a picture of as many points as are asked for', async () => {
    const look = lookBy(python);
    const all = await look.picture({ path: dataset, embedding: 'umap' });
    expect(all?.head).toMatchObject({ cells: 120, points: 120, names: [], scale: null });
    expect(all?.data.byteLength).toBe(120 * 6);
    const some = await look.picture({ path: dataset, embedding: 'umap', points: 7 });
    expect([some?.head.points, some?.data.byteLength]).toEqual([7, 42]);
  });

  test.each([
    { embedding: 'tsne' },
    { embedding: 'umap', column: 'nothing' },
    // HDF5 would take these for paths to other places of the file.
    { embedding: 'umap', column: '/X' },
    { embedding: 'umap/../../X' },
  ])('has no picture of %j', async (query) => {
    await expect(lookBy(python).picture({ path: dataset, ...query })).rejects.toMatchObject({
      code: 'request-invalid',
    });
  });
});

describe('a look that comes to grief', () => {
  test.each([
    ['crashes', 'kill -SEGV $$'],
    ['is ended for the work it takes', 'kill -XCPU $$'],
    ['ends without a word', 'exit 139'],
    ['says more than the contract knows', 'echo \'{"ok":true,"facts":{"cells":1e300},"problems":[]}\''],
  ])('one that %s means that the file is damaged', async (what, text) => {
    const look = lookBy(await script(what.replaceAll(' ', '-'), text));
    await expect(look.facts(dataset)).rejects.toMatchObject({
      code: 'dataset-damaged',
      failure: { message: expect.stringContaining('Größe & Zahl 1.h5ad') as string },
    });
  });

  test('one that hangs is ended', async () => {
    const look = lookBy(await script('hangs', 'exec sleep 600'), 300);
    await expect(look.facts(dataset)).rejects.toMatchObject({ code: 'dataset-damaged' });
  });

  test('an environment that does not work is no fault of the file', async () => {
    const broken = await script('broken', 'echo "ModuleNotFoundError: No module named h5py" >&2; exit 1');
    expect(await lookBy(broken).facts(dataset)).toBeNull();
    expect(await lookBy(join(folder, 'no such program')).facts(dataset)).toBeNull();
    expect(await lookBy(broken).picture({ path: dataset, embedding: 'umap' })).toBeNull();
  });

  test('where nothing is set up yet nothing is asked', async () => {
    expect(await lookBy(null).facts(dataset)).toBeNull();
    expect(await lookBy(null).picture({ path: dataset, embedding: 'umap' })).toBeNull();
  });
});
