/** The English sentences about the network: who reaches it, what browsers will say of the certificate, and what people should do then. */
import { pluralsOf } from './plural.ts';

const plural = pluralsOf('en-GB');

export const enNetwork = {
  network: {
    says: 'Anyone on the same Wi-Fi, cable or VPN who has the link and can sign in. The connection is encrypted. It holds for every dataset you share here.',
    warns: 'Browsers warn on a first visit, because this computer made its own certificate.',
    known: 'The certificate is your own.',
    tell: 'What to tell people…',
    off: 'off',
    open: 'open',
    goOn: 'Open to this network',
    goOff: 'Close to this network',
    closing: (gaps: { here: number }) =>
      gaps.here === 0
        ? 'The network’s links stop working at once, for every dataset you share here. Opened again, they are the same.'
        : plural(gaps.here, {
            one: 'The network’s links stop working at once, for every dataset you share here. # person is here now.',
            other: 'The network’s links stop working at once, for every dataset you share here. # people are here now.',
          }),
    refused: ({ reason }: { reason: string }) => `Not changed. ${reason}`,

    title: 'On this network',
    none: 'This computer is not connected to any network at the moment. The links stand here when it is.',
    addresses: 'Link for people on the same network',
    alsoByName: 'The same by name, where the network knows it',
    copyLink: ({ host }: { host: string }) => `Copy the link with ${host}`,
    linkCopied: 'Link copied',
    picture: 'QR code of the link',
    firewall:
      'If it cannot be reached, a firewall may be in the way: allow connections to Annotate Share on this computer. Guest Wi-Fi often keeps computers apart.',

    warningTitle: 'What their browser will say',
    warningText:
      'On a first visit browsers warn that the connection is “not private”, because this computer made its own certificate. It is encrypted all the same. To be sure that nobody is in between, people compare the fingerprint before they go on.',
    steps: [
      'Chrome and Edge: “Not secure” beside the address, Certificate details; the SHA-256 fingerprint of the certificate. Then Advanced, Proceed.',
      'Firefox: Advanced, View Certificate; the SHA-256 fingerprint. Then go back, Accept the Risk and Continue.',
    ],
    fingerprint: 'Fingerprint (SHA-256)',
    copyFingerprint: 'Copy fingerprint',
    fingerprintCopied: 'Fingerprint copied',
    until: ({ date }: { date: string }) => `Until ${date}; a new one is made before that, with another fingerprint.`,

    trustTitle: 'No warning at all',
    trustText:
      'People who come often can trust this computer’s authority once: their browser then knows every certificate it makes. It can vouch for computers of your network only, for no site on the internet. They open the file and add it to the trusted authorities of their system (in Firefox: Settings, Certificates, Authorities, Import), after comparing its fingerprint.',
    save: 'Save the authority’s certificate…',
    saved: 'The authority’s certificate was handed to your browser to save',
    notSaved: ({ reason }: { reason: string }) => `Not saved. ${reason}`,
    authorityFile: 'annotate-share-authority.crt',
    authorityFingerprint: 'Its fingerprint (SHA-256)',

    ownTitle: 'The certificate',
    ownText: 'It is your own. Browsers that know who issued it do not warn.',

    copyAll: 'Copy all this as a text',
    allCopied: 'Text copied',
    message: (gaps: { title: string; url: string; fingerprint: string | null }) =>
      [
        `${gaps.title}, on our network:`,
        gaps.url,
        ...(gaps.fingerprint === null
          ? []
          : [
              '',
              'Your browser warns on the first visit, because my computer made its own certificate. Look at the certificate before you go on: its SHA-256 fingerprint is',
              gaps.fingerprint,
              'If it is another one, do not go on, and tell me.',
            ]),
      ].join('\n'),
  },
};
