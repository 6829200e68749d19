/** What the service says ready-made and under no code of its own, with its German: remarks, what a step is doing, and the reasons that fill gaps. */

type Pairs = readonly (readonly [english: string, german: string])[];

const remarks: Pairs = [
  ['The file was changed while it is being shared.', 'Die Datei wurde verändert, während sie geteilt wird.'],
  [
    'People still see it as it was. Stop and share it again to show the new version.',
    'Zu sehen ist sie noch wie vorher. Beenden Sie die Sitzung, und teilen Sie die Datei noch einmal, um die neue Version zu zeigen.',
  ],
  [
    'The address on the internet is another one now: the link that people have does not work any more.',
    'Die Adresse im Internet ist jetzt eine andere: Der Link, den die anderen haben, gilt nicht mehr.',
  ],
  [
    'Send them the new link. Personal links have changed with it.',
    'Schicken Sie ihnen den neuen. Auch die persönlichen Links haben sich geändert.',
  ],
  ['This session ends in less than {left}.', 'Diese Sitzung endet in weniger als {left}.'],
  ['ten minutes', 'zehn Minuten'],
  ['a minute', 'einer Minute'],
  [
    'Extend it if people still need it. What they have saved is kept either way.',
    'Verlängern Sie sie, wenn sie noch gebraucht wird. Gespeichertes bleibt in jedem Fall erhalten.',
  ],
  [
    'This computer was short of memory for a while: differential expressions were refused ({refused}).',
    'Auf diesem Computer war der Arbeitsspeicher eine Weile knapp: Differentielle Expressionen wurden abgelehnt ({refused}).',
  ],
  [
    'There is enough again. If it happens often, close other programs or share fewer datasets at once.',
    'Jetzt reicht er wieder. Geschieht es oft, schließen Sie andere Programme, oder teilen Sie weniger Datensätze zugleich.',
  ],
  ['Annotate stopped and is being started again.', 'Annotate ist abgestürzt und startet gerade neu.'],
  [
    'People see a page that goes on by itself. Everything that showed as saved is safe.',
    'Wer da ist, sieht eine Seite, die von selbst weitergeht. Was als gespeichert angezeigt wurde, ist sicher.',
  ],
  ['Annotate stopped and was started again.', 'Annotate ist abgestürzt und wurde neu gestartet.'],
  [
    'If it happens often, this computer may be short of memory.',
    'Geschieht es oft, ist vielleicht der Arbeitsspeicher dieses Computers knapp.',
  ],
];

const steps: Pairs = [
  ['Making a place for Annotate', 'Für Annotate wird Platz geschaffen'],
  [
    'Downloading {total} Python packages, {done} of {all} MB',
    '{total} Python-Pakete werden heruntergeladen, {done} von {all} MB',
  ],
  [
    'Downloading Python packages, {done} MB so far; now {name}, {now} MB',
    'Python-Pakete werden heruntergeladen, bisher {done} MB; gerade {name}, {now} MB',
  ],
  ['Downloading Python packages, {done} MB so far', 'Python-Pakete werden heruntergeladen, bisher {done} MB'],
  ['Installing {total} Python packages', '{total} Python-Pakete werden installiert'],
  ['Checking that Annotate answers', 'Es wird geprüft, ob Annotate antwortet'],
  [
    'Waiting for another Annotate Share that is setting up Annotate',
    'Ein anderes Annotate Share richtet Annotate gerade ein',
  ],
  ['Downloading the example dataset, 2 MB', 'Der Beispieldatensatz wird heruntergeladen, 2 MB'],
  ['{done} of {all}, {time} left', '{done} von {all}, noch {time}'],
  ['{done} of {all} MB', '{done} von {all} MB'],
  ['{done} of {all} GB', '{done} von {all} GB'],
  ['a few seconds', 'wenige Sekunden'],
  ['{count} seconds', '{count} Sekunden'],
  ['{count} minutes', '{count} Minuten'],
  ['an hour', 'eine Stunde'],
  ['{count} hours', '{count} Stunden'],
];

const aboutFiles: Pairs = [
  ['it is a device or a pipe, not a file', 'Das ist ein Gerät oder eine Pipe, keine Datei'],
  ['it is a Zarr store, which is a folder', 'Das ist ein Zarr-Speicher, also ein Ordner'],
  [
    'another program is writing it, or ended before it was done',
    'Ein anderes Programm schreibt gerade daran, oder endete, bevor es fertig war',
  ],
  ['the system reports {what}', 'Das System meldet {what}'],
  ['it is empty', 'Sie ist leer'],
  [
    'it holds nothing but zeros, so its download never finished',
    'Sie enthält nur Nullen, das Herunterladen wurde also nie fertig',
  ],
  ['it is of a kind that is not known here', 'Ihre Art ist hier nicht bekannt'],
  ['it is an encrypted file; decrypt it first', 'Sie ist verschlüsselt; entschlüsseln Sie sie zuerst'],
  ['it is an HDF5 file', 'Es ist eine HDF5-Datei'],
  [
    'it is an HDF5 file whose name does not end in .h5ad; if it is an AnnData file, rename it',
    'Es ist eine HDF5-Datei, deren Name nicht auf .h5ad endet; ist es eine AnnData-Datei, benennen Sie sie um',
  ],
  ['it is a Loom file; scanpy.read_loom opens it', 'Es ist eine Loom-Datei; scanpy.read_loom öffnet sie'],
  [
    'it is an HDF5 file (.h5), as Cell Ranger writes them; scanpy.read_10x_h5 opens those',
    'Es ist eine HDF5-Datei (.h5), wie Cell Ranger sie schreibt; scanpy.read_10x_h5 öffnet sie',
  ],
  [
    'it is a MuData file, which holds several modalities; save one of them as .h5ad',
    'Es ist eine MuData-Datei mit mehreren Modalitäten; speichern Sie eine davon als .h5ad',
  ],
  ['it is a Seurat file (.h5seurat)', 'Es ist eine Seurat-Datei (.h5seurat)'],
  ['it is a file packed with {packer}; unpack it first', 'Sie ist mit {packer} gepackt; entpacken Sie sie zuerst'],
  ['it is a folder packed with tar; unpack it first', 'Es ist ein mit tar gepackter Ordner; entpacken Sie ihn zuerst'],
  ['it is a 7-Zip archive; unpack it first', 'Es ist ein 7-Zip-Archiv; entpacken Sie es zuerst'],
  ['it is an R workspace (RData)', 'Es ist ein R-Workspace (RData)'],
  ['it is an R object (RDS)', 'Es ist ein R-Objekt (RDS)'],
  ['its values are of type {type}', 'Ihre Werte sind vom Typ {type}'],
  ['its categories are of type {type}', 'Ihre Kategorien sind vom Typ {type}'],
  ['it is stored as {kind}', 'Sie ist als {kind} gespeichert'],
  [
    'it holds whole numbers of a type that allows for gaps (nullable integers)',
    'Sie enthält ganze Zahlen eines Typs, der Lücken erlaubt (nullable integers)',
  ],
  ['it holds yes and no with gaps (nullable booleans)', 'Sie enthält Ja und Nein mit Lücken (nullable booleans)'],
  ['it holds objects that are neither texts nor numbers', 'Sie enthält Objekte, die weder Texte noch Zahlen sind'],
  ['its name does not end in .h5ad', 'Der Name endet nicht auf .h5ad'],
  ['there is no such folder', 'Diesen Ordner gibt es nicht'],
];

