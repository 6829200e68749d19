import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupsSchema, importReportSchema } from '../../contract/groups.ts';
import { failedLineSchema } from '../../contract/command-line.ts';
import { ControlClient } from '../control/client.ts';
import { startService } from '../service.ts';

const program = join(import.meta.dirname, 'main.ts');
const sha = '{SHA}573q2y3Iduuwwu5XRkn6NvOhiBA=';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'annotate-share-groups-'));
  writeFileSync(join(home, 'htpasswd'), `maria:${sha}\njonas:${sha}\nbroken\n`);
  writeFileSync(join(home, 'groups'), 'lung: maria jonas\n');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (...args: readonly string[]): Promise<Run> =>
  promisify(execFile)(process.execPath, [program, ...args], {
    env: { ...process.env, ANNOTATE_SHARE_HOME: home, DEBUG: undefined },
  }).then(
    (done) => ({ code: 0, ...done }),
    (failed: unknown) => failed as Run,
  );
const files = () => [join(home, 'htpasswd'), '--groups', join(home, 'groups')];

test('people and groups are taken over, shown and changed without a service', async () => {
  const tried = await run('import-users', ...files(), '--dry-run');
  expect(tried.stdout).toContain('2 would be added: maria, jonas');
  expect([tried.code, tried.stderr]).toEqual([
    2,
    `${join(home, 'htpasswd')}, line 3: There is no colon between user and password.\n`,
  ]);
  const { stdout } = await run('import-users', ...files(), '--role', 'viewer', '--json');
  expect(importReportSchema.parse(JSON.parse(stdout)).users.added).toEqual(['maria', 'jonas']);
  const change = ['--remove-member', 'jonas', '--add-member', 'anna', 'maria', '--role', 'analyst'];
  expect((await run('group', 'lung', ...change)).stdout).toContain('anna');
  const { groups, accounts } = groupsSchema.parse(JSON.parse((await run('groups', '--json')).stdout));
  const members = [
    { name: 'anna', role: 'analyst' },
    { name: 'maria', role: 'analyst' },
  ];
  expect(groups).toEqual([{ name: 'lung', members, datasets: [] }]);
  expect(accounts.map(({ name, password }) => `${name} ${password}`)).toEqual([
    'anna none',
    'jonas imported',
    'maria imported',
  ]);
  const failed = await run('user', 'nobody', '--sign-out', '--json');
  expect(failedLineSchema.parse(JSON.parse(failed.stdout)).error.code).toBe('account-not-found');
}, 120_000);

test('a running service is asked, heeds every call, and has its library in the answer', async () => {
  writeFileSync(join(home, 'atlas.h5ad'), 'x');
  const service = await startService({ home, library: { path: home, foldersAreGroups: false } });
  try {
    await run('import-users', ...files());
    const client = new ControlClient(service.control);
    expect((await client.groups()).unowned.map(({ title }) => title)).toEqual(['atlas']);
    const changed = await client.changeGroup('lung', { setMembers: [{ name: 'jonas', role: 'viewer' }] });
    expect(changed.members).toEqual([
      { name: 'jonas', role: 'viewer' },
      { name: 'maria', role: 'annotator' },
    ]);
    await client.changeAccount('maria', { password: 'another-word', signOut: true });
    await client.removeAccount('jonas');
    await client.removeGroup('lung');
    expect(await client.groups()).toMatchObject({ groups: [], accounts: [{ name: 'maria', password: 'own' }] });
    await expect(client.removeGroup('lung')).rejects.toMatchObject({ code: 'group-not-found' });
    await expect(client.changeGroup('a/b', {})).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(client.changeGroup('x', { addDatasets: [join(home, 'none.h5ad')] })).rejects.toMatchObject({
      code: 'dataset-not-found',
    });
    expect((await client.groups()).groups).toEqual([]);
    const report = await client.importUsers({ htpasswd: `${'x'.repeat(70_000)}\n`, dryRun: true });
    expect(report.problems).toHaveLength(1);
  } finally {
    await service.stop();
  }
}, 120_000);
