/** `annotate-share import-users`: takes over an htpasswd file and Apache groups. */
import { readFile } from 'node:fs/promises';
import { ShareError } from '../../contract/errors.ts';
import type { ImportReport } from '../../contract/groups.ts';
import type { Role } from '../../contract/session.ts';
import { groupCalls } from './group-calls.ts';
import { remark, say, sayJson } from './output.ts';

export interface ImportOptions {
  readonly groups?: string;
  readonly role?: Role;
  readonly removeMissing?: boolean;
  readonly dryRun?: boolean;
  readonly home?: string;
  readonly json?: boolean;
}

export async function runImportUsers(path: string, options: ImportOptions): Promise<void> {
  const { groups, role, removeMissing, dryRun, home, json } = options;
  const htpasswd = await contentOf(path);
  const groupFile = groups === undefined ? undefined : await contentOf(groups);
  const wish = { htpasswd, groups: groupFile, role, removeMissing, dryRun };
  const report = await groupCalls(home, (calls) => calls.importUsers(wish));
  if (json === true) sayJson(report);
  else tell(report, { htpasswd: path, groups: groups ?? '' });
  // Something was left out: a script is to notice, though all else is done.
  if (report.problems.length > 0) process.exitCode = 2;
}

function tell(
  { dryRun, users, groups, members, problems }: ImportReport,
  files: Record<'htpasswd' | 'groups', string>,
): void {
  const lines = [
    line(dryRun ? 'would be added' : 'added', users.added),
    line(dryRun ? 'would get the password of the file' : 'have the password of the file now', users.changed),
    line(dryRun ? 'would be removed' : 'removed', users.removed),
    line('not in the file any more (--remove-missing takes them away)', users.missing),
    line(dryRun ? 'groups that would be made' : 'groups made', groups.added),
    line(dryRun ? 'members that would be added' : 'members added', members.added.map(pair)),
    line(dryRun ? 'members that would be taken out' : 'members taken out', members.removed.map(pair)),
  ].filter((one) => one !== null);
  for (const one of lines) say(one);
  if (lines.length === 0) say('Nothing has changed.');
  if (users.unchanged > 0) say(`${users.unchanged} as they were`);
  for (const { file, line: at, reason } of problems) remark(`${files[file]}, line ${at}: ${reason}`);
}

function line(what: string, names: readonly string[]): string | null {
  return names.length === 0 ? null : `${names.length} ${what}: ${names.join(', ')}`;
}

function pair({ group, name }: { readonly group: string; readonly name: string }): string {
  return `${name} in ${group}`;
}

async function contentOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ShareError('users-file-unreadable', { path, reason }, { cause: error });
  });
}
