/** The English sentences about invited people, their links and their browsers. */
import type { Role } from '../../contract/session.ts';
import { pluralsOf } from './plural.ts';

const plural = pluralsOf('en-GB');

export const enPeople = {
  invites: {
    intro:
      'An invite is a personal link: no password, one role, the same annotations in every browser. It can be revoked alone.',
    add: 'Invite someone…',
    roleOf: ({ name }: { name: string }) => `Role of ${name}`,
    copyLink: 'Copy link',
    copyLinkOf: ({ name }: { name: string }) => `Copy the link of ${name}`,
    linkCopied: ({ name }: { name: string }) => `Link of ${name} copied`,
    showLink: ({ name }: { name: string }) => `Link and QR code of ${name}`,
    revoke: 'Revoke',
    revokeLabel: ({ name }: { name: string }) => `Revoke the invite of ${name}`,
    undo: 'Undo',
    undoLabel: ({ name }: { name: string }) => `Undo: ${name} was revoked`,
    again: 'Invite again',
    againLabel: ({ name }: { name: string }) => `Invite again: ${name}`,
    extend: 'Extend…',
    extendLabel: ({ name }: { name: string }) => `Extend the invite of ${name}`,
    waiting: 'Invited, not opened yet.',
    until: ({ when }: { when: string }) => `Ends ${when}.`,
    expired: ({ when }: { when: string }) => `Ended ${when}. Annotations are kept.`,
    revoked: 'Revoked. Annotations are kept.',
    never: 'never',
    browsers: (gaps: { count: number }) => plural(gaps.count, { one: '# browser', other: '# browsers' }),
    browsersLabel: (gaps: { name: string; count: number }) =>
      `${plural(gaps.count, { one: '# browser', other: '# browsers' })} of ${gaps.name}`,
    browsersOf: ({ name }: { name: string }) => `Browsers of ${name}`,
    browser: ({ browser, address }: { browser: string; address: string }) => `${browser}, ${address}`,
    browserSeen: ({ since, seen }: { since: string; seen: string }) => `signed in ${since}, last seen ${seen}`,
    signOut: 'Sign out',
    signOutLabel: ({ name, browser }: { name: string; browser: string }) => `Sign out ${name} in ${browser}`,
    refused: ({ reason }: { reason: string }) => `It stays as it was. ${reason}`,

    title: 'Invite someone',
    name: 'Name',
    nameHint: 'Shown in People, on their page, and used to name the folder of their annotations.',
    nameMissing: 'Say who it is for.',
    role: 'Role',
    roleSays: (gaps: { role: Role }) => {
      const sentences: Record<Role, string> = {
        viewer: 'Looks at cells and genes.',
        analyst: 'Also runs differential expression.',
        annotator: 'Also labels cells and keeps gene sets.',
      };
      return sentences[gaps.role];
    },
    ends: 'Ends',
    endsIn: (gaps: { days: number }) => plural(gaps.days, { one: 'In # day', other: 'In # days' }),
    endsNot: 'Not by itself',
    endsOn: 'On a date…',
    endsDate: 'Last day',
    endsPast: 'Choose a day that is not over.',
    endsNow: ({ when }: { when: string }) => `As it is: ${when}`,
    make: 'Make the link',
    notMade: ({ reason }: { reason: string }) => `No link was made. ${reason}`,

    linkTitle: ({ name }: { name: string }) => `Link for ${name}`,
    linkSays: ({ name }: { name: string }) =>
      `Send it to ${name} alone: whoever has it can come in as ${name}. It opens a page with one button, in up to ten browsers.`,
    onlyHere: 'This link works on this computer only, as the session does. Change who can reach it before you send it.',
    qr: ({ name }: { name: string }) => `QR code of the link for ${name}`,
    renew: 'Renew link…',

    renewTitle: ({ name }: { name: string }) => `A new link for ${name}?`,
    renewSays: 'The old link stops working at once. Annotations stay with the person.',
    renewSignOut: (gaps: { count: number }) =>
      plural(gaps.count, {
        one: 'Also sign out the browser that is in',
        other: 'Also sign out the # browsers that are in',
      }),
    renewConfirm: 'Make a new link',
    renewKeep: 'Keep the old one',
  },
};
