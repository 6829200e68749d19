/** Every sentence of the proxy's own pages in German. */
import { toldInGerman } from '../../../contract/german/translate.ts';
import type { Offer } from '../ports.ts';
import type { Closed } from './closed.ts';
import type { PageWords } from './words-en.ts';

const number = new Intl.NumberFormat('de');
const seconds = new Intl.NumberFormat('de', { style: 'unit', unit: 'second', unitDisplay: 'long' });

const tooOld =
  'Diese Seite war zu lange offen, oder dieser Browser behält keine Cookies. Versuchen Sie es noch einmal.';

const doing: Record<Offer['state'], string> = {
  open: 'Niemand da',
  asleep: 'Schläft, öffnet sich von selbst',
  starting: 'Wird vorbereitet',
  paused: 'Pausiert',
  broken: 'Lässt sich gerade nicht öffnen',
};
const waiting: Record<Closed, { readonly heading: string; readonly text: string }> = {
  starting: {
    heading: 'Startet neu…',
    text: 'Das Programm hinter diesem Datensatz ist stehen geblieben und startet neu. Diese Seite geht von selbst weiter, in etwa 5 Sekunden.',
  },
  opening: {
    heading: 'Wird vorbereitet…',
    text: 'Dieser Datensatz wird geöffnet. Ein großer braucht beim ersten Mal eine Minute. Diese Seite geht von selbst weiter.',
  },
  paused: {
    heading: 'Pausiert',
    text: 'Die Person, die diesen Datensatz teilt, hat ihn pausiert. Ihr Link bleibt derselbe, und diese Seite geht von selbst weiter, sobald es weitergeht.',
  },
  broken: {
    heading: 'Noch nicht zurück',
    text: 'Der Datensatz ließ sich nicht wieder starten. Die Person, die ihn teilt, weiß Bescheid. Versuchen Sie es später wieder, oder schreiben Sie ihr.',
  },
};
const termsTroubles: Record<'stale' | 'changed', string> = {
  stale: tooOld,
  changed: 'Diese Bedingungen wurden geändert, während Sie sie gelesen haben. So lauten sie jetzt.',
};

