/** The German sentences for datasets that lie elsewhere: on a web server, or in S3. */
import type { enElsewhere } from './en-elsewhere.ts';

export const deElsewhere: typeof enElsewhere = {
  elsewhere: {
    address: 'Adresse',
    desktopLabel: 'Oder geben Sie die Adresse einer Datei ein, die auf einem Webserver oder in S3 liegt',
    desktopExample: 'https://labor.example/zellen.h5ad',
    desktopCheck: 'Prüfen',
    desktopEmpty: 'Geben Sie eine Adresse ein, etwa https://labor.example/zellen.h5ad oder s3://bucket/zellen.h5ad.',
    untouched: 'Die Datei wird auf diesen Computer geladen, wenn Sie sie teilen. Wo sie liegt, wird nichts geändert.',
    here: 'Eine Kopie liegt auf diesem Computer. Wo sie herkommt, wird nichts geändert.',
    downloading:
      'Der Link kommt, sobald der Datensatz hier ist. Wenn Sie abbrechen, bleibt das Geladene für das nächste Mal.',
    notYet: 'Was in der Datei steht, zeigt sich hier, sobald sie geladen ist. Das geschieht beim Teilen.',
    means: 'Es wurde nichts geladen, also wird nichts geteilt.',
    checkAgain: 'Adresse prüfen…',
  },

  bucket: {
    title: ({ name }) => `Wie ${name} gefragt wird`,
    intro:
      'Was Sie leer lassen, ist wie in den AWS-Einstellungen dieses Computers. Schlüssel werden hier nie eingegeben.',
    fixed: 'Das wurde beim Start von Annotate Share festgelegt und lässt sich hier nicht ändern.',
    endpoint: 'Server',
    endpointHint: 'Leer für den von Amazon. Sonst eine Adresse wie https://s3.labor.example.',
    region: 'Region',
    profile: 'Profil Ihrer AWS-Einstellungen',
    anonymous: 'Ohne Anmeldung fragen, wie bei offenen Daten',
    save: 'Merken und erneut versuchen',
    notKept: ({ reason }) => `Nicht gemerkt. ${reason}`,
    wrong: 'Geben Sie eine Adresse wie https://s3.labor.example ein, ohne Passwort, oder lassen Sie das Feld leer.',
  },
};
