/** The English sentences about people who come by an identity provider. */
export const enInstitute = {
  institute: {
    row: ({ name }: { name: string }) => `Anyone of ${name}`,
    open: 'Signs in there, and is a person of their own here',
    closed: 'Closed: nobody can come in this way',
    roleLabel: ({ name }: { name: string }) => `Role of anyone of ${name}`,
    close: 'Close',
    closeLabel: ({ name }: { name: string }) => `Close it to ${name}`,
    openAgain: 'Open again',
    openAgainLabel: ({ name }: { name: string }) => `Open it again to ${name}`,
    account: ({ account, seen }: { account: string | null; seen: string }) =>
      account === null ? `${seen}.` : `${account}. ${seen}.`,
    putOut: 'Put out',
    putOutLabel: ({ name }: { name: string }) => `Put out, not to come back: ${name}`,
    blocked: 'Put out, and may not come back. Annotations are kept.',
    letBack: 'Let back in',
    letBackLabel: ({ name }: { name: string }) => `Let back in: ${name}`,
  },
};
