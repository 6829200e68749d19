import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFailure, ShareError, type Failure } from '../../contract/errors.ts';
import type { Way } from '../../contract/tunnel.ts';
import { resolveHome } from '../store/home.ts';
import { examine, type DoctorParts } from './doctor.ts';

type Inspection = Awaited<ReturnType<DoctorParts['environment']['inspect']>>;

const ready: Inspection = {
  state: 'ready',
  python: '/env/bin/python',
  installer: 'pip',
  root: '/env',
  versions: { cellxgene: '1.3.0' },
  tried: [],
  obstacle: null,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-doctor-'));
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'page', 'index.html'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function doctor(inspection: Inspection, page = join(folder, 'page')) {
  const home = resolveHome(join(folder, 'not', 'made', 'yet'), {});
  return examine({ home, environment: { inspect: () => Promise.resolve(inspection) }, page, version: '1.2.3' });
}

const about = async (inspection: Inspection) =>
  (await doctor(inspection)).checkups.find(({ name }) => name.includes('Python'));

test('all well: every line says what was found, nothing is made', async () => {
  const answer = await doctor(ready);
  expect(answer.ok).toBe(true);
  expect(answer.checkups.every(({ finding }) => finding !== '')).toBe(true);
  expect(await about(ready)).toMatchObject({ state: 'ok', finding: 'cellxgene 1.3.0; in /env' });
});

test('not set up yet is no error: the first share does it', async () => {
  expect(await about({ ...ready, state: 'missing', versions: {} })).toMatchObject({ state: 'warning' });
  expect((await doctor({ ...ready, state: 'incomplete' })).ok).toBe(true);
});

test('what stands in the way is told with its own hint and what was passed over', async () => {
  const inspection: Inspection = {
    ...ready,
    state: 'missing',
    python: null,
    installer: null,
    tried: [{ command: 'python3.12', reason: 'version 3.9' }],
    obstacle: new ShareError('python-missing'),
  };
  const line = await about(inspection);
  expect(line).toMatchObject({ state: 'error', hint: new ShareError('python-missing').failure.hint });
  expect(line?.finding).toContain('python3.12 (version 3.9)');
  expect((await doctor(inspection)).ok).toBe(false);
});

test('a page that was not built is an error with the command that builds it', async () => {
  const answer = await doctor(ready, join(folder, 'nowhere'));
  expect(answer.checkups.find(({ state }) => state === 'error')?.hint).toContain('npm run build');
});

test('the ways to the internet are told in one line, and one that is missing is no trouble', async () => {
  const way = (provider: 'localtunnel' | 'ssh' | 'ngrok', version: string | null, lacks: Failure | null): Way => ({
    provider,
    available: lacks === null,
    version,
    lacks,
    readsAlong: true,
    last: null,
  });
  const { ok, checkups } = await examine({
    home: resolveHome(join(folder, 'home'), {}),
    environment: { inspect: () => Promise.resolve(ready) },
    page: join(folder, 'page'),
    version: '1.2.3',
    ways: () =>
      Promise.resolve([
        way('localtunnel', null, null),
        way('ssh', 'OpenSSH_9.2p1', null),
        way('ngrok', null, describeFailure('tunnel-program-missing', { program: 'ngrok' })),
      ]),
  });
  expect(ok).toBe(true);
  expect(checkups.find(({ name }) => name === 'Ways to the internet')).toEqual({
    name: 'Ways to the internet',
    state: 'ok',
    finding: 'localtunnel; ssh (OpenSSH_9.2p1); ngrok (not installed)',
    hint: null,
  });
});
