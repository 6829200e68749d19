/** The German sentences about the ways to the internet: who could read along, what each needs, what looks personal. */
import type { TunnelProviderName } from '../../contract/tunnel.ts';
import type { WayField } from '../session/way.ts';
import { personalKinds } from './de-hiding.ts';
import type { enWays } from './en-ways.ts';

const names: Record<TunnelProviderName, string> = {
  localtunnel: 'localtunnel, ohne Einrichtung',
  ssh: 'SSH zu einem eigenen Server',
  cloudflared: 'cloudflared (von Cloudflare)',
  ngrok: 'ngrok',
  command: 'ein eigenes Programm',
};
const says: Record<TunnelProviderName, string> = {
  localtunnel:
    'Wer das Relay betreibt, könnte mitlesen. Zwischen diesem Computer und dem Relay ist nichts verschlüsselt: Auch unterwegs könnte man mitlesen, Passwörter eingeschlossen.',
  ssh: 'Dazwischen steht nur Ihr eigener Server: Sonst kann niemand mitlesen. Ohne einen Webserver dort, der https spricht, ist unverschlüsselt, was zwischen den Personen und Ihrem Server läuft.',
  cloudflared: 'Cloudflare könnte mitlesen, Passwörter eingeschlossen. Die Adresse ist jedes Mal eine andere.',
  ngrok:
    'ngrok könnte mitlesen, Passwörter eingeschlossen. Im kostenlosen Tarif erscheint zuerst eine Seite von ngrok, die ein Klick auf „Visit Site“ verlässt.',
  command: 'Wer mitlesen könnte, hängt vom Programm ab, Passwörter eingeschlossen.',
};
const upSays: Record<TunnelProviderName, string> = {
  localtunnel: 'Über das Relay von localtunnel, das mitlesen könnte.',
  ssh: 'Über Ihren eigenen Server. Sonst kann niemand mitlesen.',
  cloudflared: 'Über Cloudflare, das mitlesen könnte.',
  ngrok: 'Über ngrok, das mitlesen könnte.',
  command: 'Über ein eigenes Programm. Wer mitlesen könnte, hängt davon ab.',
};
const labels: Record<WayField, string> = {
  relay: 'Eigenes Relay (falls vorhanden)',
  target: 'Server (SSH)',
  serverUrl: 'Adresse seines Webservers (falls er weiterleitet)',
  port: 'Port auf dem Server',
  ownUrl: 'Eigene Adresse bei ngrok (falls vorhanden)',
  command: 'Befehl',
};
const examples: Record<WayField, string> = {
  relay: 'https://relay.labor.example.org',
  target: 'anna@gate.labor.example.org',
  serverUrl: 'https://zellen.labor.example.org',
  port: 'ein freier',
  ownUrl: 'https://zellen.ngrok.app',
  command: 'bore local {port} --to bore.pub',
};
const hints: Record<WayField, string | null> = {
  relay: null,
  target:
    'Wie im Terminal: user@host oder user@host:port. Die Anmeldung muss mit einem Schlüssel gehen, ohne dass etwas getippt wird.',
  serverUrl: null,
  port: 'Mit einem Webserver nötig: der Port, an den er weiterleitet.',
  ownUrl: null,
  command:
    'Er läuft auf diesem Computer unter Ihrem Namen. Die erste Adresse, die er ausgibt, ist der Link. {port} steht für unseren Port.',
};
const wrong: Record<WayField, string> = {
  relay: 'Geben Sie eine Adresse wie https://relay.example.org ein, oder lassen Sie das Feld leer.',
  target: 'Geben Sie user@host oder user@host:port ein.',
  serverUrl: 'Geben Sie eine Adresse ohne Pfad ein, wie https://zellen.example.org.',
  port: 'Geben Sie den Port ein, von dem der Server weiterleitet, etwa 8080.',
  ownUrl: 'Geben Sie eine Adresse wie https://zellen.ngrok.app ein, oder lassen Sie das Feld leer.',
  command: 'Geben Sie den Befehl ein, der den Weg öffnet.',
};

export const deWays: typeof enWays = {
  ways: {
    through: 'Über',
    label: 'Weg ins Internet',
    looking: 'Es wird nachgesehen, was dieser Computer hat…',
    name: ({ provider }) => names[provider],
    sshTo: ({ target }) => `SSH zu ${target}`,
    missing: ({ name }) => `${name}, nicht installiert`,
    unusable: ({ name }) => `${name}, noch nicht nutzbar`,
    says: ({ provider }) => says[provider],
    upSays: ({ provider }) => upSays[provider],
    needs: ({ version }) => `Auf diesem Computer gefunden: ${version}.`,
    field: ({ field }) => labels[field],
    example: ({ field }) => examples[field],
    hint: ({ field }) => hints[field],
    wrong: ({ field }) => wrong[field],
    columnsTitle: 'Diese Spalten sehen nach personenbezogenen Daten aus',
    leaveOut: ({ column }) => `${column} weglassen`,
    leaveOutWord: 'Weglassen',
    columnsNote: 'Was weggelassen wird, kann niemand sehen oder abrufen. Ihre Datei bleibt, wie sie ist.',
    why: personalKinds,
    confirmTitle: 'Ist das Ihr Server?',
    confirmText:
      'Dieser Computer kennt ihn noch nicht. Vergleichen Sie diesen Fingerabdruck mit dem, den Ihnen die Administration des Servers nennt. Ist es ein anderer, könnte jemand dazwischen sein.',
    confirm: 'Der Fingerabdruck stimmt, verbinden',
    tunnelPassword: 'Tunnel-Passwort, wie loca.lt/mytunnelpassword es anzeigt (optional)',
    tunnelPasswordHint:
      'Beim ersten Besuch fragt das öffentliche Relay danach. Es ist die Adresse, die dieser Computer im Internet hat; um sie für Sie herauszufinden, müssten wir jemanden fragen.',
    tunnelPasswordShow: 'In einem Browser anzeigen',
    asksForPassword: ({ password }) =>
      password === null
        ? 'Beim ersten Besuch fragt eine Seite von localtunnel nach einem „tunnel password“. Ich schicke es Ihnen auf einem anderen Weg.'
        : `Beim ersten Besuch fragt eine Seite von localtunnel nach einem „tunnel password“. Geben Sie ein: ${password}`,
    pageFirst: 'Beim ersten Besuch erscheint eine Seite von ngrok, die ein Klick auf „Visit Site“ verlässt.',
    asksForClick: 'Beim ersten Besuch erscheint eine Seite von ngrok. Klicken Sie dort auf „Visit Site“.',
  },
};
