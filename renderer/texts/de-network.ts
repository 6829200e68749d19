/** The German sentences about the network: who reaches it, what browsers will say of the certificate, and what people should do then. */
import { plural } from './de-locale.ts';
import type { enNetwork } from './en-network.ts';

export const deNetwork: typeof enNetwork = {
  network: {
    says: 'Alle im selben WLAN, Kabelnetz oder VPN, die den Link haben und sich anmelden können. Die Verbindung ist verschlüsselt. Das gilt für jeden Datensatz, den Sie hier teilen.',
    warns: 'Browser warnen beim ersten Besuch, weil dieser Computer sein Zertifikat selbst erstellt hat.',
    known: 'Das Zertifikat ist Ihr eigenes.',
    tell: 'Was die anderen wissen sollten…',
    off: 'aus',
    open: 'offen',
    goOn: 'Für dieses Netzwerk öffnen',
    goOff: 'Für dieses Netzwerk schließen',
    closing: ({ here }) =>
      here === 0
        ? 'Die Links im Netzwerk gelten sofort nicht mehr, für jeden Datensatz, den Sie hier teilen. Öffnen Sie es wieder, sind es dieselben.'
        : plural(here, {
            one: 'Die Links im Netzwerk gelten sofort nicht mehr, für jeden Datensatz, den Sie hier teilen. # Person ist gerade hier.',
            other:
              'Die Links im Netzwerk gelten sofort nicht mehr, für jeden Datensatz, den Sie hier teilen. # Personen sind gerade hier.',
          }),
    refused: ({ reason }) => `Nicht geändert. ${reason}`,

    title: 'In diesem Netzwerk',
    none: 'Dieser Computer ist gerade mit keinem Netzwerk verbunden. Sobald er es ist, stehen die Links hier.',
    addresses: 'Link für Personen im selben Netzwerk',
    alsoByName: 'Derselbe mit Namen, wo das Netzwerk ihn kennt',
    copyLink: ({ host }) => `Link mit ${host} kopieren`,
    linkCopied: 'Link kopiert',
    picture: 'QR-Code des Links',
    firewall:
      'Ist er nicht erreichbar, steht vielleicht eine Firewall im Weg: Erlauben Sie auf diesem Computer Verbindungen zu Annotate Share. Gäste-WLANs trennen Computer oft voneinander.',

    warningTitle: 'Was der Browser sagen wird',
    warningText:
      'Beim ersten Besuch warnen Browser, die Verbindung sei „nicht privat“, weil dieser Computer sein Zertifikat selbst erstellt hat. Verschlüsselt ist sie trotzdem. Um sicher zu sein, dass niemand dazwischen ist, vergleicht man den Fingerabdruck, bevor man weitergeht.',
    steps: [
      'Chrome und Edge: „Nicht sicher“ neben der Adresse, Zertifikatdetails; der SHA-256-Fingerabdruck des Zertifikats. Dann Erweitert, Weiter.',
      'Firefox: Erweitert, Zertifikat anzeigen; der SHA-256-Fingerabdruck. Dann zurück, Risiko akzeptieren und fortfahren.',
    ],
    fingerprint: 'Fingerabdruck (SHA-256)',
    copyFingerprint: 'Fingerabdruck kopieren',
    fingerprintCopied: 'Fingerabdruck kopiert',
    until: ({ date }) => `Gültig bis ${date}; vorher wird ein neues erstellt, mit einem anderen Fingerabdruck.`,

    trustTitle: 'Ganz ohne Warnung',
    trustText:
      'Wer oft kommt, kann der Zertifizierungsstelle dieses Computers ein für alle Mal vertrauen: Der Browser kennt dann jedes Zertifikat, das sie ausstellt. Sie kann nur für Computer in Ihrem Netzwerk bürgen, für keine Website im Internet. Man öffnet die Datei und fügt sie den vertrauenswürdigen Zertifizierungsstellen des Systems hinzu (in Firefox: Einstellungen, Zertifikate, Zertifizierungsstellen, Importieren), nachdem man ihren Fingerabdruck verglichen hat.',
    save: 'Zertifikat speichern…',
    saved: 'Das Zertifikat der Zertifizierungsstelle wurde Ihrem Browser zum Speichern übergeben',
    notSaved: ({ reason }) => `Nicht gespeichert. ${reason}`,
    authorityFile: 'annotate-share-authority.crt',
    authorityFingerprint: 'Ihr Fingerabdruck (SHA-256)',

    ownTitle: 'Das Zertifikat',
    ownText: 'Es ist Ihr eigenes. Browser, die den Aussteller kennen, warnen nicht.',

    copyAll: 'Alles als Text kopieren',
    allCopied: 'Text kopiert',
    message: ({ title, url, fingerprint }) =>
      [
        `${title}, in unserem Netzwerk:`,
        url,
        ...(fingerprint === null
          ? []
          : [
              '',
              'Ihr Browser warnt beim ersten Besuch, weil mein Computer sein Zertifikat selbst erstellt hat. Sehen Sie sich das Zertifikat an, bevor Sie weitergehen: Sein SHA-256-Fingerabdruck ist',
              fingerprint,
              'Ist es ein anderer, gehen Sie nicht weiter und sagen Sie mir Bescheid.',
            ]),
      ].join('\n'),
  },
};
