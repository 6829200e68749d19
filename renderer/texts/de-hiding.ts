/** The German sentences about what is left out of what people get to see. */
import type { Identifier } from '../../contract/hides.ts';
import { plural } from './de-locale.ts';
import type { enHiding } from './en-hiding.ts';

const kinds: Record<Identifier['why'], string> = {
  'person-name': 'Namen von Personen',
  'record-number': 'Aktennummern',
  'birth-date': 'Geburtsdaten',
  date: 'Daten aus dem Leben einer Person',
  contact: 'E-Mail-Adressen oder Telefonnummern',
  address: 'Anschriften',
  'free-text': 'freier Text, in dem alles stehen kann',
  code: 'Kürzel von Spendern',
};

/** Why a column looks personal. */
export function personalKinds({ why, certainty }: Pick<Identifier, 'why' | 'certainty'>): string {
  return certainty === 'likely' ? `sieht aus wie: ${kinds[why]}` : `vielleicht: ${kinds[why]}`;
}

export const deHiding: typeof enHiding = {
  hiding: {
    title: 'Was andere zu sehen bekommen',
    expression: 'Expressionswerte',
    expressionOn: 'Gene lassen sich nachschlagen, und wer sie ansieht, kann alle Werte mitnehmen.',
    expressionOff: 'Nur Zellen, Einbettungen und Kategorien: keine Gene, keine differentielle Expression.',
    columns: 'Spalten',
    allShown: 'Alle Spalten sind zu sehen.',
    hidden: ({ columns }) =>
      plural(columns.length, { one: '# Spalte ist ausgeblendet:', other: '# Spalten sind ausgeblendet:' }) +
      ` ${columns.join(', ')}.`,
    choose: 'Spalten ausblenden…',
    legend: 'Spalten, die niemand zu sehen bekommt',
    cellNames: 'Namen der Zellen',
    cellNamesSays: 'Die Zellen werden stattdessen nummeriert.',
    ofCells: 'Zu Zellen',
    ofGenes: 'Zu Genen',
    gone: 'Nicht mehr in der Datei',
    found: ({ count }) =>
      plural(count, {
        one: '# Spalte scheint zu verraten, wer jemand ist. Sehen Sie sie an, bevor andere es tun.',
        other: '# Spalten scheinen zu verraten, wer jemand ist. Sehen Sie sie an, bevor andere es tun.',
      }),
    notYet: 'Die Spalten stehen hier, sobald der Datensatz offen ist.',
    why: personalKinds,
  },

  favourites: {
    add: ({ title }) => `${title} oben halten`,
    remove: ({ title }) => `${title} nicht mehr oben halten`,
  },
};
