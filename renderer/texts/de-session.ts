/** The German sentences of a session: on its way to live, while people look, and when it is over. */
import type { StepName } from '../../contract/session.ts';
import { plural, roleNames } from './de-locale.ts';
import type { enSession } from './en-session.ts';

const steps: Record<StepName, Record<'todo' | 'running' | 'done' | 'failed', string>> = {
  download: {
    todo: 'Datei herunterladen',
    running: 'Datei wird heruntergeladen',
    done: 'Datei heruntergeladen',
    failed: 'Die Datei wurde nicht heruntergeladen',
  },
  check: {
    todo: 'Datei prüfen',
    running: 'Datei wird geprüft',
    done: 'Datei geprüft',
    failed: 'Die Datei wurde nicht geprüft',
  },
  environment: {
    todo: 'Annotate einrichten',
    running: 'Annotate wird eingerichtet',
    done: 'Annotate ist eingerichtet',
    failed: 'Annotate wurde nicht eingerichtet',
  },
  start: {
    todo: 'Annotate mit Ihrem Datensatz starten',
    running: 'Annotate startet mit Ihrem Datensatz',
    done: 'Annotate gestartet',
    failed: 'Annotate ist nicht gestartet',
  },
  tunnel: {
    todo: 'Weg ins Internet öffnen',
    running: 'Weg ins Internet wird geöffnet',
    done: 'Weg ins Internet geöffnet',
    failed: 'Der Weg ins Internet wurde nicht geöffnet',
  },
};