export const germanPages: PageWords = {
  lang: 'de',
  told: toldInGerman,
  footer: 'Geteilt mit Annotate Share. Funktioniert mit CELLxGENE Annotate.',
  tooOld,

  signIn: {
    title: 'Anmelden',
    heading: 'Melden Sie sich an, um die Zellen zu sehen',
    withAccount: 'Mit Ihrem Benutzernamen und Passwort.',
    withLink: 'Mit dem Benutzernamen und dem Passwort, die Sie mit dem Link bekommen haben.',
    withInstitute: (name) =>
      `Mit Ihrem Konto bei ${name}, oder mit dem Benutzernamen und dem Passwort, die Sie mit dem Link bekommen haben.`,
    user: 'Benutzername',
    password: 'Passwort',
    button: 'Anmelden',
    personal: 'Haben Sie einen persönlichen Link bekommen, öffnen Sie ihn noch einmal: Er meldet Sie ohne Passwort an.',
    safari:
      'Annotate zeichnet am besten in Chrome, Edge oder Firefox. In Safari reagieren manche Teile vielleicht nicht. Anmelden können Sie sich trotzdem.',
    elsewhere: (name) => `Sie sind als ${name} angemeldet, und dieser Link gehört zu keinem Ihrer Datensätze.`,
    gallery: 'Ihre Datensätze ansehen',
    institute: (name) => `Anmelden mit ${name}`,
    instituteSilent: (name) => `${name} antwortet gerade nicht.`,
    instituteAnyway: (name) => `Trotzdem mit ${name} anmelden`,
    wrong:
      'Dieser Benutzername und dieses Passwort gehören nicht zusammen. Achten Sie auf Großbuchstaben und Leerzeichen, oder fragen Sie die Person, von der Sie den Link haben.',
    wait: (count) =>
      `Zu viele Versuche, die nicht passten. Warten Sie ${seconds.format(count)}, und versuchen Sie es dann noch einmal.`,
    putOut:
      'Sie sind nicht mehr angemeldet: Die Person, die das hier teilt, hat es beendet, oder Ihr Link ist abgelaufen.',
    runOut: 'Ihre Anmeldung ist abgelaufen. Melden Sie sich wieder an; Ihre Labels und Genlisten sind noch da.',
    over: 'Diese Sitzung ist vorbei. Was Sie gespeichert haben, bleibt: Die Person, die sie teilt, kann sie unter derselben Adresse wieder öffnen.',
    tooMany:
      'Ihr persönlicher Link wurde in mehr als zehn Browsern geöffnet; darum wurde dieser, der am längsten unbenutzt war, abgemeldet. Öffnen Sie Ihren Link noch einmal, um zurückzukommen.',
  },

  invite: {
    title: 'Zellen öffnen',
    heading: 'Sie sind eingeladen, Zellen anzusehen',
    lead: (name) =>
      `Dieser Link ist nur für ${name}. Er meldet diesen Browser ohne Passwort an; Ihre Labels und Genlisten sind in jedem Browser dieselben, in dem Sie ihn öffnen.`,
    instead: (name) => `Dieser Browser ist jetzt als ${name} angemeldet. Das endet, wenn Sie weitergehen.`,
    button: (name) => `Als ${name} öffnen`,
    deadTitle: 'Dieser Link öffnet nichts',
    deadHeading: 'Dieser Link führt zu nichts',
    deadLead:
      'Vielleicht ist er abgelaufen, wurde ersetzt oder unterwegs abgeschnitten. Fragen Sie die Person, von der Sie ihn haben, nach einem neuen.',
  },

  nothing: {
    title: 'Nichts hier',
    heading: 'Hier ist nichts',
    lead: 'Benutzen Sie den Link, den Sie bekommen haben.',
  },
  crossSite: {
    title: 'Nicht von hier gesendet',
    heading: 'Das wurde nicht von hier gesendet',
    lead: 'Eine andere Seite wollte das für Sie tun. Öffnen Sie den Link, den Sie bekommen haben, und tun Sie es dort.',
  },

  signOut: {
    title: 'Abmelden',
    heading: 'Abmelden?',
    as: (name) => `Sie sind als ${name} angemeldet.`,
    invited:
      'Ihre Labels und Genlisten bleiben: Öffnen Sie Ihren persönlichen Link wieder, um zu ihnen zurückzukommen.',
    guest:
      'Nach dem Abmelden fängt dieser Browser als jemand Neues an: Annotationen von hier bleiben bei der Person, die teilt, und kommen mit der nächsten Anmeldung nicht zurück.',
    institute:
      'Ihre Labels und Genlisten bleiben: Melden Sie sich auf demselben Weg wieder an, um zu ihnen zurückzukommen.',
    account:
      'Das gilt für alle Datensätze hier. Ihre Labels und Genlisten bleiben: Melden Sie sich wieder an, um zu ihnen zurückzukommen.',
    button: 'Abmelden',
    everywhere: 'In allen meinen Browsern abmelden',
    inFrontHeading: 'Der vorgelagerte Webserver hat Sie angemeldet',
    inFrontLead: (name) =>
      `Er sagt bei jeder Anfrage, dass Sie ${name} sind; sich hier abzumelden würde also nichts ändern. Melden Sie sich dort ab, wo Sie sich angemeldet haben. Hat Ihr Browser in einem eigenen Fenster nach Benutzername und Passwort gefragt, schließen Sie den ganzen Browser: Das beendet es. Ihre Labels und Genlisten bleiben und sind wieder da, wenn Sie sich mit demselben Namen anmelden.`,
  },

  institute: {
    title: 'Nicht angemeldet',
    heading: 'Sie sind nicht angemeldet',
    again: 'Noch einmal anmelden',
    other: 'Auf einem anderen Weg anmelden',
    outTitle: 'Abgemeldet',
    outHeading: 'Hier sind Sie abgemeldet',
    outLead: (name) =>
      `${name} kennt diesen Browser vielleicht noch und meldet ihn ohne Passwort wieder an. An einem Computer, den auch andere benutzen, melden Sie sich auch dort ab.`,
    outThere: (name) => `Bei ${name} abmelden`,
    back: 'Zurück zur Anmeldung',
  },

  terms: {
    title: 'Bevor Sie etwas sehen',
    as: (name) => `Angemeldet als ${name}`,
    contact: (contact) => `Kontakt: ${contact}`,
    agree: 'Ich habe das gelesen und halte mich daran',
    accept: 'Ich stimme zu',
    sees: 'Wer das hier teilt, sieht, dass und wann Sie zugestimmt haben. Solange Sie da sind, ist für diese Person auch zu sehen, wann und unter welcher Adresse Sie hier sind, wann Sie Gruppen von Zellen vergleichen und wann Sie speichern.',
    accepted: 'Dem haben Sie zugestimmt.',
    goOn: 'Zu den Zellen',
    troubles: termsTroubles,
  },

  gallery: {
    title: 'Datensätze',
    search: 'Suchen',
    searchLabel: 'Datensätze suchen',
    searchHint: 'Titel, Gruppe oder Zelltyp',
    empty:
      'Hier gibt es noch keinen Datensatz für Sie. Datensätze erscheinen, wenn sie zu einer Ihrer Gruppen hinzugefügt werden.',
    found: (shown, search, total) => {
      const count = shown === 0 ? 'Nichts' : shown === 1 ? 'Ein Datensatz' : `${number.format(shown)} Datensätze`;
      return `${count} gefunden zu „${search}“, von ${number.format(total)}.`;
    },
    notOpened: 'Noch nicht geöffnet',
    size: (cells, genes) => `${number.format(cells)} Zellen, ${number.format(genes)} Gene`,
    doing: (state) => doing[state],
    looking: (first, others) => {
      if (others === 0) return `${first} ist da`;
      return others === 1
        ? `${first} und 1 weitere Person sind da`
        : `${first} und ${number.format(others)} weitere sind da`;
    },
  },

  waiting: {
    of: (closed) => waiting[closed],
    safe: 'Alle Labels und Genlisten, die als gespeichert angezeigt wurden, sind sicher.',
    again: 'Jetzt noch einmal versuchen',
  },
};
