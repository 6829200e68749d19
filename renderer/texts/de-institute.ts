/** The German sentences about people who come by an identity provider. */
import type { enInstitute } from './en-institute.ts';

export const deInstitute: typeof enInstitute = {
  institute: {
    row: ({ name }) => `Alle von ${name}`,
    open: 'Melden sich dort an und sind hier jeweils eine eigene Person',
    closed: 'Geschlossen: Auf diesem Weg kommt niemand herein',
    roleLabel: ({ name }) => `Rolle aller von ${name}`,
    close: 'Schließen',
    closeLabel: ({ name }) => `Schließen für ${name}`,
    openAgain: 'Wieder öffnen',
    openAgainLabel: ({ name }) => `Wieder öffnen für ${name}`,
    account: ({ account, seen }) => (account === null ? `${seen}.` : `${account}. ${seen}.`),
    putOut: 'Ausschließen',
    putOutLabel: ({ name }) => `Ausschließen, ohne Rückkehr: ${name}`,
    blocked: 'Ausgeschlossen, darf nicht zurückkommen. Annotationen bleiben erhalten.',
    letBack: 'Wieder einlassen',
    letBackLabel: ({ name }) => `Wieder einlassen: ${name}`,
  },
};
