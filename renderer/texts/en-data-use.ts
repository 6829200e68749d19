/** The English sentences about what people have to accept before they look. */
import { pluralsOf } from './plural.ts';

const plural = pluralsOf('en-GB');

export const enDataUse = {
  dataUse: {
    heading: 'Data use',
    off: 'Nobody has to accept anything before they look.',
    on: ({ title }: { title: string }) => `Before they see anything, people accept “${title}”.`,
    accepted: (gaps: { count: number; of: number }) =>
      plural(gaps.count, {
        one: `# of ${gaps.of} people has accepted it.`,
        other: `# of ${gaps.of} people have accepted it.`,
      }),
    ask: 'Ask for an agreement…',
    change: 'Change…',
    export: 'Export who accepted',
    exportFile: ({ title }: { title: string }) => `Who accepted the terms of ${title}`,
    notExported: ({ reason }: { reason: string }) => `The list could not be loaded. ${reason}`,
    acceptedOn: ({ when }: { when: string }) => `Accepted the terms ${when}`,
    notAccepted: 'Has not accepted the terms',

    title: 'What people accept',
    says: 'It is shown after signing in, with a button to accept. Nothing of the dataset is shown before, not even to programs.',
    headingLabel: 'Heading',
    headingUsual: 'Before you look',
    contact: 'Contact',
    contactHint: 'Whom to write to. May stay empty.',
    terms: 'Terms',
    termsHint: 'Markdown: “- ” begins a point, **bold**, [text](https://…) is a link.',
    missing: 'Write what people accept.',
    again: 'Whoever accepted the present terms is asked again.',
    save: 'Ask for this',
    remove: 'Ask nothing any more',
    notSaved: ({ reason }: { reason: string }) => `Nothing was changed. ${reason}`,
  },
};
