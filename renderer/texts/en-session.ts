/** The English sentences of a session: on its way to live, while people look, and when it is over. */
import type { Role, StepName } from '../../contract/session.ts';
import { pluralsOf } from './plural.ts';

export const englishLocale = 'en-GB';
const plural = pluralsOf(englishLocale);

export const enSession = {
  reach: {
    computer: 'This computer',
    network: 'This network',
    internet: 'The internet',
    computerSays: 'Only you, in a browser on this computer. Nothing leaves it.',
    networkSays: 'Anyone on the same network who can reach this computer, has the link and can sign in.',
    internetSays:
      'Anyone who has the link and can sign in. By most ways a company or relay could read along; you choose the way next.',
    publicTitle: 'Make this session reachable from the internet?',
    publicText: 'Anyone who has the link and can sign in could look at it, and download its values gene by gene.',
    goPublic: 'Go public',
    stayPrivate: 'Stay on this computer',
    legend: 'Who can reach this session',
    change: 'Change…',
    leavePublic: 'Close the way to the internet',
    leaveSays: (gaps: { here: number }) =>
      gaps.here === 0
        ? 'The public link stops working at once, and a later one may be another.'
        : plural(gaps.here, {
            one: 'The public link stops working at once, and a later one may be another. # person is here now.',
            other: 'The public link stops working at once, and a later one may be another. # people are here now.',
          }),
    onComputer: 'Reachable on this computer only',
    onNetwork: 'Reachable on this network',
    opening: 'Opening the way to the internet…',
    openingSays: 'It takes a few seconds. The link on this computer works already.',
    upSince: ({ since }: { since: string }) => `Reachable from the internet since ${since}`,
    up: 'Reachable from the internet',
    lost: 'The way to the internet was lost',
    lostSays: 'It is being opened again. The link on this computer still works.',
    failed: 'The way to the internet is not open',
    failedSays: 'The link on this computer still works.',
    openAgain: 'Open again',
    stopOpening: 'Cancel',
    relayAsks:
      'On a first visit it asks people for a “tunnel password”, which loca.lt/mytunnelpassword shows on this computer.',
    stateReady: 'ready',
    stateOff: 'asks you first',
    stateOpening: 'opening',
    stateUp: 'open',
    stateLost: 'lost, opening again',
    stateFailed: 'could not be opened',
    refused: ({ reason }: { reason: string }) => `Not changed. ${reason}`,
  },

  caps: {
    atOnce: 'A change holds at once, for everyone.',
    diffexp: 'Differential expression',
    annotations: 'Annotations',
    diffexpOn: 'Compare two groups of cells. Runs on this computer.',
    diffexpOff: 'Nobody can compare groups of cells now.',
    annotationsOn: 'Label cells and keep gene sets. Each person has their own.',
    annotationsOff: 'Nobody can label cells now. Earlier labels are kept.',
    refused: ({ reason }: { reason: string }) => `It stays as it was. ${reason}`,
  },

  roles: {
    name: (gaps: { role: Role }) => {
      const names: Record<Role, string> = { viewer: 'Viewer', analyst: 'Analyst', annotator: 'Annotator' };
      return names[gaps.role];
    },
    capped: (gaps: { role: string; off: readonly ('diffexp' | 'annotations')[] }) => {
      const [first, second] = gaps.off;
      if (first === undefined) return gaps.role;
      if (second !== undefined) return `${gaps.role}, differential expression and annotations are off`;
      return first === 'diffexp' ? `${gaps.role}, differential expression is off` : `${gaps.role}, annotations are off`;
    },
    general: 'People with this link are',
    generalLabel: 'Role of people with the general link',
    closed: 'Nobody new can sign in: the general link is closed.',
    closedOpen: 'Open it again',
  },

  sleep: {
    legend: 'When nobody looks',
    what: 'When nobody looks, it goes to sleep',
    says: 'Its memory is given back. The link keeps working: the next visit wakes it within a second or so.',
    neverSays: 'It stays ready and keeps its memory.',
    label: 'When it goes to sleep',
    after: (gaps: { minutes: number }) =>
      gaps.minutes >= 60 && gaps.minutes % 60 === 0
        ? plural(gaps.minutes / 60, { one: 'After # hour', other: 'After # hours' })
        : plural(gaps.minutes, { one: 'After # minute', other: 'After # minutes' }),
    never: 'Never',
  },

  preparing: {
    left: ({ time }: { time: string }) => `about ${time} left`,
    title: ({ title }: { title: string }) => `Getting ${title} ready`,
    first:
      'The first time takes longest, because Annotate is set up on this computer. From then on a dataset opens in seconds.',
    again: 'This takes a few seconds. The link comes as soon as people can load it.',
    steps: 'Steps',
    step: (gaps: { step: StepName; state: 'todo' | 'running' | 'done' | 'failed' }) => {
      const sentences: Record<StepName, Record<'todo' | 'running' | 'done' | 'failed', string>> = {
        download: {
          todo: 'Download the file',
          running: 'Downloading the file',
          done: 'Downloaded the file',
          failed: 'The file was not downloaded',
        },
        check: {
          todo: 'Check the file',
          running: 'Checking the file',
          done: 'Checked the file',
          failed: 'The file was not checked',
        },
        environment: {
          todo: 'Set up Annotate',
          running: 'Setting up Annotate',
          done: 'Annotate is set up',
          failed: 'Annotate was not set up',
        },
        start: {
          todo: 'Start Annotate with your dataset',
          running: 'Starting Annotate with your dataset',
          done: 'Started Annotate',
          failed: 'Annotate did not start',
        },
        tunnel: {
          todo: 'Open the way to the internet',
          running: 'Opening the way to the internet',
          done: 'Opened the way to the internet',
          failed: 'The way to the internet was not opened',
        },
      };
      return sentences[gaps.step][gaps.state];
    },
    progress: ({ step, percent }: { step: string; percent: string }) => `${step}, ${percent}`,
    cancel: 'Cancel sharing',
    close: 'Close this window',
    closeSafe: 'Closing is safe: it goes on in the tray and tells you when the link is ready.',
  },

  session: {
    parts: 'Parts of this session',
    overview: 'Overview',
    people: 'People',
    open: 'Open',
    openLabel: ({ title }: { title: string }) => `Open ${title} in a browser`,
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop',
    live: 'Live',
    since: ({ time }: { time: string }) => `since ${time}`,
    facts: ({ cells, genes }: { cells: string; genes: string }) => `${cells} cells, ${genes} genes`,
    startingAgain: 'Starting again',
    stopping: 'Stopping',
    paused: 'Paused',
    asleep: 'Asleep',
    preparing: 'Preparing',
    failed: 'Failed',
    stopped: 'Stopped',
    needsYou: 'Live, needs you',
    pausedBanner: 'You paused this session.',
    pausedBannerSays: 'People with the link see that. Its memory was given back, and the link stays the same.',
    asleepBanner: 'Nobody has looked for a while, so its memory was given back.',
    asleepBannerSays: 'The link still works: the next visit wakes it.',
    storeBanner: 'Building the matrix store.',
    storeBannerSays: 'People can work already. Differential expression and single genes get faster when it is done.',
    restartingBanner: 'Annotate is starting again with this dataset.',
    restartingBannerSays: 'People see that for a few seconds and go on by themselves. The link stays the same.',
    noticeSince: ({ time }: { time: string }) => `Since ${time}.`,
    notStopped: ({ reason }: { reason: string }) => `Not stopped. ${reason}`,
    notPaused: ({ reason }: { reason: string }) => `Not changed. ${reason}`,
  },

  link: {
    heading: 'Link',
    copy: 'Copy link',
    copiedSpoken: 'Link copied',
    opening: 'Opening the public link…',
    none: 'The link is not known yet',
    also: 'On this computer',
    alsoCopy: 'Copy the link for this computer',
    user: 'User',
    copyUser: 'Copy user',
    password: 'Password',
    showPassword: 'Show password',
    copyPassword: 'Copy password',
    userCopied: 'User copied',
    passwordCopied: 'Password copied',
    notCopied: 'It could not be copied. Select it and copy it with the keyboard.',
    qr: 'QR code',
    email: 'E-mail text…',
  },

  qr: {
    picture: 'QR code of the link',
    text: "Point a phone's or tablet's camera at it. It asks for the user and password.",
    onlyHere:
      'This link works on this computer only: a phone cannot open it until you make the session reachable from the internet.',
    failed: ({ reason }: { reason: string }) => `The QR code could not be made. ${reason}`,
  },

  email: {
    title: 'E-mail text',
    withPassword: 'Put the password in the same e-mail (less safe)',
    open: 'Open in mail program',
    copy: 'Copy text',
    copiedSpoken: 'Text copied',
    onlyHere: 'This link works on this computer only. Make the session reachable from the internet before you send it.',
    subject: ({ title }: { title: string }) => `Dataset to look at: ${title}`,
    body: (gaps: {
      title: string;
      cells: string | null;
      url: string;
      user: string;
      password: string | null;
      /** What is shown on a first visit before us. */
      first: string | null;
    }) =>
      [
        'Hello,',
        '',
        gaps.cells === null
          ? `you can now look at “${gaps.title}” in your browser:`
          : `you can now look at “${gaps.title}” (${gaps.cells} cells) in your browser:`,
        gaps.url,
        '',
        `User: ${gaps.user}`,
        gaps.password === null ? 'I send you the password another way.' : `Password: ${gaps.password}`,
        ...(gaps.first === null ? [] : ['', gaps.first]),
        '',
        'It works in Chrome, Edge and Firefox, with nothing to install. Keep the link to yourself.',
      ].join('\n'),
  },

  people: {
    hereNow: 'Here now',
    nobodyYet: 'Nobody yet. Send the link with user and password to your collaborators.',
    nobodyNow: ({ name, when }: { name: string; when: string }) => `Nobody. Last here: ${name}, ${when}.`,
    here: ({ role, when }: { role: string; when: string }) => `${role}, here since ${when}`,
    program: ({ role }: { role: string }) => `${role}, a program`,
    more: (gaps: { count: number }) => plural(gaps.count, { one: 'and # more', other: 'and # more' }),
    hereCount: (gaps: { count: number }) => plural(gaps.count, { one: '# person here', other: '# people here' }),
    nobodyHere: 'Nobody here',
    table: 'People of this session',
    person: 'Person',
    role: 'Role',
    lastSeen: 'Last seen',
    requests: 'Requests',
    sent: 'Sent',
    total: (gaps: { requests: number; bytes: string }) =>
      plural(gaps.requests, { one: `# request, ${gaps.bytes} sent`, other: `# requests, ${gaps.bytes} sent` }),
    actions: 'Actions',
    now: 'here now',
    firstSeen: ({ when }: { when: string }) => `First seen ${when}`,
    byProgram: ({ when }: { when: string }) => `A program, first seen ${when}`,
    guest: 'Each browser that signs in by the general link is a guest of its own, with annotations of its own.',
    general: 'Anyone with the general link',
    generalOpen: ({ user }: { user: string }) => `User ${user} and its password`,
    generalClosed: 'Closed: nobody can sign in by it',
    close: 'Close',
    closeLabel: 'Close the general link',
    openAgain: 'Open again',
    openAgainLabel: 'Open again: the general link',
  },

  gauges: {
    heading: 'What this session uses',
    memory: 'Memory',
    memorySays: 'taken by Annotate',
    memoryFree: ({ free }: { free: string }) => `${free} free`,
    memoryAmber: ({ short }: { short: boolean }): string => (short ? 'comparisons wait' : 'nearly all used'),
    processor: 'Processor',
    processorSays: 'of one core',
    processorCores: ({ busy, cores }: { busy: string; cores: number }) =>
      plural(cores, { one: `${busy} of # core`, other: `${busy} of # cores` }),
    processorAmber: 'nearly all busy',
    hints: {
      memoryShort: 'Memory is short: new comparisons are held back until there is more. Looking around still works.',
      memory: 'Programs on this computer use more than 85% of its memory. Close some before comparisons are held back.',
      processor: 'This session keeps more than 85% of the processor busy: comparisons take longer.',
      queue: 'Comparisons wait for their turn. Looking around does not.',
    },
    queue: 'Queue',
    queueSays: (gaps: { waiting: number; computing: number; refused: number }) => {
      const now =
        gaps.computing === 0 && gaps.waiting === 0
          ? 'nobody waits'
          : plural(gaps.computing, { one: '# runs', other: '# run' });
      return gaps.refused === 0 ? now : `${now}, ${plural(gaps.refused, { one: '# refused', other: '# refused' })}`;
    },
    sent: 'Sent',
    sentSays: 'since it was shared',
    cache: 'Cache',
    cacheSays: ({ share }: { share: string }) => `${share} of answers`,
    cacheUnused: 'no answers yet',
  },

  stop: {
    title: ({ title }: { title: string }) => `Stop sharing ${title}?`,
    text: (gaps: { here: number }) =>
      plural(gaps.here, {
        one: '# person is here. The link stops working at once; what they saved stays on this computer.',
        other: '# people are here. The link stops working at once; what they saved stays on this computer.',
      }),
    confirm: 'Stop sharing',
    keep: 'Keep sharing',
    everything: 'Stop everything',
    everythingTitle: 'Stop all sessions?',
    everythingText: (gaps: { here: number }) =>
      plural(gaps.here, {
        one: '# person is here. All links stop working at once; what they saved stays on this computer.',
        other: '# people are here. All links stop working at once; what they saved stays on this computer.',
      }),
  },

  over: {
    title: ({ title }: { title: string }) => `${title} is no longer shared`,
    text: 'Its link no longer works. What people saved stays on this computer, and the file was not changed.',
    again: 'Share again',
    other: 'Share another dataset…',
    remove: 'Remove from the list',
    unknownTitle: 'This session is over',
    unknownText: 'Its link no longer works. What people saved stays on this computer.',
  },
};
