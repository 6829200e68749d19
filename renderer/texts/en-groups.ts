/** The English sentences about accounts, groups and the datasets they own. */
import type { Account } from '../../contract/groups.ts';
import { pluralsOf } from './plural.ts';

const plural = pluralsOf('en-GB');
const list = new Intl.ListFormat('en-GB');

export const enGroups = {
  groups: {
    link: 'Groups',
    title: 'Groups',
    intro:
      'People with an account sign in once and see the datasets of their groups, each opened when somebody asks for it. They see nothing else.',
    address: 'They sign in at',
    none: 'There are no groups yet. Make one, or take over the files of your web server below.',
    loading: 'Reading groups…',
    name: 'Name of a new group',
    make: 'Make the group',
    remove: 'Remove group',
    removeLabel: ({ group }: { group: string }) => `Remove group ${group}`,
    removed: ({ group }: { group: string }) =>
      `The group ${group} is gone. Its datasets and the accounts of its members stay.`,
    refused: ({ reason }: { reason: string }) => `It stays as it was. ${reason}`,

    members: 'Members',
    noMembers: 'Nobody yet.',
    member: 'User name of a new member',
    memberIn: ({ group }: { group: string }) => `User name of a new member of ${group}`,
    addMember: 'Add',
    addMemberLabel: ({ group }: { group: string }) => `Add this member to ${group}`,
    roleOf: ({ name, group }: { name: string; group: string }) => `Role of ${name} in ${group}`,
    newRole: ({ group }: { group: string }) => `Role of the new member of ${group}`,
    takeOut: 'Take out',
    takeOutLabel: ({ name, group }: { name: string; group: string }) => `Take out ${name} of ${group}`,

    datasets: 'Datasets',
    noDatasets: 'None yet.',
    byFolder: 'by its folder',
    dataset: 'Path of an .h5ad file',
    datasetIn: ({ group }: { group: string }) => `Path of an .h5ad file for ${group}`,
    addDataset: 'Add',
    addDatasetLabel: ({ group }: { group: string }) => `Add this dataset to ${group}`,
    removeDataset: 'Remove',
    removeDatasetLabel: ({ title, group }: { title: string; group: string }) => `Remove ${title} from ${group}`,
    unowned: ({ titles }: { titles: readonly string[] }) =>
      `In the folder and in no group, so nobody sees them by an account: ${list.format([...titles])}.`,

    accounts: 'Accounts',
    account: 'User name',
    password: 'Password',
    browsers: 'Signed in',
    actions: 'Actions',
    passwordKind: {
      own: 'Kept here',
      imported: 'As in the file, until the first sign-in',
      none: 'None: nobody signs in by it',
    } satisfies Record<Account['password'], string>,
    inBrowsers: (gaps: { count: number }) =>
      gaps.count === 0 ? 'nowhere' : plural(gaps.count, { one: 'in # browser', other: 'in # browsers' }),
    setPassword: 'Set password…',
    setPasswordLabel: ({ name }: { name: string }) => `Set password… of ${name}`,
    newPassword: ({ name }: { name: string }) => `New password of ${name}`,
    passwordHint: 'At least 8 characters. Hand it over in person; it is not shown again.',
    savePassword: 'Save password',
    signOut: 'Sign out',
    signOutLabel: ({ name }: { name: string }) => `Sign out ${name} in every browser`,
    removeAccount: 'Remove',
    removeAccountLabel: ({ name }: { name: string }) => `Remove the account of ${name}`,

    import: 'Take over a web server’s files',
    importSays:
      'A password file as htpasswd writes it (bcrypt, apr1 or SHA), and if you like a group file of Apache. Do it again whenever they change. Nothing is sent anywhere.',
    passwordFile: 'Password file',
    groupFile: 'Group file',
    tryImport: 'See what would change',
    runImport: 'Take over',
    noFile: 'Choose a password file or a group file.',
    wouldDo: 'This would change:',
    did: 'This has changed:',
    nothing: 'Nothing has changed since the last time.',
    usersAdded: ({ names }: { names: readonly string[] }) => `New accounts: ${list.format([...names])}`,
    usersChanged: ({ names }: { names: readonly string[] }) => `Another password: ${list.format([...names])}`,
    usersMissing: ({ names }: { names: readonly string[] }) =>
      `Not in the file any more, and still with an account: ${list.format([...names])}`,
    groupsAdded: ({ names }: { names: readonly string[] }) => `New groups: ${list.format([...names])}`,
    memberAdded: ({ names }: { names: readonly string[] }) => `New members: ${list.format([...names])}`,
    memberRemoved: ({ names }: { names: readonly string[] }) => `Taken out: ${list.format([...names])}`,
    membership: ({ name, group }: { name: string; group: string }) => `${name} (${group})`,
    problem: (gaps: { file: 'htpasswd' | 'groups'; line: number; reason: string }) =>
      `${gaps.file === 'htpasswd' ? 'Password file' : 'Group file'}, line ${gaps.line}: ${gaps.reason}`,
  },
};
