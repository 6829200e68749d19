/** Sentences of the settings: what holds for the app on this computer, and for all sessions. */
import type { NewsKind } from '../../contract/desktop-settings.ts';
import type { FolderName } from '../../contract/settings.ts';
import { pluralsOf } from './plural.ts';

const plural = pluralsOf('en');
const news: Record<NewsKind, string> = {
  joined: 'Someone joins',
  ready: 'A session is ready',
  link: 'A link is lost or changes',
  ending: 'A session is about to end, or has ended',
  trouble: 'A session is in trouble',
};
const folders: Record<FolderName, string> = {
  home: 'Everything of Annotate Share',
  annotations: 'Annotations and gene sets',
  prepared: 'Mended copies',
  downloads: 'Downloaded datasets',
  logs: 'Logs',
};

export const enSettings = {
  settings: {
    title: 'Settings',
    back: 'Back',
    refused: ({ reason }: { reason: string }) => `Not changed. ${reason}`,
    systemRefused: 'Not changed: the system refused it.',
    fixed: 'Given when Annotate Share was started, so not to be changed here.',

    computer: 'This computer',
    appearance: 'Appearance',
    language: 'Language',
    openAtLogin: 'Start at login, in the tray',
    stayAwake: 'Stay awake while people are here',
    stayAwakeSays: 'The screen may still switch off.',

    tell: 'Tell me',
    notifications: 'Notifications',
    notificationsSays: 'While you do not look at this window.',
    news,

    space: 'Memory and disk',
    sleep: 'Put a new session to sleep after',
    sleepSays: 'Its memory is given back; the next visit wakes it. Each session can have a time of its own.',
    stores: 'Matrix stores',
    storesSays: 'They make differential expression fast. The oldest makes room, and is built again when it is needed.',
    downloads: 'Downloaded datasets',
    downloadsSays: 'Kept so that they open at once. The one used longest ago makes room for the next.',
    copies: 'Mended copies',
    copiesSays: 'They stay until you remove them under Share a dataset.',
    used: ({ used, limit }: { used: string; limit: string }) => `${used} of ${limit}`,
    limitOf: ({ what }: { what: string }) => `Limit: ${what}`,
    limit: ({ size }: { size: string }) => `At most ${size}`,
    counting: 'Counting…',
    notCounted: 'Annotate Share did not say what lies on the disk.',
    clear: 'Remove downloads',
    clearing: 'Removing…',
    cleared: ({ size }: { size: string }) => `${size} removed.`,
    clearedBut: ({ size, kept }: { size: string; kept: string }) =>
      `${size} removed. ${kept} stay, because they are being shared.`,

    record: 'Record',
    recordKeep: 'Keep who did what for',
    recordSays: 'What is older is deleted within a day.',
    recordNone: 'Nothing is recorded from now on, and what there is is deleted within a day.',
    days: ({ days }: { days: number }) => (days === 365 ? '1 year' : plural(days, { one: '# day', other: '# days' })),
    notAtAll: 'Not at all',

    files: 'Files',
    folders,
    open: 'Open',
    openLabel: ({ what }: { what: string }) => `Open the folder: ${what}`,
    notOpened: 'The folder could not be opened.',

    app: 'Annotate Share',
    version: ({ version }: { version: string }) => `Version ${version}`,
    updates: 'Keep itself up to date',
    updatesSays: 'A newer version is put in when you quit, never while people are looking.',
    updatesOff: 'This build is not updated from here: it was not installed from a release.',
    look: 'Look for a newer version',
    looking: 'Looking…',
    newest: 'This is the newest version.',
    found: ({ version }: { version: string }) => `Version ${version} is being fetched, and put in when you quit.`,
    unknown: 'Whether there is a newer version could not be found out. This computer may be offline.',
    works: 'Does everything work?',
    check: 'Check it',
    checking: 'Checking…',
    allWell: 'Everything that is needed is there.',
    notAllWell: 'Something is missing:',
    report: 'Something went wrong?',
    reportSays: 'A report for whoever helps you: versions and logs, without passwords, links and names.',
    saveReport: 'Save a report…',
    reportSaved: 'The report is saved.',
    reportFailed: 'The report could not be saved.',
  },
};
