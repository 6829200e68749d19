/** What check says of every file of the corpus, word by word; whether Annotate agrees is tested in test_corpus.py. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';

import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSchema, type Check } from '../../contract/control.ts';
import { ManagedEnvironment } from '../annotate/environment.ts';
import { Look } from '../annotate/look.ts';
import { checkDataset } from './check-dataset.ts';

const resources = join(import.meta.dirname, '../../resources/annotate-host');
const corpus = join(resources, 'tests', 'corpus');
const kept = join(homedir(), '.cache', 'annotate-share-tests', 'environments');
const log = pino({ level: 'silent' });

let folder: string;
let names: readonly string[];
let look: Look;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annotate-share-corpus-'));
  const root = process.env['ANNOTATE_SHARE_ENVIRONMENTS'] ?? kept;
  const environment = new ManagedEnvironment({ root, resources, cache: join(folder, 'cache'), log });
  const { python } = await environment.ensure(() => undefined);
  const { stdout } = await promisify(execFile)(python, ['-I', join(corpus, 'make_corpus.py'), folder]);
  names = JSON.parse(stdout) as string[];
  look = new Look({ findPython: () => Promise.resolve(python), program: join(resources, 'annotate_host'), log });
}, 900_000);
afterAll(() => rm(folder, { recursive: true }));

const room = () => Promise.resolve({ memoryFree: null, memoryTotal: null, diskFree: null });

test('each file is told what is wrong with it, and what is not', { timeout: 240_000 }, async () => {
  const checks = await Promise.all(names.map((name) => checkDataset({ look, room }, join(folder, name))));
  for (const check of checks) {
    expect(checkSchema.parse(check)).toEqual(check);
    expect(check.ok).toBe(check.problems.every(({ severity }) => severity !== 'error'));
    expect(check.ok ? check.facts : 'refused').not.toBeNull();
    const sentences = check.problems.map(({ message, hint }) => `${message} ${hint}`).join(' ');
    expect(sentences).not.toMatch(/\{\w+\}|Traceback|undefined|\bNone\b/);
  }
  const table = Object.fromEntries(names.map((name, index) => [name, wordsOf(checks[index])]));
  await expect(`${JSON.stringify(table, null, 2)}\n`).toMatchFileSnapshot(join(corpus, 'golden.json'));
});

function wordsOf(check: Check | undefined): string[] {
  const problems = check?.problems ?? [];
  return problems.map(({ severity, code, message }) => `${severity} ${code}: ${message.replaceAll(`${folder}/`, '')}`);
}
