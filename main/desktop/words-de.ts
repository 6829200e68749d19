/** Every sentence that the shell itself says, in German: tray, menus, dialogs and notifications. */
import { toldInGerman } from '../../contract/german/translate.ts';
import type { englishWords } from './words-en.ts';

const plurals = new Intl.PluralRules('de');

function counted(count: number, one: string, other: string): string {
  return `${count} ${plurals.select(count) === 'one' ? one : other}`;
}

export const germanWords: typeof englishWords = {
  locale: 'de',
  appName: 'Annotate Share',
  told: toldInGerman,

  nothingShared: 'Nichts wird geteilt',
  serviceStarting: 'Startet',
  serviceEnded: 'Annotate Share läuft nicht mehr',
  live: (count) => `${count} aktiv`,
  preparing: (count) => `${count} in Vorbereitung`,
  paused: (count) => `${count} pausiert`,
  asleepCount: (count) => `${count} schlafend`,
  peopleHere: (count) => (count === 0 ? 'niemand hier' : `${counted(count, 'Person', 'Personen')} hier`),
  trouble: (title, what) => `${title}: ${what}`,

  here: (count) => (count === 0 ? 'niemand hier' : `${count} hier`),
  gettingReady: 'wird vorbereitet',
  isPaused: 'pausiert',
  isAsleep: 'schläft',
  isStopping: 'wird beendet',
  linkLost: 'Der Weg ins Internet ging verloren und wird wieder geöffnet.',

  isReady: 'Der Link ist bereit.',
  isFailed: 'Das Teilen ist beendet.',
  linkChanged: 'Der Link hat sich geändert. Schicken Sie den anderen den neuen.',
  isOver: 'Die Sitzung ist zu Ende, wie eingestellt.',
  joined: (names) => {
    const [first = '', second = '', ...others] = names;
    if (names.length <= 1) return `${first} ist da.`;
    if (names.length === 2) return `${first} und ${second} sind da.`;
    return `${first}, ${second} und ${counted(others.length, 'weitere Person', 'weitere Personen')} sind da.`;
  },
  muchNews: (count) => counted(count, 'Neuigkeit', 'Neuigkeiten'),

  settings: 'Auf diesem Computer',
  saveReport: 'Fehlerbericht speichern…',
  saveReportTitle: 'Fehlerbericht speichern',
  reportSaved: 'Der Bericht ist gespeichert.',
  reportSavedDetail:
    'Er enthält Versionen und die letzten Zeilen der Protokolle. Passwörter, Links und die Namen von Personen, Datensätzen und Ordnern wurden entfernt. Es ist einfacher Text: Lesen Sie ihn, bevor Sie ihn jemandem schicken.',
  setting: {
    openAtLogin: 'Bei der Anmeldung öffnen',
    notifications: 'Benachrichtigungen',
    stayAwake: 'Wach bleiben, solange jemand da ist',
    updates: 'Von selbst aktualisieren',
  },

  copyLink: 'Link kopieren',
  copyInviteText: 'Einladungstext kopieren',
  inviteText: ({ title, url, user }) =>
    [
      `„${title}“ können Sie jetzt im Browser ansehen:`,
      url,
      '',
      `Benutzername: ${user}`,
      'Das Passwort schicke ich Ihnen auf einem anderen Weg.',
      '',
      'Es funktioniert in Chrome, Edge und Firefox, ohne dass etwas installiert werden muss. Geben Sie den Link nicht weiter.',
    ].join('\n'),
  showQrCode: 'QR-Code zeigen',
  diffexp: 'Differentielle Expression',
  annotations: 'Annotationen',
  pause: 'Pausieren',
  resume: 'Fortsetzen',
  extend: 'Um 1 Stunde verlängern',
  endsAt: (time) => `Ende: ${time}`,
  stop: 'Beenden',
  remove: 'Aus der Liste entfernen',
  showInWindow: 'Im Fenster zeigen',
  shareFile: 'Datei teilen…',
  recentDatasets: 'Zuletzt geteilt',
  missing: (title) => `${title} (verschoben)`,
  stopEverything: 'Alles beenden',
  startAgain: 'Neu starten',
  openWindow: 'Fenster öffnen',
  closeWindow: 'Fenster schließen',
  quit: 'Annotate Share beenden',
  edit: 'Bearbeiten',
  file: 'Datei',

  chooseTitle: 'Datei teilen',
  chooseButton: 'Prüfen',
  datasetFiles: 'AnnData-Dateien (.h5ad)',
  allFiles: 'Alle Dateien',

  cancel: 'Abbrechen',
  ok: 'OK',
  askStop: (title) => `${title} nicht mehr teilen?`,
  askStopAll: 'Alles beenden?',
  askQuit: 'Annotate Share beenden?',
  askWhilePeopleAreHere: (count) =>
    `${counted(count, 'Person ist', 'Personen sind')} gerade da. Die Verbindung bricht ab; was als gespeichert angezeigt wurde, ist sicher.`,
  couldNotStart: 'Annotate Share konnte nicht starten.',
  pageEnded: 'Das Fenster ist von selbst stehen geblieben.',
  pageEndedDetail: 'Was Sie teilen, läuft weiter, und wer es sich ansieht, merkt nichts.',
  showAgain: 'Wieder zeigen',
  close: 'Fenster ganz schließen',
  endedByItself: 'Annotate Share hat sich von selbst beendet.',
  endedByItselfDetail:
    'Was Sie geteilt haben, ist nicht mehr erreichbar. Gespeicherte Annotationen sind sicher. Starten Sie es neu, und teilen Sie die Datensätze dann aus der Liste wieder.',
};
