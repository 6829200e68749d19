/** The German sentences about invited people, their links and their browsers. */
import type { Role } from '../../contract/session.ts';
import { plural } from './de-locale.ts';
import type { enPeople } from './en-people.ts';

const mayDo: Record<Role, string> = {
  viewer: 'Sieht sich Zellen und Gene an.',
  analyst: 'Berechnet auch differentielle Expression.',
  annotator: 'Labelt auch Zellen und legt Genlisten an.',
};

/** „Firefox auf Windows“: the service says it in English. */
function browserInGerman(name: string): string {
  return name
    .replace(/^Another browser$/, 'Ein anderer Browser')
    .replace(/^A browser/, 'Ein Browser')
    .replace(' on ', ' auf ');
}

export const dePeople: typeof enPeople = {
  invites: {
    intro:
      'Eine Einladung ist ein persönlicher Link: kein Passwort, eine Rolle, dieselben Annotationen in jedem Browser. Sie lässt sich einzeln widerrufen.',
    add: 'Jemanden einladen…',
    roleOf: ({ name }) => `Rolle von ${name}`,
    copyLink: 'Link kopieren',
    copyLinkOf: ({ name }) => `Link von ${name} kopieren`,
    linkCopied: ({ name }) => `Link von ${name} kopiert`,
    showLink: ({ name }) => `Link und QR-Code von ${name}`,
    revoke: 'Widerrufen',
    revokeLabel: ({ name }) => `Einladung von ${name} widerrufen`,
    undo: 'Rückgängig',
    undoLabel: ({ name }) => `Rückgängig: Einladung von ${name} wurde widerrufen`,
    again: 'Wieder einladen',
    againLabel: ({ name }) => `Wieder einladen: ${name}`,
    extend: 'Verlängern…',
    extendLabel: ({ name }) => `Einladung von ${name} verlängern`,
    waiting: 'Eingeladen, noch nicht geöffnet.',
    until: ({ when }) => `Ende: ${when}.`,
    expired: ({ when }) => `Abgelaufen: ${when}. Annotationen bleiben erhalten.`,
    revoked: 'Widerrufen. Annotationen bleiben erhalten.',
    never: 'nie',
    browsers: ({ count }) => plural(count, { one: '1 Browser', other: '# Browser' }),
    browsersLabel: ({ name, count }) => plural(count, { one: `1 Browser von ${name}`, other: `# Browser von ${name}` }),
    browsersOf: ({ name }) => `Browser von ${name}`,
    browser: ({ browser, address }) => `${browserInGerman(browser)}, ${address}`,
    browserSeen: ({ since, seen }) => `angemeldet seit ${since}, zuletzt gesehen: ${seen}`,
    signOut: 'Abmelden',
    signOutLabel: ({ name, browser }) => `${name} in ${browserInGerman(browser)} abmelden`,
    refused: ({ reason }) => `Es bleibt, wie es war. ${reason}`,

    title: 'Jemanden einladen',
    name: 'Name',
    nameHint:
      'Steht unter „Personen“ und auf der Seite der Person; nach ihm heißt auch der Ordner mit ihren Annotationen.',
    nameMissing: 'Schreiben Sie, für wen die Einladung ist.',
    role: 'Rolle',
    roleSays: ({ role }) => mayDo[role],
    ends: 'Endet',
    endsIn: ({ days }) => plural(days, { one: 'In # Tag', other: 'In # Tagen' }),
    endsNot: 'Nicht von selbst',
    endsOn: 'An einem Datum…',
    endsDate: 'Letzter Tag',
    endsPast: 'Wählen Sie einen Tag, der noch nicht vorbei ist.',
    endsNow: ({ when }) => `Wie bisher: ${when}`,
    make: 'Link erstellen',
    notMade: ({ reason }) => `Es wurde kein Link erstellt. ${reason}`,

    linkTitle: ({ name }) => `Link für ${name}`,
    linkSays: ({ name }) =>
      `Schicken Sie ihn nur an ${name}: Wer ihn hat, kann als ${name} hereinkommen. Er öffnet eine Seite mit einem Knopf, in bis zu zehn Browsern.`,
    onlyHere:
      'Dieser Link gilt nur auf diesem Computer, wie die Sitzung selbst. Ändern Sie, wer sie erreicht, bevor Sie ihn verschicken.',
    qr: ({ name }) => `QR-Code des Links für ${name}`,
    renew: 'Link erneuern…',

    renewTitle: ({ name }) => `Ein neuer Link für ${name}?`,
    renewSays: 'Der alte Link gilt sofort nicht mehr. Annotationen bleiben bei der Person.',
    renewSignOut: ({ count }) =>
      plural(count, {
        one: 'Auch den angemeldeten Browser abmelden',
        other: 'Auch die # angemeldeten Browser abmelden',
      }),
    renewConfirm: 'Neuen Link erstellen',
    renewKeep: 'Alten Link behalten',
  },
};
