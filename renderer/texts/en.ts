/** Every sentence of the page in English: whole sentences with named gaps, so that another language can order its words freely. */
import type { Told } from '../../contract/german/translate.ts';
import { enActivity } from './en-activity.ts';
import { enDataUse } from './en-data-use.ts';
import { enElsewhere } from './en-elsewhere.ts';
import { enGroups } from './en-groups.ts';
import { enHiding } from './en-hiding.ts';
import { enNetwork } from './en-network.ts';
import { enInstitute } from './en-institute.ts';
import { enPeople } from './en-people.ts';
import { englishLocale, enSession } from './en-session.ts';
import { enMending } from './en-mending.ts';
import { enPreflight } from './en-preflight.ts';
import { enSettings } from './en-settings.ts';
import { enTrouble } from './en-trouble.ts';
import { enUntil } from './en-until.ts';
import { enWays } from './en-ways.ts';

export const en = {
  locale: englishLocale,
  product: 'Annotate Share',

  /** What the service says ready-made: failures, remarks and problems; and a sentence of its own, such as what a step is doing. */
  service: {
    told: <T extends Told>(told: T): T => told,
    sentence: (sentence: string): string => sentence,
  },

  common: {
    cancel: 'Cancel',
    done: 'Done',
    copied: 'Copied',
    notCopied: 'Not copied',
    tryAgain: 'Try again',
    chooseAnother: 'Choose another file…',
    unknown: '–',
    chooseFile: 'Choose a file…',
    noFile: 'No file chosen',
    notAnswered: 'Annotate Share did not answer, so nothing was changed.',
  },

  connection: {
    lost: 'Connection to Annotate Share lost, trying again…',
    noKeyTitle: 'This page needs its key',
    noKey: 'Annotate Share gives each start a new key, and this page has none or an old one.',
    noKeyWhat: 'Open the page from the tray icon, or by the address that annotate-share printed when it started.',
    incompatibleTitle: 'This page and Annotate Share are of different versions',
    incompatible: 'Annotate Share was updated while this page was open. Nothing is wrong with your sessions.',
    reload: 'Load the page again',
  },

  ...enSession,
  ...enPeople,
  ...enInstitute,
  ...enActivity,
  ...enElsewhere,
  ...enGroups,
  ...enHiding,
  ...enNetwork,
  ...enDataUse,
  ...enMending,
  ...enPreflight,
  ...enSettings,
  ...enTrouble,
  ...enUntil,
  ...enWays,

  home: {
    title: 'Share a single-cell dataset from this computer',
    intro:
      'Choose an .h5ad file and Annotate Share opens it in CELLxGENE Annotate, here on this computer. Your collaborators follow a link, sign in and explore the cells in their browser, with nothing to install. Your file is only read, never changed, and the link works until you stop it.',
    drop: 'Drop an .h5ad file here',
    dropHint: 'It is checked first. Nothing is shared yet.',
    choose: 'Choose a file…',
    letGo: 'Let go to check the file',
    letGoHint: 'Nothing is shared yet.',
    several: 'One file at a time',
    severalHint: 'A session shares one dataset. Drop a single .h5ad file.',
    browserDrop: 'A browser does not tell a page where a file is',
    browserDropHint: 'Type or paste the path of the file instead.',
    placeUnknown: ({ name }: { name: string }) =>
      `A browser does not tell a page where ${name} is. Type or paste its path instead.`,
    pathLabel: 'Path of an .h5ad file on the computer that runs Annotate Share, or its address',
    pathExample: '/home/you/data/cells.h5ad',
    pathCheck: 'Check the file',
    pathHint:
      'An address is one such as https://lab.example/cells.h5ad or s3://bucket/cells.h5ad. It is checked first; nothing is shared yet.',
    pathEmpty: 'Type or paste the path or the address of an .h5ad file.',
    exampleOffer: 'No file at hand? Try it with 700 blood cells.',
    exampleButton: 'Try the example…',
  },

  recents: {
    title: 'Recent',
    shared: ({ fileName, when }: { fileName: string; when: string }) => `${fileName}, shared ${when}`,
    sharedWithSize: ({ fileName, size, when }: { fileName: string; size: string; when: string }) =>
      `${fileName}, ${size}, shared ${when}`,
    today: ({ time }: { time: string }) => `today at ${time}`,
    on: ({ day }: { day: string }) => `on ${day}`,
    missing: ({ fileName }: { fileName: string }) => `${fileName} was moved or deleted. Its annotations are safe.`,
    shareAgain: 'Share again',
    shareAgainLabel: ({ title }: { title: string }) => `Share again: ${title}`,
    remove: 'Remove',
    removeLabel: ({ title }: { title: string }) => `Remove ${title} from this list`,
  },

  library: {
    title: 'In the folder',
    share: 'Share…',
    shareLabel: ({ title }: { title: string }) => `Share… ${title}`,
    more: ({ count }: { count: number }) => `And ${count} more: give the path of one above to share it.`,
  },

  example: {
    title: 'Share the example?',
    text: 'The example is 700 blood cells with an embedding and cell types. It is fetched once, then shared on this computer only: nobody else can reach it.',
    share: 'Share the example',
  },

  check: {
    heading: 'Check before sharing',
    back: 'Back',
    checking: ({ name }: { name: string }) => `Checking ${name}`,
    titleLabel: 'Title',
    titleHint: 'Your collaborators see it.',
    titleMissing: 'Give it a title.',
    file: 'File',
    folder: 'Folder',
    size: 'Size',
    reveal: 'Show in folder',
    untouched: 'Your file is only read, never changed.',
    before: 'Before you share',
    reachLegend: 'Who can reach it',
    capsLegend: 'What people may do',
    share: 'Share',
    sharing: 'Sharing…',
    alreadyShared: 'This dataset is being shared already.',
    alreadySharedHint: 'A second session of it would only take memory: its link can be used by everybody.',
    goToSession: 'Go to its session',
    cannotCheck: 'The file could not be checked',
    notStarted: ({ reason }: { reason: string }) => `Not shared. ${reason}`,
    errorMeans: 'It cannot be shared as it is. The file was only read; nothing was changed.',
  },

  sidebar: {
    heading: 'Sessions',
    share: 'Share a dataset…',
    none: 'No sessions',
    sub: {
      preparing: 'Preparing',
      preparingAt: ({ percent }: { percent: string }) => `Preparing, ${percent}`,
      failedFirst: 'Not started',
      failed: 'Stopped by an error',
      publicLost: 'The public link was lost',
      publicFailed: 'The public link is not open',
    },
  },

  appearance: {
    legend: 'Light or dark',
    system: 'Like the system',
    light: 'Light',
    dark: 'Dark',
  },

  language: {
    legend: 'Language',
    system: 'Like the system',
    /** Each by its own name, so that whoever does not read this one finds theirs. */
    en: 'English',
    de: 'Deutsch',
  },

  say: {
    joined: ({ who, title }: { who: string; title: string }) => `${who} is looking at ${title}`,
    left: ({ who, title }: { who: string; title: string }) => `${who} left ${title}`,
    ready: ({ title }: { title: string }) => `${title} is ready to share`,
    failed: ({ title }: { title: string }) => `${title} failed`,
    linkChanged: ({ title }: { title: string }) => `The public link of ${title} changed`,
    stopped: ({ title }: { title: string }) => `${title} is no longer shared`,
  },
};
