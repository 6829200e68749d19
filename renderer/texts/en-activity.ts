/** The English sentences about who did what. What follows a name goes on with it: “Maria Okafor saved labels”. */
import type { AuditEntry } from '../../contract/audit.ts';
import { pluralsOf } from './plural.ts';

const plural = pluralsOf('en-GB');

const waysIn: Readonly<Record<string, string>> = {
  'general-link': 'signed in by the general link',
  invite: 'signed in by a personal link',
  program: 'signed in from a program',
  account: 'signed in with an account',
  oidc: 'signed in with the institute',
  'front-server': 'was signed in by the web server in front',
};
const notAllowed: Readonly<Record<string, string>> = {
  diffexp: 'was not allowed to run a differential expression',
  annotations: 'was not allowed to save labels or gene sets',
  expression: 'was not allowed to see expression values',
  terms: 'has to accept the terms first',
  'other-page': 'sent a form from another page, or too late, which was refused',
};
const tried: Readonly<Record<string, string>> = {
  password: 'A user name and password did not fit',
  institute: 'A sign-in with the institute was refused',
  link: 'A personal link did not open anything',
  program: 'A program’s user name and password did not fit',
};
const switches: Readonly<Record<string, string>> = {
  diffexp: 'differential expression',
  annotations: 'annotations',
  expression: 'expression values',
};
const roleNames: Readonly<Record<string, string>> = {
  viewer: 'a viewer',
  analyst: 'an analyst',
  annotator: 'an annotator',
};

/** `actor`: for languages in which “you” takes another verb. */
type Deed = Pick<AuditEntry, 'action' | 'subject' | 'value'> & { readonly actor?: AuditEntry['actor'] };

function did({ action, subject, value }: Deed): string {
  const about = subject ?? '';
  const role = roleNames[value ?? ''] ?? value ?? '';
  switch (action) {
    case 'signed-in':
      return waysIn[about] ?? 'signed in';
    case 'sign-in-refused':
      return tried[about] ?? 'Somebody was not let in';
    case 'signed-out':
      return 'signed out';
    case 'signed-out-everywhere':
      return 'signed out in all browsers';
    case 'opened-page':
      return 'opened the page';
    case 'ran-diffexp':
      return value === 'left'
        ? 'asked for a differential expression and did not wait for it'
        : 'ran a differential expression';
    case 'saved-labels':
      return 'saved labels';
    case 'saved-gene-sets':
      return 'saved gene sets';
    case 'refused':
      return notAllowed[about] ?? 'was refused something';
    case 'accepted-terms':
      return 'accepted the terms';
    case 'started-session':
      return 'shared this dataset';
    case 'stopped-session':
      return 'stopped sharing it';
    case 'paused-session':
      return 'paused it';
    case 'resumed-session':
      return 'resumed it';
    case 'switched-toggle':
      return `switched ${switches[about] ?? about} ${value ?? ''}`;
    case 'changed-hidden-columns':
      return value === null ? 'showed all columns again' : `hid the columns ${value}`;
    case 'changed-title':
      return `changed the title to “${value ?? ''}”`;
    case 'changed-general-role':
      return `made everybody with the general link ${role}`;
    case 'opened-general-link':
      return 'opened the general link';
    case 'closed-general-link':
      return 'closed the general link';
    case 'changed-tunnel':
      return about === 'none' ? 'closed the way to the internet' : `opened a way to the internet through ${about}`;
    case 'changed-session-end':
      return value === null ? 'took away when sharing ends' : 'changed when sharing ends';
    case 'changed-terms':
      return value === null ? 'took the data-use terms away' : 'changed the data-use terms';
    case 'made-invite':
      return `invited ${about} as ${role}`;
    case 'changed-invite-role':
      return `made ${about} ${role}`;
    case 'changed-invite-end':
      return value === null
        ? `let the invite of ${about} go on without an end`
        : `changed when the invite of ${about} ends`;
    case 'renamed-invite':
      return `renamed ${value ?? ''} to ${about}`;
    case 'renewed-invite':
      return `made a new link for ${about}`;
    case 'revoked-invite':
      return `revoked the invite of ${about}`;
    case 'restored-invite':
      return `took back that ${about} was revoked`;
    case 'signed-out-browser':
      return `signed out a browser of ${about}`;
    case 'changed-institute-role':
      return `made everybody of the institute ${role}`;
    case 'opened-institute':
      return 'let people of the institute in';
    case 'closed-institute':
      return 'closed it to people of the institute';
    case 'changed-person-role':
      return value === null ? `gave ${about} the role of the institute` : `made ${about} ${role}`;
    case 'blocked-person':
      return `put ${about} out, not to come back`;
    case 'let-back-person':
      return `let ${about} back in`;
    case 'gave-to-group':
      return `gave it to the group ${about}`;
    case 'took-from-group':
      return `took it from the group ${about}`;
    case 'removed-group':
      return `removed the group ${about}`;
    case 'set-member':
      return `made ${about} ${roleInGroup(value ?? '')}`;
    case 'removed-member':
      return `took ${about} out of the group ${value ?? ''}`;
    case 'set-account-password':
      return `changed the password of ${about}`;
    case 'signed-out-account':
      return `signed out all browsers of ${about}`;
    case 'removed-account':
      return `removed the account ${about}`;
    case 'imported-users':
      return plural(Number(value ?? 0), { one: 'imported one account', other: 'imported # accounts' });
  }
}

function roleInGroup(value: string): string {
  const [role = '', ...group] = value.split(' ');
  return `${roleNames[role] ?? role} in the group ${group.join(' ')}`;
}

export const enActivity = {
  activity: {
    tab: 'Activity',
    did,
    you: 'You',
    somebody: 'Somebody',
    show: 'Show',
    person: 'Person',
    kinds: {
      everything: 'Everything',
      comings: 'Sign-ins and pages',
      refusals: 'Refusals',
      diffexp: 'Differential expression',
      saves: 'Saves',
      yours: 'Changes by you',
    },
    everyone: 'Everyone',
    strangers: 'Not signed in',
    today: 'Today',
    yesterday: 'Yesterday',
    times: (gaps: { count: number; until: string }) =>
      plural(gaps.count, { one: 'once', other: `# times, the last at ${gaps.until}` }),
    from: ({ address }: { address: string }) => `from ${address}`,
    notKept: 'Nothing is kept: the record is switched off. Turn it on under Settings.',
    none: 'Nothing yet. Who comes, what they run and save, and what you change is written here.',
    noneShown: 'Nothing of this among what is shown so far.',
    older: 'Load older',
    csv: 'Export CSV',
    json: 'Export JSON',
    fileName: ({ title }: { title: string }) => `Activity of ${title}`,
    failed: ({ reason }: { reason: string }) => `The activity could not be loaded. ${reason}`,
    note: 'Kept on this computer only. Wrong passwords are counted, never written down.',
    loading: 'Activity',
  },
};
