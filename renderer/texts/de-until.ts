/** The German sentences about how a way out holds, and about when a session ends. */
import { plural } from './de-locale.ts';
import type { enUntil } from './en-until.ts';

export const deUntil: typeof enUntil = {
  holds: {
    doubtful: 'Der Link hat gerade nicht geantwortet. Es wird noch einmal nachgesehen.',
    tryingNow: ({ attempt }) => `Versuch ${attempt} läuft.`,
    tryingIn: ({ attempt, wait }) => `Versuch ${attempt} folgt in ${wait}.`,
    latest: ({ reason }) => `Der letzte: ${reason}`,
    tryNow: 'Jetzt versuchen',
    giveUp: 'Nicht mehr versuchen',
    changed: ({ time }) => `Dies ist ein neuer Link, seit ${time}. Der Link, den die anderen haben, gilt nicht mehr:`,
    told: 'Ich habe Bescheid gesagt',
    interruptions: ({ times }) => plural(times, { one: 'Einmal unterbrochen', other: '#-mal unterbrochen' }),
    lasted: ({ from, took }) => `${from}, ${took} lang`,
    lasting: ({ from }) => `Seit ${from}`,
  },

  ends: {
    legend: 'Wann sie endet',
    label: 'Wann sie endet',
    never: 'Sie läuft, bis Sie sie beenden',
    neverSays: 'Auch das Beenden von Annotate Share beendet sie.',
    at: ({ time }) => `Ende: ${time}`,
    left: ({ left }) => `Noch ${left}. Dann ist für alle Schluss; was sie gespeichert haben, bleibt erhalten.`,
    extend: 'Um 1 Stunde verlängern',
    refused: ({ reason }) => `Das Ende bleibt, wie es war. ${reason}`,
    choiceNever: 'Wenn ich sie beende',
    choiceHours: ({ hours }) => plural(hours, { one: 'In # Stunde', other: 'In # Stunden' }),
    choiceDays: ({ days }) => plural(days, { one: 'In # Tag', other: 'In # Tagen' }),
    choiceToday: 'Heute um Mitternacht',
    choiceSet: ({ time }) => `Ende: ${time}`,
  },
};
