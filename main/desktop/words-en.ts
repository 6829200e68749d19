/** Every sentence that the shell itself says, in English: tray, menus, dialogs and notifications. */
import type { Told } from '../../contract/german/translate.ts';

const plurals = new Intl.PluralRules('en');

function counted(count: number, one: string, other: string): string {
  return `${count} ${plurals.select(count) === 'one' ? one : other}`;
}

export const englishWords = {
  /** For dates and times; undefined for the system's own. */
  locale: undefined as string | undefined,
  appName: 'Annotate Share',
  /** What the service says ready-made. */
  told: <T extends Told>(told: T): T => told,

  nothingShared: 'Nothing is shared',
  serviceStarting: 'Starting',
  serviceEnded: 'Annotate Share has stopped',
  live: (count: number) => `${count} live`,
  preparing: (count: number) => `${count} getting ready`,
  paused: (count: number) => `${count} paused`,
  asleepCount: (count: number) => `${count} asleep`,
  peopleHere: (count: number) => (count === 0 ? 'nobody here' : `${counted(count, 'person', 'people')} here`),
  trouble: (title: string, what: string) => `${title}: ${what}`,

  here: (count: number) => (count === 0 ? 'nobody here' : `${count} here`),
  gettingReady: 'getting ready',
  isPaused: 'paused',
  isAsleep: 'asleep',
  isStopping: 'stopping',
  linkLost: 'The way out to the internet is lost and being opened again.',

  isReady: 'The link is ready.',
  isFailed: 'It is no longer shared.',
  linkChanged: 'The link has changed. Send people the new one.',
  isOver: 'It has ended, as you had set.',
  joined: (names: readonly string[]) => {
    const [first = '', second = '', ...others] = names;
    if (names.length <= 1) return `${first} is here.`;
    if (names.length === 2) return `${first} and ${second} are here.`;
    return `${first}, ${second} and ${counted(others.length, 'other', 'others')} are here.`;
  },
  muchNews: (count: number) => `${counted(count, 'piece', 'pieces')} of news`,

  settings: 'On this computer',
  saveReport: 'Save a report of what went wrong…',
  saveReportTitle: 'Save a report',
  reportSaved: 'The report is saved.',
  reportSavedDetail:
    'It holds versions and the last lines of the logs. Passwords, links, and the names of people, datasets and folders were taken out. It is plain text: read it before you send it to anybody.',
  setting: {
    openAtLogin: 'Open at login',
    notifications: 'Notifications',
    stayAwake: 'Stay awake while people are here',
    updates: 'Update by itself',
  },

  copyLink: 'Copy link',
  copyInviteText: 'Copy invite text',
  inviteText: ({ title, url, user }: { readonly title: string; readonly url: string; readonly user: string }) =>
    [
      `You can now look at “${title}” in your browser:`,
      url,
      '',
      `User: ${user}`,
      'I send you the password another way.',
      '',
      'It works in Chrome, Edge and Firefox, with nothing to install. Keep the link to yourself.',
    ].join('\n'),
  showQrCode: 'Show QR code',
  diffexp: 'Differential expression',
  annotations: 'Annotations',
  pause: 'Pause',
  resume: 'Resume',
  extend: 'Extend by 1 hour',
  endsAt: (time: string) => `Ends ${time}`,
  stop: 'Stop',
  remove: 'Remove from the list',
  showInWindow: 'Show in window',
  shareFile: 'Share a file…',
  recentDatasets: 'Recent datasets',
  missing: (title: string) => `${title} (moved)`,
  stopEverything: 'Stop everything',
  startAgain: 'Start again',
  openWindow: 'Open window',
  closeWindow: 'Close window',
  quit: 'Quit Annotate Share',
  edit: 'Edit',
  file: 'File',

  chooseTitle: 'Share a file',
  chooseButton: 'Check',
  datasetFiles: 'AnnData (.h5ad)',
  allFiles: 'All files',

  cancel: 'Cancel',
  ok: 'OK',
  askStop: (title: string) => `Stop sharing ${title}?`,
  askStopAll: 'Stop everything?',
  askQuit: 'Quit Annotate Share?',
  askWhilePeopleAreHere: (count: number) =>
    `${counted(count, 'person is', 'people are')} here. They lose the connection; everything that showed as saved is safe.`,
  couldNotStart: 'Annotate Share could not start.',
  pageEnded: 'The window has stopped by itself.',
  pageEndedDetail: 'What you share goes on, and nobody who looks at it notices.',
  showAgain: 'Show it again',
  close: 'Close the window',
  endedByItself: 'Annotate Share stopped by itself.',
  endedByItselfDetail:
    'What you shared is no longer reachable. Saved annotations are safe. Start it again, then share the datasets again from the list.',
};
