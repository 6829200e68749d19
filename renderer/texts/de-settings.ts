/** The sentences of the settings in German. */
import type { NewsKind } from '../../contract/desktop-settings.ts';
import type { FolderName } from '../../contract/settings.ts';
import { plural } from './de-locale.ts';
import type { Texts } from './texts.ts';

const news: Record<NewsKind, string> = {
  joined: 'Jemand kommt dazu',
  ready: 'Eine Sitzung ist bereit',
  link: 'Ein Link ist weg oder ändert sich',
  ending: 'Eine Sitzung endet bald oder ist zu Ende',
  trouble: 'Eine Sitzung hat Schwierigkeiten',
};
const folders: Record<FolderName, string> = {
  home: 'Alles von Annotate Share',
  annotations: 'Annotationen und Genlisten',
  prepared: 'Reparierte Kopien',
  downloads: 'Heruntergeladene Datensätze',
  logs: 'Protokolle',
};

export const deSettings: Pick<Texts, 'settings'> = {
  settings: {
    title: 'Einstellungen',
    back: 'Zurück',
    refused: ({ reason }) => `Nicht geändert. ${reason}`,
    systemRefused: 'Nicht geändert: Das System hat es abgelehnt.',
    fixed: 'Beim Start von Annotate Share vorgegeben und deshalb hier nicht zu ändern.',

    computer: 'Dieser Computer',
    appearance: 'Darstellung',
    language: 'Sprache',
    openAtLogin: 'Bei der Anmeldung starten, im Infobereich',
    stayAwake: 'Wach bleiben, solange jemand da ist',
    stayAwakeSays: 'Der Bildschirm darf sich trotzdem ausschalten.',

    tell: 'Benachrichtigungen',
    notifications: 'Benachrichtigungen zeigen',
    notificationsSays: 'Solange Sie nicht auf dieses Fenster schauen.',
    news,

    space: 'Arbeitsspeicher und Festplatte',
    sleep: 'Neue Sitzung schlafen legen nach',
    sleepSays: 'Ihr Arbeitsspeicher wird frei; der nächste Besuch weckt sie. Jede Sitzung kann eine eigene Zeit haben.',
    stores: 'Matrixspeicher',
    storesSays:
      'Sie machen differentielle Expression schnell. Der älteste macht Platz und wird bei Bedarf neu angelegt.',
    downloads: 'Heruntergeladene Datensätze',
    downloadsSays: 'Sie bleiben, damit sie sofort offen sind. Der am längsten nicht benutzte macht dem nächsten Platz.',
    copies: 'Reparierte Kopien',
    copiesSays: 'Sie bleiben, bis Sie sie unter „Datensatz teilen“ entfernen.',
    used: ({ used, limit }) => `${used} von ${limit}`,
    limitOf: ({ what }) => `Obergrenze: ${what}`,
    limit: ({ size }) => `Höchstens ${size}`,
    counting: 'Wird gezählt…',
    notCounted: 'Annotate Share hat nicht gesagt, was auf der Festplatte liegt.',
    clear: 'Downloads entfernen',
    clearing: 'Wird entfernt…',
    cleared: ({ size }) => `${size} entfernt.`,
    clearedBut: ({ size, kept }) => `${size} entfernt. ${kept} bleiben, weil sie gerade geteilt werden.`,

    record: 'Aufzeichnung',
    recordKeep: 'Behalten, wer was getan hat',
    recordSays: 'Was älter ist, wird innerhalb eines Tages gelöscht.',
    recordNone: 'Ab jetzt wird nichts aufgezeichnet, und was da ist, wird innerhalb eines Tages gelöscht.',
    days: ({ days }) => (days === 365 ? '1 Jahr' : plural(days, { one: '# Tag', other: '# Tage' })),
    notAtAll: 'Gar nicht',

    files: 'Dateien',
    folders,
    open: 'Öffnen',
    openLabel: ({ what }) => `Ordner öffnen: ${what}`,
    notOpened: 'Der Ordner ließ sich nicht öffnen.',

    app: 'Annotate Share',
    version: ({ version }) => `Version ${version}`,
    updates: 'Sich selbst aktuell halten',
    updatesSays: 'Eine neuere Version wird beim Beenden eingesetzt, nie solange jemand da ist.',
    updatesOff: 'Diese Version wird von hier aus nicht aktualisiert: Sie stammt nicht aus einer Veröffentlichung.',
    look: 'Nach einer neueren Version suchen',
    looking: 'Wird gesucht…',
    newest: 'Das ist die neueste Version.',
    found: ({ version }) => `Version ${version} wird geladen und beim Beenden eingesetzt.`,
    unknown: 'Ob es eine neuere Version gibt, war nicht herauszufinden. Vielleicht ist dieser Computer offline.',
    works: 'Funktioniert alles?',
    check: 'Prüfen',
    checking: 'Wird geprüft…',
    allWell: 'Alles, was nötig ist, ist da.',
    notAllWell: 'Etwas fehlt:',
    report: 'Ist etwas schiefgegangen?',
    reportSays: 'Ein Bericht für alle, die Ihnen helfen: Versionen und Protokolle, ohne Passwörter, Links und Namen.',
    saveReport: 'Bericht speichern…',
    reportSaved: 'Der Bericht ist gespeichert.',
    reportFailed: 'Der Bericht ließ sich nicht speichern.',
  },
};
