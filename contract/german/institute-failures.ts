/** What can go wrong with signing in by an identity provider, in German. */
import type { instituteFailures } from '../institute-failures.ts';
import type { InGerman } from './in-german.ts';

export const germanInstituteFailures: InGerman<typeof instituteFailures> = {
  'oidc-secret-unusable': {
    message: 'Das Client-Geheimnis des Anmeldedienstes aus {path} ist nicht zu gebrauchen: {reason}.',
    hint: 'Geben Sie eine Datei an, die nur das Geheimnis enthält, in der ersten Zeile.',
  },
  'oidc-unreachable': {
    message: '{name} antwortet nicht, darum kann sich dort gerade niemand anmelden.',
    hint: 'Versuchen Sie es in ein paar Minuten wieder. Mit Benutzername und Passwort des Links geht es weiterhin.',
  },
  'oidc-issuer-wrong': {
    message: 'Unter der Adresse von {name} antwortet nicht der Anmeldedienst, der genannt wurde.',
    hint: 'Wer das eingerichtet hat, sollte --oidc-issuer mit dem Aussteller vergleichen, den der Dienst nennt. Es wird von selbst neu versucht.',
  },
  'oidc-client-refused': {
    message: '{name} akzeptiert diesen Server nicht.',
    hint: 'Wer das eingerichtet hat, sollte Client-ID, Client-Geheimnis und die dort eingetragene Rücksprungadresse prüfen.',
  },
  'oidc-stale': {
    message: 'Diese Anmeldung hat zu lange gedauert, ist schon erfolgt oder begann in einem anderen Browser.',
    hint: 'Öffnen Sie den Link, den Sie bekommen haben, und beginnen Sie neu. Der Browser muss dafür Cookies behalten.',
  },
  'oidc-cancelled': {
    message: 'Sie haben sich nicht bei {name} angemeldet.',
    hint: 'Versuchen Sie es noch einmal, oder melden Sie sich auf einem anderen Weg an.',
  },
  'oidc-answer-refused': {
    message: 'Was von {name} zurückkam, gehört nicht zu dieser Anmeldung.',
    hint: 'Beginnen Sie neu. Geschieht es wieder, sagen Sie der Person Bescheid, von der Sie den Link haben.',
  },
  'oidc-clock': {
    message: 'Die Uhren dieses Servers und von {name} gehen zu weit auseinander.',
    hint: 'Sagen Sie der Person Bescheid, von der Sie den Link haben: Die Uhr des Computers, der die Daten teilt, muss gestellt werden.',
  },
  'oidc-address-missing': {
    message: '{name} hat keine E-Mail-Adresse von Ihnen genannt.',
    hint: 'Tragen Sie dort eine ein, oder lassen Sie sich von der Person, von der Sie den Link haben, einen persönlichen geben.',
  },
  'oidc-address-unverified': {
    message: '{name} hat Ihre E-Mail-Adresse {account} nicht bestätigt.',
    hint: 'Bestätigen Sie sie dort, oder lassen Sie sich von der Person, von der Sie den Link haben, einen persönlichen geben.',
  },
  'oidc-not-allowed': {
    message: '{account} gehört nicht zu den Konten von {name}, die hier herein dürfen.',
    hint: 'Melden Sie sich mit einem anderen Konto an, oder lassen Sie sich von der Person, von der Sie den Link haben, einen persönlichen geben.',
  },
  'oidc-no-entry': {
    message: 'Sie sind bei {name} als {account} angemeldet, aber das öffnet hier nichts.',
    hint: 'Prüfen Sie den Link, oder fragen Sie die Person, von der Sie ihn haben.',
  },
  'oidc-person-not-found': {
    message: 'Es gibt niemanden mit der Kennung {id}, der über das Institut hereinkam.',
    hint: 'annotate-share people zeigt, wer es tat.',
  },
  'oidc-not-set-up': {
    message: 'Für diesen Server ist kein Anmeldedienst eingerichtet.',
    hint: 'Starten Sie ihn mit --oidc-issuer; was sonst nötig ist, steht in der Anleitung zum Betrieb.',
  },
};
