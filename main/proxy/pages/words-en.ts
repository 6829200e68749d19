/** Every sentence of the proxy's own pages in English. A page says nothing that is not here, whoever may read it. */
import type { Told } from '../../../contract/german/translate.ts';
import type { Offer } from '../ports.ts';
import type { Closed } from './closed.ts';

const number = new Intl.NumberFormat('en');
const seconds = new Intl.NumberFormat('en', { style: 'unit', unit: 'second', unitDisplay: 'long' });

const safe = 'Every label and gene set that showed as saved is safe.';
const tooOld = 'This page was open for too long, or this browser keeps no cookies. Try it once more.';

const doing: Record<Offer['state'], string> = {
  open: 'Nobody looking',
  asleep: 'Asleep, opens by itself',
  starting: 'Getting ready',
  paused: 'Paused by its owner',
  broken: 'Cannot be opened now',
};
const waiting: Record<Closed, { readonly heading: string; readonly text: string }> = {
  starting: {
    heading: 'Starting again…',
    text: 'The program that serves this dataset stopped and is being started again. This page goes on by itself, in about 5 seconds.',
  },
  opening: {
    heading: 'Getting ready…',
    text: 'This dataset is being opened. A large one takes a minute the first time. This page goes on by itself.',
  },
  paused: {
    heading: 'Paused by its owner',
    text: 'The person who shares this dataset has paused it. Your link stays the same, and this page goes on by itself when they resume.',
  },
  broken: {
    heading: 'Still not back',
    text: 'It could not be started again. The person who shares it has been told. Try again later, or write to them.',
  },
};
const termsTroubles: Record<'stale' | 'changed', string> = {
  stale: tooOld,
  changed: 'These terms were changed while you read them. This is how they are now.',
};

export const englishPages = {
  lang: 'en',
  told: <T extends Told>(told: T): T => told,
  footer: 'Shared with Annotate Share. Works with CELLxGENE Annotate.',
  tooOld,

  signIn: {
    title: 'Sign in',
    heading: 'Sign in to see the cells',
    withAccount: 'Use your user name and password.',
    withLink: 'Use the user name and password that came with your link.',
    withInstitute: (name: string) =>
      `Use your account of ${name}, or the user name and password that came with your link.`,
    user: 'User name',
    password: 'Password',
    button: 'Sign in',
    personal: 'If you were sent a personal link, open it again: it signs you in without a password.',
    safari:
      'Annotate draws best in Chrome, Edge or Firefox. In Safari some parts may not respond. You can sign in all the same.',
    elsewhere: (name: string) => `You are signed in as ${name}, and this link is none of your datasets.`,
    gallery: 'See your datasets',
    institute: (name: string) => `Sign in with ${name}`,
    instituteSilent: (name: string) => `${name} does not answer at the moment.`,
    instituteAnyway: (name: string) => `Sign in with ${name} all the same`,
    wrong:
      'That user name and password do not go together. Check for capital letters and spaces, or ask the person who sent the link.',
    wait: (count: number) => `Too many tries that did not fit. Wait ${seconds.format(count)}, then try again.`,
    putOut: 'You are not signed in any more: the person who shares this ended it, or your link has run out.',
    runOut: 'Your sign-in has run out. Sign in again to go on; your labels and gene sets are kept.',
    over: 'This session has ended. What you saved is kept: the person who shares it can open it again at the same address.',
    tooMany:
      'Your personal link was opened in more than ten browsers, so this one, which was idle longest, was signed out. Open your link again to come back.',
  },

  invite: {
    title: 'Open the cells',
    heading: 'You are invited to look at cells',
    lead: (name: string) =>
      `This link is for ${name} alone. It signs this browser in without a password; your labels and gene sets are the same in every browser in which you open it.`,
    instead: (name: string) => `This browser is signed in as ${name} now. That ends when you go on.`,
    button: (name: string) => `Open as ${name}`,
    deadTitle: 'This link opens nothing',
    deadHeading: 'This link does not open anything',
    deadLead:
      'It may have run out, been replaced, or been cut short on its way. Ask the person who sent it for a new one.',
  },

  nothing: {
    title: 'Nothing here',
    heading: 'There is nothing here',
    lead: 'Use the link you were sent.',
  },
  crossSite: {
    title: 'Not sent from here',
    heading: 'This was not sent from here',
    lead: 'Another page tried to do this for you. Open the link you were sent and do it there.',
  },

  signOut: {
    title: 'Sign out',
    heading: 'Sign out?',
    as: (name: string) => `You are signed in as ${name}.`,
    invited: 'Your labels and gene sets are kept: open your personal link again to come back to them.',
    guest:
      'After signing out this browser starts over as somebody new: annotations made here stay with the owner and do not come back with the next sign-in.',
    institute: 'Your labels and gene sets are kept: sign in again the same way to come back to them.',
    account:
      'This ends it for all datasets here. Your labels and gene sets are kept: sign in again to come back to them.',
    button: 'Sign out',
    everywhere: 'Sign out in all my browsers',
    inFrontHeading: 'You are signed in by the web server in front',
    inFrontLead: (name: string) =>
      `It says that you are ${name}, with each request, so signing out here would change nothing. Sign out where you signed in. If your browser asked for user name and password in a window of its own, close the whole browser: that ends it. Your labels and gene sets are kept, and are here again when you sign in by the same name.`,
  },

  institute: {
    title: 'Not signed in',
    heading: 'You are not signed in',
    again: 'Sign in again',
    other: 'Sign in in another way',
    outTitle: 'Signed out',
    outHeading: 'You are signed out here',
    outLead: (name: string) =>
      `${name} may still know this browser, and sign in again without a password. On a computer that others use, sign out there, too.`,
    outThere: (name: string) => `Sign out of ${name}`,
    back: 'Back to the sign-in page',
  },

  terms: {
    title: 'Before you look',
    as: (name: string) => `Signed in as ${name}`,
    contact: (contact: string) => `Contact: ${contact}`,
    agree: 'I have read this and will keep to it',
    accept: 'I accept',
    sees: 'Whoever shares this sees that you accepted, and when. While you look, they also see when and from which address you are here, when you compare groups of cells, and when you save.',
    accepted: 'You have accepted this.',
    goOn: 'Go to the cells',
    troubles: termsTroubles,
  },

  gallery: {
    title: 'Datasets',
    search: 'Search',
    searchLabel: 'Search datasets',
    searchHint: 'Title, group or cell type',
    empty:
      'There is no dataset for you here yet. Datasets appear when the person who runs this adds them to one of your groups.',
    found: (shown: number, search: string, total: number) => {
      const count = shown === 0 ? 'Nothing' : shown === 1 ? 'One dataset' : `${number.format(shown)} datasets`;
      return `${count} found for “${search}”, of ${number.format(total)}.`;
    },
    notOpened: 'Not opened yet',
    size: (cells: number, genes: number) => `${number.format(cells)} cells, ${number.format(genes)} genes`,
    doing: (state: Offer['state']) => doing[state],
    looking: (first: string, others: number) => {
      if (others === 0) return `${first} is looking`;
      return others === 1 ? `${first} and 1 other looking` : `${first} and ${number.format(others)} others looking`;
    },
  },

  waiting: {
    of: (closed: Closed) => waiting[closed],
    safe,
    again: 'Try again now',
  },
};

export type PageWords = typeof englishPages;
