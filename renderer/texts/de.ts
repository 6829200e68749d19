/** Every sentence of the page in German. The words they keep to stand in `de-locale.ts`. */
import { inGerman, toldInGerman } from '../../contract/german/translate.ts';
import { deActivity } from './de-activity.ts';
import { deDataUse } from './de-data-use.ts';
import { deElsewhere } from './de-elsewhere.ts';
import { deGroups } from './de-groups.ts';
import { deHiding } from './de-hiding.ts';
import { deInstitute } from './de-institute.ts';
import { germanLocale } from './de-locale.ts';
import { deMending } from './de-mending.ts';
import { deNetwork } from './de-network.ts';
import { dePeople } from './de-people.ts';
import { dePreflight } from './de-preflight.ts';
import { deSession } from './de-session.ts';
import { deSettings } from './de-settings.ts';
import { deTrouble } from './de-trouble.ts';
import { deUntil } from './de-until.ts';
import { deWays } from './de-ways.ts';
import type { Texts } from './texts.ts';

export const de: Texts = {
  locale: germanLocale,
  product: 'Annotate Share',

  service: { told: toldInGerman, sentence: inGerman },

  common: {
    cancel: 'Abbrechen',
    done: 'Fertig',
    copied: 'Kopiert',
    notCopied: 'Nicht kopiert',
    tryAgain: 'Erneut versuchen',
    chooseAnother: 'Andere Datei wählen…',
    unknown: '–',
    chooseFile: 'Datei wählen…',
    noFile: 'Keine Datei gewählt',
    notAnswered: 'Annotate Share hat nicht geantwortet, also wurde nichts geändert.',
  },

  connection: {
    lost: 'Die Verbindung zu Annotate Share ist weg und wird neu versucht…',
    noKeyTitle: 'Diese Seite braucht ihren Schlüssel',
    noKey: 'Annotate Share vergibt bei jedem Start einen neuen Schlüssel; diese Seite hat keinen oder einen alten.',
    noKeyWhat:
      'Öffnen Sie die Seite über das Symbol im Infobereich, oder unter der Adresse, die annotate-share beim Start ausgegeben hat.',
    incompatibleTitle: 'Diese Seite und Annotate Share haben verschiedene Versionen',
    incompatible:
      'Annotate Share wurde aktualisiert, während diese Seite offen war. Mit Ihren Sitzungen ist alles in Ordnung.',
    reload: 'Seite neu laden',
  },

  ...deSession,
  ...dePeople,
  ...deInstitute,
  ...deActivity,
  ...deElsewhere,
  ...deGroups,
  ...deHiding,
  ...deNetwork,
  ...deDataUse,
  ...deMending,
  ...dePreflight,
  ...deSettings,
  ...deTrouble,
  ...deUntil,
  ...deWays,

  home: {
    title: 'Einzelzell-Datensätze von diesem Computer aus teilen',
    intro:
      'Wählen Sie eine .h5ad-Datei, und Annotate Share öffnet sie in CELLxGENE Annotate, hier auf diesem Computer. Ihre Kolleginnen und Kollegen folgen einem Link, melden sich an und erkunden die Zellen im Browser, ohne etwas zu installieren. Ihre Datei wird nur gelesen, nie verändert, und der Link gilt, bis Sie ihn beenden.',
    drop: '.h5ad-Datei hier ablegen',
    dropHint: 'Sie wird zuerst geprüft. Noch wird nichts geteilt.',
    choose: 'Datei wählen…',
    letGo: 'Loslassen, um die Datei zu prüfen',
    letGoHint: 'Noch wird nichts geteilt.',
    several: 'Eine Datei auf einmal',
    severalHint: 'Eine Sitzung teilt einen Datensatz. Legen Sie eine einzelne .h5ad-Datei ab.',
    browserDrop: 'Ein Browser verrät einer Seite nicht, wo eine Datei liegt',
    browserDropHint: 'Tippen oder fügen Sie stattdessen den Pfad der Datei ein.',
    placeUnknown: ({ name }) =>
      `Ein Browser verrät einer Seite nicht, wo ${name} liegt. Tippen oder fügen Sie stattdessen den Pfad ein.`,
    pathLabel: 'Pfad einer .h5ad-Datei auf dem Computer, auf dem Annotate Share läuft, oder ihre Adresse',
    pathExample: '/home/name/daten/zellen.h5ad',
    pathCheck: 'Datei prüfen',
    pathHint:
      'Eine Adresse ist etwa https://labor.example/zellen.h5ad oder s3://bucket/zellen.h5ad. Die Datei wird zuerst geprüft; noch wird nichts geteilt.',
    pathEmpty: 'Tippen oder fügen Sie den Pfad oder die Adresse einer .h5ad-Datei ein.',
    exampleOffer: 'Gerade keine Datei da? Probieren Sie es mit 700 Blutzellen.',
    exampleButton: 'Beispiel ausprobieren…',
  },

  recents: {
    title: 'Zuletzt geteilt',
    shared: ({ fileName, when }) => `${fileName}, geteilt ${when}`,
    sharedWithSize: ({ fileName, size, when }) => `${fileName}, ${size}, geteilt ${when}`,
    today: ({ time }) => `heute um ${time}`,
    on: ({ day }) => `am ${day}`,
    missing: ({ fileName }) => `${fileName} wurde verschoben oder gelöscht. Die Annotationen sind sicher.`,
    shareAgain: 'Wieder teilen',
    shareAgainLabel: ({ title }) => `Wieder teilen: ${title}`,
    remove: 'Entfernen',
    removeLabel: ({ title }) => `Entfernen: ${title} aus dieser Liste`,
  },

  library: {
    title: 'Im Ordner',
    share: 'Teilen…',
    shareLabel: ({ title }) => `Teilen… ${title}`,
    more: ({ count }) => `Und ${count} weitere: Zum Teilen oben den Pfad angeben.`,
  },

  example: {
    title: 'Das Beispiel teilen?',
    text: 'Das Beispiel sind 700 Blutzellen mit Einbettung und Zelltypen. Es wird einmal heruntergeladen und dann nur auf diesem Computer geteilt: Sonst kann niemand es erreichen.',
    share: 'Beispiel teilen',
  },

  check: {
    heading: 'Vor dem Teilen prüfen',
    back: 'Zurück',
    checking: ({ name }) => `${name} wird geprüft`,
    titleLabel: 'Titel',
    titleHint: 'Den sehen alle, mit denen Sie teilen.',
    titleMissing: 'Geben Sie einen Titel an.',
    file: 'Datei',
    folder: 'Ordner',
    size: 'Größe',
    reveal: 'Im Ordner zeigen',
    untouched: 'Ihre Datei wird nur gelesen, nie verändert.',
    before: 'Bevor Sie teilen',
    reachLegend: 'Wer ihn erreicht',
    capsLegend: 'Was man tun darf',
    share: 'Teilen',
    sharing: 'Wird geteilt…',
    alreadyShared: 'Dieser Datensatz wird schon geteilt.',
    alreadySharedHint:
      'Eine zweite Sitzung würde nur Arbeitsspeicher kosten: Den Link der ersten können alle benutzen.',
    goToSession: 'Zu seiner Sitzung',
    cannotCheck: 'Die Datei konnte nicht geprüft werden',
    notStarted: ({ reason }) => `Nicht geteilt. ${reason}`,
    errorMeans: 'So kann sie nicht geteilt werden. Die Datei wurde nur gelesen; nichts wurde verändert.',
  },

  sidebar: {
    heading: 'Sitzungen',
    share: 'Datensatz teilen…',
    none: 'Keine Sitzungen',
    sub: {
      preparing: 'Wird vorbereitet',
      preparingAt: ({ percent }) => `Wird vorbereitet, ${percent}`,
      failedFirst: 'Nicht gestartet',
      failed: 'Durch einen Fehler beendet',
      publicLost: 'Der öffentliche Link ging verloren',
      publicFailed: 'Der öffentliche Link ist nicht offen',
    },
  },

  appearance: {
    legend: 'Hell oder dunkel',
    system: 'Wie das System',
    light: 'Hell',
    dark: 'Dunkel',
  },

  language: {
    legend: 'Sprache',
    system: 'Wie das System',
    en: 'English',
    de: 'Deutsch',
  },

  say: {
    joined: ({ who, title }) => `${who} sieht sich ${title} an`,
    left: ({ who, title }) => `${who} hat ${title} verlassen`,
    ready: ({ title }) => `${title} kann geteilt werden`,
    failed: ({ title }) => `${title} ist fehlgeschlagen`,
    linkChanged: ({ title }) => `Der öffentliche Link von ${title} hat sich geändert`,
    stopped: ({ title }) => `${title} wird nicht mehr geteilt`,
  },
};
