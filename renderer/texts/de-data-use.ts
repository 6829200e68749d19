/** The German sentences about what people have to accept before they look. */
import { plural } from './de-locale.ts';
import type { enDataUse } from './en-data-use.ts';

export const deDataUse: typeof enDataUse = {
  dataUse: {
    heading: 'Datennutzung',
    off: 'Niemand muss vor dem Ansehen etwas akzeptieren.',
    on: ({ title }) => `Bevor jemand etwas sieht, wird „${title}“ akzeptiert.`,
    accepted: ({ count, of }) =>
      plural(count, {
        one: `# von ${of} Personen hat es akzeptiert.`,
        other: `# von ${of} Personen haben es akzeptiert.`,
      }),
    ask: 'Zustimmung verlangen…',
    change: 'Ändern…',
    export: 'Exportieren, wer akzeptiert hat',
    exportFile: ({ title }) => `Wer die Bedingungen von ${title} akzeptiert hat`,
    notExported: ({ reason }) => `Die Liste konnte nicht geladen werden. ${reason}`,
    acceptedOn: ({ when }) => `Bedingungen akzeptiert: ${when}`,
    notAccepted: 'Hat die Bedingungen nicht akzeptiert',

    title: 'Was zu akzeptieren ist',
    says: 'Es erscheint nach der Anmeldung, mit einem Knopf zum Akzeptieren. Vorher ist nichts vom Datensatz zu sehen, auch nicht für Programme.',
    headingLabel: 'Überschrift',
    headingUsual: 'Bevor Sie etwas sehen',
    contact: 'Kontakt',
    contactHint: 'An wen man sich wenden kann. Darf leer bleiben.',
    terms: 'Bedingungen',
    termsHint: 'Markdown: „- “ beginnt einen Punkt, **fett**, [Text](https://…) ist ein Link.',
    missing: 'Schreiben Sie, was zu akzeptieren ist.',
    again: 'Wer die bisherigen Bedingungen akzeptiert hat, wird neu gefragt.',
    save: 'Das verlangen',
    remove: 'Nichts mehr verlangen',
    notSaved: ({ reason }) => `Nichts wurde geändert. ${reason}`,
  },
};
