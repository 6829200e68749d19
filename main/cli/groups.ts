/** `annotate-share groups`, `group` and `user`: who belongs together, what is theirs, and how they sign in. */
import { ShareError } from '../../contract/errors.ts';
import type { ChangeGroup, Group } from '../../contract/groups.ts';
import type { Role } from '../../contract/session.ts';
import { firstLineOf } from './first-line.ts';
import { groupCalls } from './group-calls.ts';
import { say, sayJson, table } from './output.ts';
import { datasetArgument } from './source-option.ts';

interface Common {
  readonly home?: string;
  readonly json?: boolean;
}

export async function runGroups({ home, json }: Common): Promise<void> {
  const { groups, accounts, unowned, url } = await groupCalls(home, (calls) => calls.groups());
  if (json === true) {
    sayJson({ groups, accounts, unowned, url });
    return;
  }
  if (groups.length === 0 && accounts.length === 0) {
    say('There are no groups yet. annotate-share import-users or annotate-share group makes them.');
    return;
  }
  for (const group of groups) say(`${describe(group)}\n`);
  if (url !== null) say(`They sign in at ${url}\n`);
  const loose = accounts.filter(({ name }) => !groups.some(({ members }) => members.some((one) => one.name === name)));
  if (loose.length > 0) say(`In no group: ${loose.map(({ name }) => name).join(', ')}`);
  if (unowned.length > 0) say(`Of no group: ${unowned.map(({ path }) => path).join(', ')}`);
}

export interface GroupOptions extends Common {
  readonly addMember?: readonly string[];
  readonly role: Role;
  readonly removeMember?: readonly string[];
  readonly addDataset?: readonly string[];
  readonly removeDataset?: readonly string[];
  readonly remove?: boolean;
}

export async function runGroup(name: string, options: GroupOptions): Promise<void> {
  const { home, json, role, remove = false } = options;
  if (remove) {
    await groupCalls(home, (calls) => calls.removeGroup(name));
    if (json === true) sayJson({ removed: name });
    else say(`The group ${name} is gone. Its datasets and the accounts of its members stay.`);
    return;
  }
  const change: ChangeGroup = {
    setMembers: (options.addMember ?? []).map((member) => ({ name: member, role })),
    removeMembers: [...(options.removeMember ?? [])],
    addDatasets: (options.addDataset ?? []).map(datasetArgument),
    removeDatasets: (options.removeDataset ?? []).map(datasetArgument),
  };
  const group = await groupCalls(home, (calls) => calls.changeGroup(name, change));
  if (json === true) sayJson(group);
  else say(describe(group));
}

export interface UserOptions extends Common {
  readonly passwordFile?: string;
  readonly signOut?: boolean;
  readonly remove?: boolean;
}

export async function runUser(name: string, { home, json, passwordFile, signOut, remove }: UserOptions): Promise<void> {
  if (remove === true) {
    await groupCalls(home, (calls) => calls.removeAccount(name));
  } else {
    if (passwordFile === undefined && signOut !== true)
      throw new ShareError('usage', { reason: 'say what to change: --password-file, --sign-out or --remove.' });
    const password = passwordFile === undefined ? undefined : await firstLineOf(passwordFile);
    await groupCalls(home, (calls) => calls.changeAccount(name, { password, signOut }));
  }
  if (json === true) sayJson({ user: name, removed: remove === true });
  else
    say(
      remove === true
        ? `${name} has no account any more. Annotations stay.`
        : `${name} is changed. It holds from the next request on.`,
    );
}

function describe({ name, members, datasets }: Group): string {
  const lines = [
    ...members.map((member) => ['  member', member.name, member.role]),
    ...datasets.map(({ path, byFolder }) => ['  dataset', path, byFolder ? 'by its folder' : '']),
  ];
  return lines.length === 0
    ? `${name}\n  nobody and nothing yet`
    : `${name}\n${table(lines).replace(/^/gm, '  ').replace(/^ {4}/gm, '  ')}`;
}
