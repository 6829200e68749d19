/** The German sentences about who did what. What follows a name goes on with it: „Maria Okafor hat Labels gespeichert“. */
import { plural, roleNames } from './de-locale.ts';
import type { enActivity } from './en-activity.ts';

const waysIn: Readonly<Record<string, string>> = {
  'general-link': 'mit dem allgemeinen Link',
  invite: 'mit einem persönlichen Link',
  program: 'aus einem Programm',
  account: 'mit einem Konto',
  oidc: 'über das Institut',
  'front-server': 'über den vorgelagerten Webserver',
};
const notAllowed: Readonly<Record<string, string>> = {
  diffexp: 'durfte keine differentielle Expression berechnen',
  annotations: 'durfte keine Labels oder Genlisten speichern',
  expression: 'durfte keine Expressionswerte sehen',
  terms: 'muss zuerst die Bedingungen akzeptieren',
  'other-page': 'hat ein Formular von einer anderen Seite oder zu spät geschickt, das abgelehnt wurde',
};
const tried: Readonly<Record<string, string>> = {
  password: 'Benutzername und Passwort passten nicht',
  institute: 'Eine Anmeldung über das Institut wurde abgelehnt',
  link: 'Ein persönlicher Link öffnete nichts',
  program: 'Benutzername und Passwort eines Programms passten nicht',
};
const switches: Readonly<Record<string, string>> = {
  diffexp: 'differentielle Expression',
  annotations: 'Annotationen',
  expression: 'Expressionswerte',
};

function roleOf(value: string | null): string {
  const names: Readonly<Record<string, string>> = roleNames;
  return `„${names[value ?? ''] ?? value ?? ''}“`;
}

