/** Mendings by the real program: what is made, what a cancelled, failed or killed one leaves, and what is listed afterwards. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Mending } from '../../contract/mendings.ts';
import { ManagedEnvironment } from '../annotate/environment.ts';
import type { MendOptions, MendOrder } from '../annotate/mend.ts';
import { PreparedCopies } from '../store/prepared.ts';
import { Mendings, nameOfCopy, type MendingParts } from './mendings.ts';

const resources = join(import.meta.dirname, '../../resources/annotate-host');
const kept = join(homedir(), '.cache', 'annotate-share-tests', 'environments');
const log = pino({ level: 'silent' });

let folder: string;
let dataset: string;
let environment: ManagedEnvironment;
let prepared: string;

/** Two genes of the same name. */
const makeTwice = `
import sys, h5py
with h5py.File(sys.argv[1], 'r+') as file:
    names = file['var'][file['var'].attrs['_index']]
    names[1] = names[0]
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annotate-share-mend-'));
  dataset = join(folder, 'lung.h5ad');
  const root = process.env['ANNOTATE_SHARE_ENVIRONMENTS'] ?? kept;
  environment = new ManagedEnvironment({ root, resources, cache: join(folder, 'cache'), log });
  const { python } = await environment.ensure(() => undefined);
  const run = promisify(execFile);
  await run(python, ['-I', join(import.meta.dirname, '../annotate/testing/make_dataset.py'), dataset]);
  await run(python, ['-I', '-c', makeTwice, dataset]);
}, 900_000);
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  prepared = join(await mkdtemp(join(folder, 'home-')), 'prepared');
});

function open(rest: Partial<MendingParts> = {}) {
  let wake: () => void = () => undefined;
  const mendings = new Mendings({
    environment,
    embeddingEnvironment: environment,
    prepared: new PreparedCopies(prepared),
    program: join(resources, 'annotate_host'),
    isShared: () => false,
    onChange: () => wake(),
    log,
    ...rest,
  });
  const until = (id: string, wanted: (mending: Mending) => boolean) =>
    new Promise<Mending>((settle) => {
      wake = () => {
        const found = mendings.list().find((one) => one.id === id);
        if (found !== undefined && wanted(found)) settle(found);
      };
      wake();
    });
  return { mendings, ended: (id: string) => until(id, ({ phase }) => phase.name !== 'working'), until };
}

async function inside(root: string): Promise<string[]> {
  return (await readdir(root, { recursive: true }).catch(() => [])).filter((name) => name !== '.making').sort();
}

/** Stands for a mending that goes on until it is told to stop. */
const endless = (_order: MendOrder, { signal, onProgress }: MendOptions) =>
  new Promise<never>((_settle, reject) => {
    onProgress({ step: 'copying', done: 0.5, secondsLeft: 12 });
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

test('a mended copy is listed with what was done to it, also by the next service, and can be removed', async () => {
  const before = [
    createHash('sha256')
      .update(await readFile(dataset))
      .digest('hex'),
    (await stat(dataset)).mtimeMs,
  ];
  const { mendings, ended } = open();
  const { id } = await mendings.start({ path: dataset, fixes: ['make-names-unique'] });
  const done = await ended(id);
  expect(done.phase).toMatchObject({
    name: 'done',
    path: join(prepared, id, 'lung-mended.h5ad'),
    did: [{ fix: 'make-names-unique', cells: 0, genes: 1 }],
    still: [],
  });
  expect(await inside(prepared)).toEqual([id, join(id, 'lung-mended.h5ad'), join(id, 'prepared.json')]);
  expect([
    createHash('sha256')
      .update(await readFile(dataset))
      .digest('hex'),
    (await stat(dataset)).mtimeMs,
  ]).toEqual(before);
  const next = open();
  expect(next.mendings.list()).toEqual([done]);
  await next.mendings.remove(id);
  expect(next.mendings.list()).toEqual([]);
  expect(await inside(prepared)).toEqual([]);
});

test('one that is shared is not removed', async () => {
  const { mendings, ended } = open({ isShared: (path) => path.endsWith('lung-mended.h5ad') });
  const { id } = await mendings.start({ path: dataset, fixes: ['make-names-unique'] });
  await ended(id);
  await expect(mendings.remove(id)).rejects.toMatchObject({ code: 'already-shared' });
  expect(mendings.list()).toHaveLength(1);
});

test('a copy goes where it is wanted, and replaces nothing', async () => {
  const { mendings, ended } = open();
  const out = join(await mkdtemp(join(folder, 'out-')), 'mine.h5ad');
  const { id } = await mendings.start({ path: dataset, fixes: ['make-names-unique'], out });
  expect((await ended(id)).phase).toMatchObject({ name: 'done', path: out });
  expect(await readdir(join(out, '..'))).toEqual(['mine.h5ad']);
  expect(await inside(prepared)).toEqual([]);
  await expect(mendings.start({ path: dataset, fixes: ['make-names-unique'], out })).rejects.toMatchObject({
    code: 'mend-out-exists',
  });
});

test.each([
  [{ fixes: [] }, 'mend-nothing'],
  [{ out: '/nowhere/at/all.h5ad' }, 'mend-out-unwritable'],
  [{ out: '/tmp/copy.txt' }, 'mend-out-unwritable'],
  [{ path: '/nowhere.h5ad' }, 'dataset-not-found'],
] as const)('%j is refused at once', async (wish, code) => {
  const { mendings } = open();
  const asked = { path: dataset, fixes: ['make-names-unique' as const], ...wish };
  await expect(mendings.start({ ...asked, fixes: [...asked.fixes] })).rejects.toMatchObject({ code });
});

test('an embedding is computed by the other environment, of what has been copied, and only where there is none', async () => {
  const orders: MendOrder[] = [];
  const still = [{ code: 'dataset-no-embedding' as const, severity: 'error' as const, values: { name: 'x' } }];
  const run = async (order: MendOrder) => {
    orders.push(order);
    await writeFile(order.work, 'copy');
    const isCopy = order.source !== null;
    return { did: [], bytes: 4, still: isCopy && !order.source.endsWith('.loom') ? still : [] };
  };
  const { mendings, ended } = open({ run });
  const loom = join(folder, 'cells.loom');
  await writeFile(loom, '');
  const one = await mendings.start({ path: dataset, fixes: ['make-names-unique', 'compute-embedding'] });
  await ended(one.id);
  const other = await mendings.start({ path: loom, fixes: ['convert', 'compute-embedding'] });
  expect((await ended(other.id)).phase.name).toBe('done');
  expect(orders.map(({ source, fixes }) => [source, fixes])).toEqual([
    [dataset, ['make-names-unique']],
    [null, ['compute-embedding']],
    [loom, ['convert']],
  ]);
});

test('one that fails says why and leaves nothing', async () => {
  const text = join(folder, 'text.h5');
  await writeFile(text, 'no HDF5 at all');
  const { mendings, ended } = open();
  const { id } = await mendings.start({ path: text, fixes: ['convert'] });
  expect((await ended(id)).phase).toMatchObject({ name: 'failed', failure: { code: 'mend-failed' } });
  expect(await inside(prepared)).toEqual([]);
  await mendings.remove(id);
  expect(mendings.list()).toEqual([]);
  await expect(mendings.remove(id)).rejects.toMatchObject({ code: 'mending-not-found' });
});

test('cancelled, it and one that waits for it leave nothing', async () => {
  const { mendings, until } = open({ run: endless });
  const first = await mendings.start({ path: dataset, fixes: ['make-names-unique'] });
  const second = await mendings.start({ path: dataset, fixes: ['make-names-unique'] });
  await until(first.id, ({ phase }) => phase.name === 'working' && phase.done === 0.5);
  expect(mendings.list()[1]?.phase).toMatchObject({ step: 'waiting' });
  await Promise.all([mendings.remove(first.id), mendings.remove(second.id)]);
  expect(mendings.list()).toEqual([]);
  expect(await inside(prepared)).toEqual([]);
});

test('cancelled deep in a computation that does not hear of it, it is ended, and leaves nothing', async () => {
  const deaf = join(folder, 'deaf');
  const lines = [
    '#!/bin/sh',
    'read -r order',
    `work=$(printf %s "$order" | sed 's/.*"work":"\\([^"]*\\)".*/\\1/')`,
    'echo half > "$work"',
    `echo '{"event":"progress","step":"layout","done":null,"seconds_left":null}'`,
    'exec sleep 600',
  ];
  await writeFile(deaf, `${lines.join('\n')}\n`, { mode: 0o755 });
  const { mendings, until } = open({ environment: { ensure: () => Promise.resolve({ python: deaf, root: folder }) } });
  const { id } = await mendings.start({ path: dataset, fixes: ['make-names-unique'] });
  await until(id, ({ phase }) => phase.name === 'working' && phase.step === 'layout');
  expect(await inside(prepared)).toContain(join('.making', id, 'lung-mended.h5ad'));
  const asked = performance.now();
  await mendings.remove(id);
  // Two seconds are promised, on a computer that has time.
  expect(performance.now() - asked).toBeLessThan(4_000);
  expect(mendings.list()).toEqual([]);
  expect(await inside(prepared)).toEqual([]);
});

test('what a killed service has left is swept by the next one, but nothing of one that works', async () => {
  const making = join(prepared, '.making', 'abandoned');
  await mkdir(making, { recursive: true });
  await writeFile(join(making, 'half.h5ad'), 'half');
  const holder = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { PreparedCopies } from ${JSON.stringify(join(import.meta.dirname, '../store/prepared.ts'))};
       const copies = new PreparedCopies(${JSON.stringify(prepared)});
       await copies.begin('held');
       console.log('holds');
       setInterval(() => undefined, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise((settle) => holder.stdout.once('data', settle));
  open();
  expect((await readdir(join(prepared, '.making'))).filter((name) => !name.includes('lock'))).toEqual(['held']);
  const gone = new Promise((settle) => holder.once('exit', settle));
  holder.kill('SIGKILL');
  await gone;
  open();
  expect(await readdir(join(prepared, '.making'))).toEqual([]);
});

test.each([
  ['lung.h5ad', 'lung-mended.h5ad'],
  ['lung-mended.h5ad', 'lung-mended.h5ad'],
  ['filtered_feature_bc_matrix.h5', 'filtered_feature_bc_matrix.h5ad'],
  ['cells.loom', 'cells.h5ad'],
  ['matrix.mtx.gz', 'matrix.h5ad'],
  ['a folder', 'a folder.h5ad'],
])('the copy of %s is called %s', (name, wanted) => {
  expect(nameOfCopy(name)).toBe(wanted);
});