export const deSession: typeof enSession = {
  reach: {
    computer: 'Dieser Computer',
    network: 'Dieses Netzwerk',
    internet: 'Das Internet',
    computerSays: 'Nur Sie, in einem Browser auf diesem Computer. Nichts verlässt ihn.',
    networkSays: 'Alle im selben Netzwerk, die diesen Computer erreichen, den Link haben und sich anmelden können.',
    internetSays:
      'Alle, die den Link haben und sich anmelden können. Bei den meisten Wegen könnte eine Firma oder ein Relay mitlesen; den Weg wählen Sie als Nächstes.',
    publicTitle: 'Diese Sitzung aus dem Internet erreichbar machen?',
    publicText: 'Wer den Link hat und sich anmelden kann, könnte sie ansehen und ihre Werte Gen für Gen herunterladen.',
    goPublic: 'Öffentlich machen',
    stayPrivate: 'Auf diesem Computer bleiben',
    legend: 'Wer diese Sitzung erreicht',
    change: 'Ändern…',
    leavePublic: 'Weg ins Internet schließen',
    leaveSays: ({ here }) =>
      here === 0
        ? 'Der öffentliche Link gilt sofort nicht mehr; ein späterer kann ein anderer sein.'
        : plural(here, {
            one: 'Der öffentliche Link gilt sofort nicht mehr; ein späterer kann ein anderer sein. # Person ist gerade hier.',
            other:
              'Der öffentliche Link gilt sofort nicht mehr; ein späterer kann ein anderer sein. # Personen sind gerade hier.',
          }),
    onComputer: 'Nur auf diesem Computer erreichbar',
    onNetwork: 'In diesem Netzwerk erreichbar',
    opening: 'Der Weg ins Internet wird geöffnet…',
    openingSays: 'Das dauert einige Sekunden. Der Link auf diesem Computer funktioniert schon.',
    upSince: ({ since }) => `Aus dem Internet erreichbar seit ${since}`,
    up: 'Aus dem Internet erreichbar',
    lost: 'Der Weg ins Internet ging verloren',
    lostSays: 'Er wird gerade wieder geöffnet. Der Link auf diesem Computer funktioniert weiter.',
    failed: 'Der Weg ins Internet ist nicht offen',
    failedSays: 'Der Link auf diesem Computer funktioniert weiter.',
    openAgain: 'Wieder öffnen',
    stopOpening: 'Abbrechen',
    relayAsks:
      'Beim ersten Besuch wird nach einem „tunnel password“ gefragt, das loca.lt/mytunnelpassword auf diesem Computer anzeigt.',
    stateReady: 'bereit',
    stateOff: 'fragt Sie zuerst',
    stateOpening: 'wird geöffnet',
    stateUp: 'offen',
    stateLost: 'verloren, wird wieder geöffnet',
    stateFailed: 'ließ sich nicht öffnen',
    refused: ({ reason }) => `Nicht geändert. ${reason}`,
  },

  caps: {
    atOnce: 'Eine Änderung gilt sofort, für alle.',
    diffexp: 'Differentielle Expression',
    annotations: 'Annotationen',
    diffexpOn: 'Zwei Gruppen von Zellen vergleichen. Gerechnet wird auf diesem Computer.',
    diffexpOff: 'Zurzeit kann niemand Gruppen von Zellen vergleichen.',
    annotationsOn: 'Zellen labeln und Genlisten anlegen. Jede Person hat ihre eigenen.',
    annotationsOff: 'Zurzeit kann niemand Zellen labeln. Frühere Labels bleiben erhalten.',
    refused: ({ reason }) => `Es bleibt, wie es war. ${reason}`,
  },

  roles: {
    name: ({ role }) => roleNames[role],
    capped: ({ role, off: [first, second] }) => {
      if (first === undefined) return role;
      if (second !== undefined) return `${role}; differentielle Expression und Annotationen sind aus`;
      return first === 'diffexp' ? `${role}; differentielle Expression ist aus` : `${role}; Annotationen sind aus`;
    },
    general: 'Rolle mit diesem Link',
    generalLabel: 'Rolle der Personen mit dem allgemeinen Link',
    closed: 'Niemand kann sich neu anmelden: Der allgemeine Link ist geschlossen.',
    closedOpen: 'Wieder öffnen',
  },

  sleep: {
    legend: 'Wenn niemand da ist',
    what: 'Wenn niemand da ist, schläft die Sitzung ein',
    says: 'Ihr Arbeitsspeicher wird frei. Der Link gilt weiter: Der nächste Besuch weckt sie in etwa einer Sekunde.',
    neverSays: 'Sie bleibt bereit und behält ihren Arbeitsspeicher.',
    label: 'Wann sie einschläft',
    after: ({ minutes }) =>
      minutes >= 60 && minutes % 60 === 0
        ? plural(minutes / 60, { one: 'Nach # Stunde', other: 'Nach # Stunden' })
        : plural(minutes, { one: 'Nach # Minute', other: 'Nach # Minuten' }),
    never: 'Nie',
  },

  preparing: {
    left: ({ time }) => `noch etwa ${time}`,
    title: ({ title }) => `${title} wird vorbereitet`,
    first:
      'Das erste Mal dauert am längsten, weil Annotate auf diesem Computer eingerichtet wird. Danach öffnet sich ein Datensatz in Sekunden.',
    again: 'Das dauert einige Sekunden. Der Link erscheint, sobald andere ihn laden können.',
    steps: 'Schritte',
    step: ({ step, state }) => steps[step][state],
    progress: ({ step, percent }) => `${step}, ${percent}`,
    cancel: 'Teilen abbrechen',
    close: 'Fenster schließen',
    closeSafe:
      'Sie können es ruhig schließen: Es geht im Infobereich weiter und meldet sich, sobald der Link bereit ist.',
  },

  session: {
    parts: 'Bereiche dieser Sitzung',
    overview: 'Überblick',
    people: 'Personen',
    open: 'Öffnen',
    openLabel: ({ title }) => `${title} in einem Browser öffnen`,
    pause: 'Pausieren',
    resume: 'Fortsetzen',
    stop: 'Beenden',
    live: 'Aktiv',
    since: ({ time }) => `seit ${time}`,
    facts: ({ cells, genes }) => `${cells} Zellen, ${genes} Gene`,
    startingAgain: 'Startet neu',
    stopping: 'Wird beendet',
    paused: 'Pausiert',
    asleep: 'Schläft',
    preparing: 'Wird vorbereitet',
    failed: 'Fehlgeschlagen',
    stopped: 'Beendet',
    needsYou: 'Aktiv, braucht Sie',
    pausedBanner: 'Sie haben diese Sitzung pausiert.',
    pausedBannerSays: 'Wer den Link hat, sieht das. Ihr Arbeitsspeicher wurde frei, und der Link bleibt derselbe.',
    asleepBanner: 'Seit einer Weile war niemand da, darum wurde der Arbeitsspeicher frei.',
    asleepBannerSays: 'Der Link gilt weiter: Der nächste Besuch weckt die Sitzung.',
    storeBanner: 'Der Matrixspeicher wird aufgebaut.',
    storeBannerSays:
      'Man kann schon arbeiten. Differentielle Expression und einzelne Gene werden schneller, wenn er fertig ist.',
    restartingBanner: 'Annotate startet mit diesem Datensatz neu.',
    restartingBannerSays:
      'Wer gerade da ist, sieht das für einige Sekunden und arbeitet dann von selbst weiter. Der Link bleibt derselbe.',
    noticeSince: ({ time }) => `Seit ${time}.`,
    notStopped: ({ reason }) => `Nicht beendet. ${reason}`,
    notPaused: ({ reason }) => `Nicht geändert. ${reason}`,
  },

  link: {
    heading: 'Link',
    copy: 'Link kopieren',
    copiedSpoken: 'Link kopiert',
    opening: 'Der öffentliche Link wird geöffnet…',
    none: 'Der Link ist noch nicht bekannt',
    also: 'Auf diesem Computer',
    alsoCopy: 'Link für diesen Computer kopieren',
    user: 'Benutzername',
    copyUser: 'Benutzernamen kopieren',
    password: 'Passwort',
    showPassword: 'Passwort anzeigen',
    copyPassword: 'Passwort kopieren',
    userCopied: 'Benutzername kopiert',
    passwordCopied: 'Passwort kopiert',
    notCopied: 'Das Kopieren ging nicht. Markieren Sie den Text und kopieren Sie ihn mit der Tastatur.',
    qr: 'QR-Code',
    email: 'E-Mail-Text…',
  },

  qr: {
    picture: 'QR-Code des Links',
    text: 'Halten Sie die Kamera eines Smartphones oder Tablets darauf. Dann wird nach Benutzername und Passwort gefragt.',
    onlyHere:
      'Dieser Link gilt nur auf diesem Computer: Ein Smartphone kann ihn erst öffnen, wenn Sie die Sitzung aus dem Internet erreichbar machen.',
    failed: ({ reason }) => `Der QR-Code konnte nicht erstellt werden. ${reason}`,
  },

  email: {
    title: 'E-Mail-Text',
    withPassword: 'Passwort in dieselbe E-Mail schreiben (weniger sicher)',
    open: 'Im Mailprogramm öffnen',
    copy: 'Text kopieren',
    copiedSpoken: 'Text kopiert',
    onlyHere:
      'Dieser Link gilt nur auf diesem Computer. Machen Sie die Sitzung aus dem Internet erreichbar, bevor Sie ihn verschicken.',
    subject: ({ title }) => `Ein Datensatz zum Ansehen: ${title}`,
    body: ({ title, cells, url, user, password, first }) =>
      [
        'Guten Tag,',
        '',
        cells === null
          ? `„${title}“ können Sie jetzt im Browser ansehen:`
          : `„${title}“ (${cells} Zellen) können Sie jetzt im Browser ansehen:`,
        url,
        '',
        `Benutzername: ${user}`,
        password === null ? 'Das Passwort schicke ich Ihnen auf einem anderen Weg.' : `Passwort: ${password}`,
        ...(first === null ? [] : ['', first]),
        '',
        'Es funktioniert in Chrome, Edge und Firefox, ohne dass etwas installiert werden muss. Geben Sie den Link nicht weiter.',
      ].join('\n'),
  },

  people: {
    hereNow: 'Gerade hier',
    nobodyYet: 'Noch niemand. Schicken Sie den Link mit Benutzername und Passwort an die, die ihn brauchen.',
    nobodyNow: ({ name, when }) => `Niemand. Zuletzt hier: ${name}, ${when}.`,
    here: ({ role, when }) => `${role}, hier seit ${when}`,
    program: ({ role }) => `${role}, ein Programm`,
    more: ({ count }) => plural(count, { one: 'und # weitere', other: 'und # weitere' }),
    hereCount: ({ count }) => plural(count, { one: '# Person hier', other: '# Personen hier' }),
    nobodyHere: 'Niemand hier',
    table: 'Personen dieser Sitzung',
    person: 'Person',
    role: 'Rolle',
    lastSeen: 'Zuletzt da',
    requests: 'Anfragen',
    sent: 'Gesendet',
    total: ({ requests, bytes }) =>
      plural(requests, { one: `# Anfrage, ${bytes} gesendet`, other: `# Anfragen, ${bytes} gesendet` }),
    actions: 'Aktionen',
    now: 'gerade hier',
    firstSeen: ({ when }) => `Zuerst gesehen: ${when}`,
    byProgram: ({ when }) => `Ein Programm, zuerst gesehen: ${when}`,
    guest: 'Jeder Browser, der sich mit dem allgemeinen Link anmeldet, ist ein eigener Gast mit eigenen Annotationen.',
    general: 'Alle mit dem allgemeinen Link',
    generalOpen: ({ user }) => `Benutzername ${user} und das Passwort dazu`,
    generalClosed: 'Geschlossen: Niemand kann sich damit anmelden',
    close: 'Schließen',
    closeLabel: 'Schließen: allgemeiner Link',
    openAgain: 'Wieder öffnen',
    openAgainLabel: 'Wieder öffnen: allgemeiner Link',
  },

  gauges: {
    heading: 'Was diese Sitzung braucht',
    memory: 'Speicher',
    memorySays: 'belegt Annotate',
    processor: 'Prozessor',
    memoryFree: ({ free }) => `${free} frei`,
    memoryAmber: ({ short }) => (short ? 'Vergleiche warten' : 'fast alles belegt'),
    processorCores: ({ busy, cores }) =>
      plural(cores, {
        one: `${busy} von # Kern`,
        other: `${busy} von # Kernen`,
      }),
    processorAmber: 'fast alle belegt',
    hints: {
      memoryShort:
        'Der Arbeitsspeicher ist knapp: Neue Vergleiche werden zurückgehalten, bis es mehr gibt. Umschauen geht weiter.',
      memory:
        'Programme auf diesem Computer belegen mehr als 85 % des Arbeitsspeichers. Schließen Sie einige, ehe Vergleiche zurückgehalten werden.',
      processor: 'Diese Sitzung belegt mehr als 85 % des Prozessors: Vergleiche dauern länger.',
      queue: 'Vergleiche warten, bis sie an der Reihe sind. Umschauen nicht.',
    },
    processorSays: 'eines Kerns',
    queue: 'Warteschlange',
    queueSays: ({ waiting, computing, refused }) => {
      const now =
        computing === 0 && waiting === 0
          ? 'niemand wartet'
          : plural(computing, { one: '# wird berechnet', other: '# werden berechnet' });
      return refused === 0 ? now : `${now}, ${plural(refused, { one: '# abgelehnt', other: '# abgelehnt' })}`;
    },
    sent: 'Gesendet',
    sentSays: 'seit dem Teilen',
    cache: 'Cache',
    cacheSays: ({ share }) => `${share} der Antworten`,
    cacheUnused: 'noch keine Antworten',
  },

  stop: {
    title: ({ title }) => `${title} nicht mehr teilen?`,
    text: ({ here }) =>
      plural(here, {
        one: '# Person ist hier. Der Link gilt sofort nicht mehr; was sie gespeichert hat, bleibt auf diesem Computer.',
        other:
          '# Personen sind hier. Der Link gilt sofort nicht mehr; was sie gespeichert haben, bleibt auf diesem Computer.',
      }),
    confirm: 'Nicht mehr teilen',
    keep: 'Weiter teilen',
    everything: 'Alles beenden',
    everythingTitle: 'Alle Sitzungen beenden?',
    everythingText: ({ here }) =>
      plural(here, {
        one: '# Person ist hier. Alle Links gelten sofort nicht mehr; was sie gespeichert hat, bleibt auf diesem Computer.',
        other:
          '# Personen sind hier. Alle Links gelten sofort nicht mehr; was sie gespeichert haben, bleibt auf diesem Computer.',
      }),
  },

  over: {
    title: ({ title }) => `${title} wird nicht mehr geteilt`,
    text: 'Der Link gilt nicht mehr. Was andere gespeichert haben, bleibt auf diesem Computer, und die Datei wurde nicht verändert.',
    again: 'Wieder teilen',
    other: 'Anderen Datensatz teilen…',
    remove: 'Aus der Liste entfernen',
    unknownTitle: 'Diese Sitzung ist vorbei',
    unknownText: 'Ihr Link gilt nicht mehr. Was andere gespeichert haben, bleibt auf diesem Computer.',
  },
};
