/** Every code of `errors.ts` with what happened and what to do, in German. */
import type { ErrorCode } from '../errors.ts';
import { germanDatasetFailures } from './dataset-failures.ts';
import type { Sentences } from './in-german.ts';
import { germanInstituteFailures } from './institute-failures.ts';
import { germanMendingFailures } from './mending-failures.ts';
import { germanTunnelFailures } from './tunnel-failures.ts';

const slower = 'Es geht auch ohne, nur langsamer.';

export const germanFailures: Readonly<Record<ErrorCode, Sentences>> = {
  ...germanDatasetFailures,
  ...germanInstituteFailures,
  ...germanMendingFailures,
  ...germanTunnelFailures,
  'example-unavailable': {
    message: 'Der Beispieldatensatz konnte nicht heruntergeladen werden: {reason}.',
    hint: 'Versuchen Sie es später wieder, oder teilen Sie eine eigene .h5ad-Datei.',
  },
  'python-missing': {
    message: 'Auf diesem Computer wurde kein Python 3.11 oder 3.12 gefunden.',
    hint: 'Installieren Sie Python 3.12 von python.org oder mit der Paketverwaltung Ihres Systems, oder installieren Sie uv (docs.astral.sh/uv); versuchen Sie es dann noch einmal.',
  },
  'python-unusable': {
    message: '{python} ist nicht zu gebrauchen: {reason}.',
    hint: 'Setzen Sie ANNOTATE_SHARE_PYTHON auf ein Python 3.11 oder 3.12, oder lassen Sie es weg, damit eines gesucht wird.',
  },
  'python-without-venv': {
    message: 'Dem Python unter {python} fehlt das Modul venv, das Annotate braucht.',
    hint: 'Unter Debian oder Ubuntu: sudo apt install python{minor}-venv. Sonst installieren Sie Python von python.org, oder uv; versuchen Sie es dann noch einmal.',
  },
  'environment-no-network': {
    message: 'Annotate konnte nicht heruntergeladen werden: Das Verzeichnis der Python-Pakete hat nicht geantwortet.',
    hint: 'Der erste Start braucht einmal das Internet. Prüfen Sie die Verbindung oder die Proxy-Einstellungen, und versuchen Sie es noch einmal; was heruntergeladen ist, bleibt.',
  },
  'environment-no-space': {
    message:
      'Zum Einrichten von Annotate ist zu wenig Platz auf der Festplatte: {free} frei in {path}, {needed} nötig.',
    hint: 'Schaffen Sie Platz, oder wählen Sie mit --home oder ANNOTATE_SHARE_HOME einen anderen Ort.',
  },
  'environment-install-failed': {
    message: 'Die Python-Pakete von Annotate konnten nicht installiert werden.',
    hint: 'annotate-share doctor zeigt Einzelheiten; annotate-share setup versucht es noch einmal.',
  },
  'environment-self-test-failed': {
    message: 'Annotate wurde installiert, funktioniert aber nicht: {reason}.',
    hint: 'annotate-share setup --again installiert es neu.',
  },
  'store-no-space': {
    message: 'Zum Aufbauen des Matrixspeichers von {name} ist zu wenig Platz auf der Festplatte.',
    hint: `${slower} Schaffen Sie Platz, und teilen Sie den Datensatz noch einmal.`,
  },
  'store-over-limit': {
    message: 'Der Matrixspeicher von {name} würde nicht in die Grenze für alle Speicher passen.',
    hint: `${slower} Erhöhen Sie die Grenze mit --store-limit.`,
  },
  'store-unsupported-matrix': {
    message: 'Die Matrix von {name} ist von einer Art, aus der sich kein Matrixspeicher aufbauen lässt.',
    hint: `${slower} Es hilft, X als float32 zu speichern.`,
  },
  'store-broken-matrix': {
    message: 'Aus {name} ließ sich kein Matrixspeicher aufbauen: Die Matrix hat Einträge, die aus ihr hinausführen.',
    hint: `${slower} Schreiben Sie die Datei mit anndata neu.`,
  },
  'store-dataset-changed': {
    message: '{name} wurde verändert, während der Matrixspeicher aufgebaut wurde.',
    hint: 'Beenden Sie die Sitzung, und teilen Sie die Datei noch einmal, um die neue Version zu zeigen.',
  },
  'store-unwritable': {
    message: 'Der Matrixspeicher von {name} konnte nicht geschrieben werden.',
    hint: `${slower} annotate-share doctor zeigt den Datenordner der App, in den geschrieben werden können muss.`,
  },
  'store-build-failed': {
    message: 'Der Matrixspeicher von {name} konnte nicht aufgebaut werden.',
    hint: `${slower} Einzelheiten stehen im Protokoll im Datenordner der App.`,
  },
  'host-start-failed': {
    message: 'Annotate konnte {name} nicht öffnen.',
    hint: 'Einzelheiten stehen im Protokoll im Datenordner der App; annotate-share doctor zeigt, wo er ist.',
  },
  'host-start-timeout': {
    message: 'Annotate wurde mit {name} in {seconds} s nicht bereit.',
    hint: 'Vielleicht ist die Datei zu groß für den Arbeitsspeicher dieses Computers. Schließen Sie andere Programme, und versuchen Sie es noch einmal.',
  },
  'host-crashed': {
    message: 'Annotate ist mit {name} dreimal abgestürzt und wurde nicht wieder gestartet.',
    hint: 'Oft reichte der Arbeitsspeicher nicht. Beenden Sie andere Sitzungen, und teilen Sie den Datensatz noch einmal. Gespeicherte Annotationen sind sicher.',
  },
  'memory-short': {
    message:
      'Auf diesem Computer ist der Arbeitsspeicher knapp: Neue differentielle Expressionen werden abgelehnt, bis mehr frei ist (bisher {refused}).',
    hint: 'Schließen Sie andere Programme, oder beenden Sie eine andere Sitzung. Zellen und Gene lassen sich weiter ansehen.',
  },
  'port-in-use': {
    message: 'Den Port {port} auf {address} benutzt schon ein anderes Programm.',
    hint: 'Wählen Sie mit --port einen anderen, oder --port 0 für einen freien.',
  },
  'port-forbidden': {
    message: 'Dieses Konto darf nicht auf Port {port} hören.',
    hint: 'Wählen Sie mit --port einen Port über 1023, oder --port 0 für einen freien.',
  },
  'address-unavailable': {
    message: 'Dieser Computer hat die Netzwerkadresse {address} nicht.',
    hint: 'Nehmen Sie mit --bind 127.0.0.1, 0.0.0.0 oder eine der Adressen dieses Computers.',
  },
  'network-fixed': {
    message: 'Der Zugang aus dem Netzwerk lässt sich hier nicht umschalten: {reason}.',
    hint: 'Starten Sie Annotate Share ohne diese Option neu, um das Netzwerk auf der Seite ein- und auszuschalten.',
  },
  'setting-fixed': {
    message: '{option} wurde beim Start von Annotate Share angegeben und lässt sich darum von hier aus nicht ändern.',
    hint: 'Starten Sie Annotate Share ohne {option} neu, um es auf der Seite zu ändern.',
  },
  'tls-file-unreadable': {
    message: '{what} {path} ist nicht zu gebrauchen: {reason}.',
    hint: 'Geben Sie PEM-Dateien an: --tls-cert mit dem Zertifikat und denen, die dafür bürgen, --tls-key mit seinem privaten Schlüssel, ohne Passphrase.',
  },
  'tls-key-mismatch': {
    message: 'Der private Schlüssel {key} gehört nicht zum Zertifikat {cert}.',
    hint: 'Geben Sie den Schlüssel an, mit dem das Zertifikat beantragt wurde. Beide Dateien müssen zusammen erneuert werden.',
  },
  'tls-certificate-expired': {
    message: 'Das Zertifikat {path} ist am {date} abgelaufen.',
    hint: 'Erneuern Sie es; sobald die Datei ersetzt ist, wird sie von selbst neu gelesen. Bis dahin warnen Browser davor.',
  },
  'tls-certificate-ends-soon': {
    message: 'Das Zertifikat {path} läuft am {date} ab.',
    hint: 'Erneuern Sie es; sobald die Datei ersetzt ist, wird sie von selbst neu gelesen.',
  },
  'session-expiry-past': {
    message: 'Eine Sitzung kann nicht {when} enden: Das ist vorbei.',
    hint: 'Geben Sie einen Zeitpunkt in der Zukunft an, etwa 1h, today oder 2026-12-24.',
  },
  'column-not-found': {
    message: '{title} hat keine Spalte {name}; sie konnte also nicht ausgeblendet werden.',
    hint: 'Schreiben Sie den Namen wie in der Datei, mit Großbuchstaben und Leerzeichen; auf der Seite der Sitzung stehen alle Spalten. Ausgeblendet ist dasselbe wie vorher.',
  },
  'session-not-found': {
    message: 'Es gibt keine Sitzung {id}.',
    hint: 'annotate-share list zeigt die laufenden Sitzungen.',
  },
  'invite-not-found': {
    message: 'Es gibt keine Einladung {id}.',
    hint: 'annotate-share people <session> zeigt die Einladungen und ihre Kennungen.',
  },
  'browser-not-found': {
    message: 'Es gibt keinen angemeldeten Browser {id}.',
    hint: 'Vielleicht hat er sich schon abgemeldet. annotate-share people <session> zeigt die Browser, die da sind.',
  },
  'invite-expiry-past': {
    message: 'Eine Einladung kann nicht {when} enden: Das ist vorbei.',
    hint: 'Wählen Sie einen späteren Zeitpunkt, oder widerrufen Sie die Einladung, um sie jetzt zu beenden.',
  },
  'invite-no-link': {
    message: '{title} hat noch keinen Link, also kann niemand eingeladen werden.',
    hint: 'Warten Sie, bis die Sitzung ihren Link hat, und versuchen Sie es dann noch einmal.',
  },
  'already-shared': {
    message: '{name} wird schon geteilt.',
    hint: 'Benutzen Sie den Link, oder beenden Sie zuerst diese Sitzung.',
  },
  'request-invalid': {
    message: 'Die Anfrage war nicht zu verstehen: {reason}.',
    hint: 'Die erwartete Form ist unter /api/openapi.json beschrieben.',
  },
  'request-unauthorised': {
    message: 'Die Steuerschnittstelle braucht ihr Token.',
    hint: 'Senden Sie es als Authorization: Bearer <token>.',
  },
  'request-forbidden': {
    message: 'Die Steuerschnittstelle antwortet nur den eigenen Seiten und Programmen dieses Computers.',
    hint: 'Rufen Sie sie unter ihrer Loopback-Adresse auf.',
  },
  'group-not-found': {
    message: 'Es gibt keine Gruppe {name}.',
    hint: 'annotate-share groups zeigt alle; Groß- und Kleinschreibung zählen.',
  },
  'account-not-found': {
    message: 'Niemand hat hier den Benutzernamen {name}.',
    hint: 'annotate-share groups zeigt, wer da ist; Groß- und Kleinschreibung zählen.',
  },
  'users-file-unreadable': {
    message: 'Die Datei {path} konnte nicht gelesen werden: {reason}.',
    hint: 'Geben Sie eine Passwortdatei an, wie htpasswd sie schreibt, und mit --groups eine Gruppendatei, wie Apache sie liest.',
  },
  'not-found': {
    message: 'Unter dieser Adresse gibt es nichts.',
    hint: 'Die Aufrufe stehen unter /api/openapi.json.',
  },
  'password-file-unreadable': {
    message: 'Die Passwortdatei {path} konnte nicht gelesen werden: {reason}.',
    hint: 'Geben Sie eine Datei an, deren erste Zeile das Passwort ist.',
  },
  'password-too-short': {
    message: 'Das Passwort in {path} hat weniger als {least} Zeichen.',
    hint: 'Nehmen Sie ein längeres, oder lassen Sie --password-file weg, damit eines erstellt wird.',
  },
  'terms-unusable': {
    message: 'Die Bedingungen in {path} sind nicht zu gebrauchen: {reason}.',
    hint: 'Geben Sie eine Textdatei (Markdown) mit dem an, was zu akzeptieren ist, höchstens 20.000 Zeichen.',
  },
  'front-secret-unusable': {
    message: 'Das Geheimnis des vorgelagerten Webservers aus {path} ist nicht zu gebrauchen: {reason}.',
    hint: 'Erstellen Sie eines mit: openssl rand -hex 24 > FILE. Geben Sie dieselbe Datei annotate-share hosting.',
  },
  'home-unwritable': {
    message: 'In den Ordner {path} kann nicht geschrieben werden: {reason}.',
    hint: 'Wählen Sie mit --home oder ANNOTATE_SHARE_HOME einen anderen.',
  },
  'service-not-running': {
    message: 'Hier läuft kein Annotate Share.',
    hint: 'Starten Sie eines mit annotate-share share <file> oder annotate-share serve.',
  },
  usage: { message: '{reason}', hint: 'Mit --help zeigt der Befehl, was er annimmt.' },
  internal: {
    message: 'In Annotate Share ist etwas schiefgegangen: {reason}',
    hint: 'Einzelheiten stehen im Protokoll im Datenordner der App; annotate-share doctor zeigt, wo er ist.',
  },
};