const aboutServers: Pairs = [
  ['it leads on to nowhere', 'Er leitet ins Leere weiter'],
  ['it leads on and on', 'Er leitet immer weiter'],
  ['it leads on without encryption', 'Er leitet ohne Verschlüsselung weiter'],
  ['it leads on by an address with a password in it', 'Er leitet an eine Adresse weiter, in der ein Passwort steht'],
  ['it sends a part where the whole was asked for', 'Er schickt einen Teil, obwohl das Ganze verlangt war'],
  ['it changes again and again', 'Die Datei ändert sich immer wieder'],
  ['it was taken away', 'Die Datei ist verschwunden'],
  ['the connection ended before the file did', 'Die Verbindung endete vor der Datei'],
  ['it asks for a sign-in', 'Der Server verlangt eine Anmeldung'],
  ['it does not allow it', 'Der Server erlaubt es nicht'],
  ['it has no such file', 'Der Server hat diese Datei nicht'],
  ['a proxy in between asks for a sign-in', 'Ein Proxy dazwischen verlangt eine Anmeldung'],
  ['it was too slow', 'Der Server war zu langsam'],
  ['it has the file no longer', 'Der Server hat die Datei nicht mehr'],
  ['it was asked too often', 'Der Server wurde zu oft gefragt'],
  ['it is not available for now', 'Der Server ist gerade nicht erreichbar'],
  ['it answers with status {status}', 'Der Server antwortet mit Status {status}'],
  ['it has trouble of its own ({status})', 'Der Server hat selbst eine Störung ({status})'],
  ['nothing listens there', 'Dort hört nichts zu'],
  ['no answer', 'keine Antwort'],
  ['there is no way to it', 'Es führt kein Weg dorthin'],
  ['it ended the connection', 'Er hat die Verbindung beendet'],
  [
    'others may read the key file, so ssh does not use it',
    'Andere dürfen die Schlüsseldatei lesen, darum benutzt ssh sie nicht',
  ],
  ['the key file cannot be read', 'Die Schlüsseldatei lässt sich nicht lesen'],
  [
    'the key has a passphrase, which is not asked for here',
    'Der Schlüssel hat eine Passphrase, nach der hier nicht gefragt wird',
  ],
  ['the key file is none', 'Die Schlüsseldatei ist keine'],
  ['too many keys were tried', 'Es wurden zu viele Schlüssel versucht'],
  ['it knows none of the keys tried', 'Er kennt keinen der versuchten Schlüssel'],
  ['it did not open in time', 'Er ging nicht rechtzeitig auf'],
  ['it was closed here', 'Er wurde hier geschlossen'],
  ['the relay no longer knows it', 'Das Relay kennt ihn nicht mehr'],
  ['the relay ends every connection at once', 'Das Relay beendet jede Verbindung sofort'],
  ['nothing listens on this computer any more', 'Auf diesem Computer hört nichts mehr zu'],
  ['the bucket {name}', 'Bucket {name}'],
  ['no answer came within five seconds', 'Innerhalb von fünf Sekunden kam keine Antwort'],
  ['the AWS sign-in on this computer has run out', 'Die AWS-Anmeldung auf diesem Computer ist abgelaufen'],
  ['it does not know the AWS access key of this computer', 'Es kennt den AWS-Zugangsschlüssel dieses Computers nicht'],
  [
    'it does not accept the AWS secret key of this computer',
    'Es akzeptiert den geheimen AWS-Schlüssel dieses Computers nicht',
  ],
  ['the bucket is in another region', 'Der Bucket liegt in einer anderen Region'],
  ['no AWS credentials were found on this computer', 'Auf diesem Computer wurden keine AWS-Zugangsdaten gefunden'],
  ['it answered, but not as a localtunnel relay does', 'Es kam eine Antwort, aber nicht von einem localtunnel-Relay'],
  ['it gave an address that is not its own', 'Es nannte eine Adresse, die nicht die eigene ist'],
];

export const otherSentences: Pairs = [...remarks, ...steps, ...aboutFiles, ...aboutServers];