/** What stands between „hat“ and its participle. */
const did: typeof enActivity.activity.did = ({ actor, action, subject, value }) => {
  const about = subject ?? '';
  const has = actor === 'owner' ? 'haben' : 'hat';
  switch (action) {
    case 'signed-in':
      return `${has} sich ${waysIn[about] ?? ''} angemeldet`.replace('  ', ' ');
    case 'sign-in-refused':
      return tried[about] ?? 'Jemand wurde nicht eingelassen';
    case 'signed-out':
      return `${has} sich abgemeldet`;
    case 'signed-out-everywhere':
      return `${has} sich in allen Browsern abgemeldet`;
    case 'opened-page':
      return `${has} die Seite geöffnet`;
    case 'ran-diffexp':
      return value === 'left'
        ? `${has} differentielle Expression angefordert und nicht abgewartet`
        : `${has} differentielle Expression berechnet`;
    case 'saved-labels':
      return `${has} Labels gespeichert`;
    case 'saved-gene-sets':
      return `${has} Genlisten gespeichert`;
    case 'refused':
      return notAllowed[about] ?? 'wurde etwas verwehrt';
    case 'accepted-terms':
      return `${has} die Bedingungen akzeptiert`;
    case 'started-session':
      return `${has} diesen Datensatz geteilt`;
    case 'stopped-session':
      return `${has} das Teilen beendet`;
    case 'paused-session':
      return `${has} die Sitzung pausiert`;
    case 'resumed-session':
      return `${has} die Sitzung fortgesetzt`;
    case 'switched-toggle':
      return `${has} ${switches[about] ?? about} ${value === 'on' ? 'eingeschaltet' : 'ausgeschaltet'}`;
    case 'changed-hidden-columns':
      return value === null ? `${has} alle Spalten wieder gezeigt` : `${has} diese Spalten ausgeblendet: ${value}`;
    case 'changed-title':
      return `${has} den Titel in „${value ?? ''}“ geändert`;
    case 'changed-general-role':
      return `${has} allen mit dem allgemeinen Link die Rolle ${roleOf(value)} gegeben`;
    case 'opened-general-link':
      return `${has} den allgemeinen Link geöffnet`;
    case 'closed-general-link':
      return `${has} den allgemeinen Link geschlossen`;
    case 'changed-tunnel':
      return about === 'none'
        ? `${has} den Weg ins Internet geschlossen`
        : `${has} einen Weg ins Internet über ${about} geöffnet`;
    case 'changed-session-end':
      return value === null ? `${has} das Ende der Sitzung aufgehoben` : `${has} das Ende der Sitzung geändert`;
    case 'changed-terms':
      return value === null ? `${has} die Bedingungen aufgehoben` : `${has} die Bedingungen geändert`;
    case 'made-invite':
      return `${has} ${about} mit der Rolle ${roleOf(value)} eingeladen`;
    case 'changed-invite-role':
    case 'changed-person-role':
      return value === null
        ? `${has} ${about} die Rolle des Instituts gegeben`
        : `${has} ${about} die Rolle ${roleOf(value)} gegeben`;
    case 'changed-invite-end':
      return value === null
        ? `${has} das Ende der Einladung von ${about} aufgehoben`
        : `${has} das Ende der Einladung von ${about} geändert`;
    case 'renamed-invite':
      return `${has} ${value ?? ''} in ${about} umbenannt`;
    case 'renewed-invite':
      return `${has} für ${about} einen neuen Link erstellt`;
    case 'revoked-invite':
      return `${has} die Einladung von ${about} widerrufen`;
    case 'restored-invite':
      return `${has} den Widerruf für ${about} zurückgenommen`;
    case 'signed-out-browser':
      return `${has} einen Browser von ${about} abgemeldet`;
    case 'changed-institute-role':
      return `${has} allen vom Institut die Rolle ${roleOf(value)} gegeben`;
    case 'opened-institute':
      return `${has} Personen vom Institut eingelassen`;
    case 'closed-institute':
      return `${has} für Personen vom Institut geschlossen`;
    case 'blocked-person':
      return `${has} ${about} dauerhaft ausgeschlossen`;
    case 'let-back-person':
      return `${has} ${about} wieder eingelassen`;
    case 'gave-to-group':
      return `${has} ihn der Gruppe ${about} gegeben`;
    case 'took-from-group':
      return `${has} ihn der Gruppe ${about} genommen`;
    case 'removed-group':
      return `${has} die Gruppe ${about} entfernt`;
    case 'set-member': {
      const [role = '', ...group] = (value ?? '').split(' ');
      return `${has} ${about} in der Gruppe ${group.join(' ')} die Rolle ${roleOf(role)} gegeben`;
    }
    case 'removed-member':
      return `${has} ${about} aus der Gruppe ${value ?? ''} genommen`;
    case 'set-account-password':
      return `${has} das Passwort von ${about} geändert`;
    case 'signed-out-account':
      return `${has} alle Browser von ${about} abgemeldet`;
    case 'removed-account':
      return `${has} das Konto ${about} entfernt`;
    case 'imported-users':
      return plural(Number(value ?? 0), { one: `${has} ein Konto übernommen`, other: `${has} # Konten übernommen` });
  }
};

export const deActivity: typeof enActivity = {
  activity: {
    tab: 'Aktivität',
    did,
    you: 'Sie',
    somebody: 'Jemand',
    show: 'Zeigen',
    person: 'Person',
    kinds: {
      everything: 'Alles',
      comings: 'Anmeldungen und Seiten',
      refusals: 'Ablehnungen',
      diffexp: 'Differentielle Expression',
      saves: 'Gespeichertes',
      yours: 'Ihre Änderungen',
    },
    everyone: 'Alle',
    strangers: 'Nicht angemeldet',
    today: 'Heute',
    yesterday: 'Gestern',
    times: ({ count, until }) => plural(count, { one: 'einmal', other: `#-mal, zuletzt um ${until}` }),
    from: ({ address }) => `von ${address}`,
    notKept:
      'Nichts wird behalten: Die Aufzeichnung ist ausgeschaltet. Sie lässt sich unter Einstellungen einschalten.',
    none: 'Noch nichts. Hier steht, wer kommt, was berechnet und gespeichert wird und was Sie ändern.',
    noneShown: 'Nichts davon unter dem, was bisher geladen ist.',
    older: 'Ältere laden',
    csv: 'CSV exportieren',
    json: 'JSON exportieren',
    fileName: ({ title }) => `Aktivität von ${title}`,
    failed: ({ reason }) => `Die Aktivität konnte nicht geladen werden. ${reason}`,
    note: 'Bleibt nur auf diesem Computer. Falsche Passwörter werden gezählt, nie aufgeschrieben.',
    loading: 'Aktivität',
  },
};
