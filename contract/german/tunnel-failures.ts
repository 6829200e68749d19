/** What can go wrong with a way to the internet, in German. */
import type { ErrorCode } from '../errors.ts';
import type { Sentences } from './in-german.ts';

export const germanTunnelFailures: Readonly<Record<Extract<ErrorCode, `tunnel-${string}`>, Sentences>> = {
  'tunnel-unreachable': {
    message: 'Das Relay {relay} hat nicht geantwortet.',
    hint: 'Prüfen Sie Ihre Internetverbindung; manche Netzwerke sperren Relays. Der Link auf diesem Computer funktioniert weiter.',
  },
  'tunnel-name-refused': {
    message: 'Das Relay gab {given}, obwohl der Name {asked} verlangt war.',
    hint: 'Jemand anders benutzt diesen Namen gerade. Versuchen Sie es noch einmal, oder schließen Sie den Tunnel.',
  },
  'tunnel-failed': {
    message: 'Der Tunnel über {relay} ist abgebrochen: {reason}.',
    hint: 'Öffnen Sie ihn wieder. Der Link auf diesem Computer funktioniert weiter.',
  },
  'tunnel-lost': {
    message: 'Der Weg ins Internet über {way} ging verloren: {reason}.',
    hint: 'Er wird von selbst wieder geöffnet, möglichst unter derselben Adresse. Der Link auf diesem Computer funktioniert weiter.',
  },
  'tunnel-not-reachable': {
    message: 'Der Weg ins Internet ging auf, aber der Link ließ sich darüber nicht laden: {reason}.',
    hint: 'Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg. Manche Netzwerke hindern ihre eigenen Computer daran, solche Adressen aufzurufen.',
  },
  'tunnel-program-missing': {
    message: '{program} ist auf diesem Computer nicht installiert, oder nicht dort, wo nach Programmen gesucht wird.',
    hint: 'Installieren Sie es, oder sagen Sie mit --tunnel-program, wo es ist. Vielleicht tut es auch ein anderer Weg.',
  },
  'tunnel-program-failed': {
    message: '{program} hat keinen Weg geöffnet: {reason}.',
    hint: 'Starten Sie das Programm von Hand, um zu sehen, was ihm fehlt. Der Link auf diesem Computer funktioniert weiter.',
  },
  'tunnel-not-set-up': {
    message: 'Der Weg über {way} ist nicht eingerichtet: {lack}.',
    hint: 'Stellen Sie es dort ein, wo Sie wählen, wer die Sitzung erreicht, oder mit {option}.',
  },
  'tunnel-not-signed-in': {
    message: '{program} ist bei seinem Dienst nicht angemeldet.',
    hint: 'Legen Sie dort ein Konto an, und führen Sie dann {command} in einem Terminal aus.',
  },
  'tunnel-limit-reached': {
    message: '{relay} lehnt vorerst ab: zu viele Tunnel oder Anfragen.',
    hint: 'Schließen Sie andere eigene Tunnel, warten Sie einige Minuten, oder wählen Sie einen anderen Weg.',
  },
  'tunnel-ssh-unreachable': {
    message: 'Der Server {host} hat auf ssh nicht geantwortet: {reason}.',
    hint: 'Prüfen Sie Internetverbindung oder VPN, und den Port. Geht ssh in einem Terminal, gehört der dort benutzte Name hierher.',
  },
  'tunnel-ssh-name-unknown': {
    message: 'Es wurde kein Server mit dem Namen {host} gefunden.',
    hint: 'Prüfen Sie die Schreibweise, und ob Sie das VPN Ihrer Einrichtung brauchen.',
  },
  'tunnel-ssh-key-refused': {
    message: '{host} hat den Schlüssel dieses Computers für {user} nicht akzeptiert: {reason}.',
    hint: 'Die Anmeldung muss ohne Tippen gehen: Hinterlegen Sie Ihren Schlüssel mit ssh-copy-id, und Schlüssel mit Passphrase mit ssh-add. Versuchen Sie es dann noch einmal.',
  },
  'tunnel-ssh-host-unknown': {
    message: 'Dieser Computer kennt den Server {host} noch nicht. Sein Fingerabdruck ist {fingerprint}.',
    hint: 'Vergleichen Sie den Fingerabdruck mit dem, den die Administration des Servers nennt, und bestätigen Sie ihn dann auf der Seite oder mit --ssh-host-key.',
  },
  'tunnel-ssh-host-changed': {
    message:
      'Der Server {host} zeigt einen anderen Schlüssel als bisher: {fingerprint}. Vielleicht ist jemand dazwischen.',
    hint: 'Fragen Sie seine Administration. Wurde er neu eingerichtet, löschen Sie den alten Schlüssel aus {file}, und versuchen Sie es noch einmal.',
  },
  'tunnel-ssh-port-taken': {
    message: 'Der Port {port} auf {host} ist belegt.',
    hint: 'Vielleicht hält ihn eine frühere Verbindung noch für eine Minute. Sonst wählen Sie mit --ssh-port einen anderen, oder 0 für einen freien.',
  },
  'tunnel-ssh-forwarding-off': {
    message: '{host} lässt niemanden durch ssh herein: Sein Server weigert sich, auf Port {port} zu hören.',
    hint: 'Die Administration kann es mit AllowTcpForwarding in sshd_config erlauben. Ports unter 1024 sind nur für root.',
  },
  'tunnel-ssh-only-there': {
    message: '{host} hört auf Port {port} nur für sich selbst, also kann sonst niemand den Link öffnen.',
    hint: 'Entweder setzt die Administration GatewayPorts clientspecified in sshd_config, oder der Webserver dort leitet weiter: Geben Sie seine Adresse mit --tunnel-url an.',
  },
};
