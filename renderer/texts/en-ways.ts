/** The English sentences about the ways to the internet: who could read along, what each needs, what looks personal. */
import type { Identifier } from '../../contract/hides.ts';
import type { TunnelProviderName } from '../../contract/tunnel.ts';
import type { WayField } from '../session/way.ts';

export const enWays = {
  ways: {
    through: 'Through',
    label: 'Way to the internet',
    looking: 'Looking what this computer has…',
    name: (gaps: { provider: TunnelProviderName }) => {
      const names: Record<TunnelProviderName, string> = {
        localtunnel: 'localtunnel, nothing to set up',
        ssh: 'SSH to a server of your own',
        cloudflared: 'cloudflared (Cloudflare)',
        ngrok: 'ngrok',
        command: 'a program of your own',
      };
      return names[gaps.provider];
    },
    sshTo: ({ target }: { target: string }) => `SSH to ${target}`,
    missing: ({ name }: { name: string }) => `${name}, not installed`,
    unusable: ({ name }: { name: string }) => `${name}, cannot be used yet`,
    /** Who can read what passes, and what else is to know before it is chosen. */
    says: (gaps: { provider: TunnelProviderName }) => {
      const sentences: Record<TunnelProviderName, string> = {
        localtunnel:
          'Whoever runs the relay could read along. Between this computer and the relay nothing is encrypted, so anyone on the way could too, passwords included.',
        ssh: 'Only your own server stands in between: nobody else can read along. Without a web server there that speaks https, what goes between people and your server is not encrypted.',
        cloudflared: 'Cloudflare could read along, passwords included. The address is another one each time.',
        ngrok:
          'ngrok could read along, passwords included. On its free plan people see a page of ngrok’s first, which a click on “Visit Site” leaves.',
        command: 'Who could read along depends on the program, passwords included.',
      };
      return sentences[gaps.provider];
    },
    /** While it is open. */
    upSays: (gaps: { provider: TunnelProviderName }) => {
      const sentences: Record<TunnelProviderName, string> = {
        localtunnel: 'Through the relay of localtunnel, which could read along.',
        ssh: 'Through your own server. Nobody else can read along.',
        cloudflared: 'Through Cloudflare, which could read along.',
        ngrok: 'Through ngrok, which could read along.',
        command: 'Through a program of your own. Who could read along depends on it.',
      };
      return sentences[gaps.provider];
    },
    needs: ({ version }: { version: string }) => `Found on this computer: ${version}.`,
    field: (gaps: { field: WayField }) => {
      const labels: Record<WayField, string> = {
        relay: 'Relay of your own (if there is one)',
        target: 'Server',
        serverUrl: 'Address of its web server (if it passes people on)',
        port: 'Port on the server',
        ownUrl: 'Address of your own at ngrok (if you have one)',
        command: 'Command',
      };
      return labels[gaps.field];
    },
    example: (gaps: { field: WayField }) => {
      const examples: Record<WayField, string> = {
        relay: 'https://relay.lab.example.org',
        target: 'anna@gate.lab.example.org',
        serverUrl: 'https://cells.lab.example.org',
        port: 'any free one',
        ownUrl: 'https://cells.ngrok.app',
        command: 'bore local {port} --to bore.pub',
      };
      return examples[gaps.field];
    },
    hint: (gaps: { field: WayField }) => {
      const hints: Record<WayField, string | null> = {
        relay: null,
        target: 'As in a terminal: user@host or user@host:port. Signing in must work with a key, without typing.',
        serverUrl: null,
        port: 'Needed with a web server: the port it passes people on to.',
        ownUrl: null,
        command:
          'It runs on this computer as you. The first address that it prints is the link. {port} stands for our port.',
      };
      return hints[gaps.field];
    },
    wrong: (gaps: { field: WayField }) => {
      const sentences: Record<WayField, string> = {
        relay: 'Type an address such as https://relay.example.org, or leave it empty.',
        target: 'Type user@host or user@host:port.',
        serverUrl: 'Type an address without a path, such as https://cells.example.org.',
        port: 'Type the port that the server passes people on from, such as 8080.',
        ownUrl: 'Type an address such as https://cells.ngrok.app, or leave it empty.',
        command: 'Type the command that opens the way.',
      };
      return sentences[gaps.field];
    },
    columnsTitle: 'These columns look like personal data',
    leaveOut: ({ column }: { column: string }) => `Leave out ${column}`,
    leaveOutWord: 'Leave out',
    columnsNote: 'What is left out, nobody can see or fetch. Your file stays as it is.',
    why: (gaps: Pick<Identifier, 'why' | 'certainty'>) => {
      const kinds: Record<Identifier['why'], string> = {
        'person-name': 'names of people',
        'record-number': 'record numbers',
        'birth-date': 'dates of birth',
        date: 'dates',
        contact: 'e-mail addresses or phone numbers',
        address: 'postal addresses',
        'free-text': 'free text',
        code: 'codes of donors',
      };
      return gaps.certainty === 'likely' ? `looks like ${kinds[gaps.why]}` : `may be ${kinds[gaps.why]}`;
    },
    confirmTitle: 'Is this your server?',
    confirmText:
      'This computer has not met it before. Compare this fingerprint with the one that the server’s administrator gives you. If it is another one, somebody may be in between.',
    confirm: 'The fingerprint is right, connect',
    tunnelPassword: 'Tunnel password, as loca.lt/mytunnelpassword shows it (optional)',
    tunnelPasswordHint:
      'On a first visit the public relay asks people for it. It is the address that this computer has on the internet, which we cannot look up for you without asking somebody.',
    tunnelPasswordShow: 'Show it in a browser',
    asksForPassword: (gaps: { password: string | null }) =>
      gaps.password === null
        ? 'On your first visit a page of localtunnel asks for a “tunnel password”. I send it to you another way.'
        : `On your first visit a page of localtunnel asks for a “tunnel password”. Type: ${gaps.password}`,
    pageFirst: 'On a first visit people see a page of ngrok’s, which a click on “Visit Site” leaves.',
    asksForClick: 'On your first visit you see a page of ngrok. Click on “Visit Site”.',
  },
};
