/** Invented sessions, people and datasets for the page's tests: every state that the control API can answer. */
import type { Check, Recent, Snapshot } from '../../contract/control.ts';
import { describeFailure, type ErrorCode, type FailureValues } from '../../contract/errors.ts';
import type { Network } from '../../contract/network.ts';
import type { Browser, Invite, Notice, Person, Reach, Session, Step } from '../../contract/session.ts';
import { anInvite, aSession } from '../../contract/testing/example-session.ts';
import { tunnelProviders, type Way } from '../../contract/tunnel.ts';

/** The tests' clock: the page is told it is this moment, so that times in it do not change. */
export const now = new Date('2026-11-20T14:36:00');

export function at(time: string, day = '2026-11-20'): string {
  return new Date(`${day}T${time}:00`).toISOString();
}

export const onComputer: Reach = {
  rung: 'computer',
  provider: null,
  state: 'off',
  since: null,
  interruptions: [],
  error: null,
};

export const onInternet: Reach = {
  rung: 'internet',
  provider: 'localtunnel',
  state: 'up',
  since: at('09:13'),
  interruptions: [],
  error: null,
};

export const offNetwork: Network = {
  lan: 'off',
  addresses: [],
  here: null,
  tls: 'off',
  fingerprint: null,
  authorityFingerprint: null,
  authorityFile: null,
  expiresAt: null,
  notices: [],
};

const pairs = (from: number) =>
  Array.from({ length: 32 }, (_, index) => ((from + index * 37) % 256).toString(16).toUpperCase().padStart(2, '0'));

export const onNetwork: Network = {
  ...offNetwork,
  lan: 'on',
  addresses: ['https://192.168.1.7:8443', 'https://lina-laptop.local:8443'],
  here: 'http://127.0.0.1:40123',
  tls: 'self-made',
  fingerprint: pairs(11).join(':'),
  authorityFingerprint: pairs(200).join(':'),
  authorityFile: '/home/lina/.annotate-share/certificates/authority.crt',
  expiresAt: at('09:12', '2026-12-20'),
};

export function person(name: string, rest: Partial<Person> = {}): Person {
  return {
    id: name.toLowerCase().replaceAll(' ', '-'),
    name,
    role: 'annotator',
    by: 'general-link',
    here: true,
    firstSeen: at('14:18'),
    lastSeen: at('14:35'),
    requests: 214,
    bytesSent: 48_000_000,
    invite: null,
    browsers: [],
    ...rest,
  };
}

export function invite(name: string, rest: Partial<Invite> = {}): Invite {
  const id = name.toLowerCase().replaceAll(' ', '-');
  return anInvite(name, {
    id,
    person: `${id}-person`,
    url: `https://calm-otter-27.loca.lt/d/fetal-lung/-/invite/${Buffer.from(name).toString('hex').padEnd(52, '0').slice(0, 52)}`,
    ...rest,
  });
}

/** Somebody who came by the invite of the same name. */
export function invited(name: string, rest: Partial<Person> = {}): Person {
  const { id, person: personId } = invite(name);
  return person(name, { id: personId, by: 'invite', invite: id, browsers: [browser('1')], ...rest });
}

export function browser(id: string, rest: Partial<Browser> = {}): Browser {
  return {
    id: `b-${id}`,
    name: 'Firefox on Windows',
    address: '192.0.2.17',
    firstSeen: at('10:12'),
    lastSeen: at('14:30'),
    ...rest,
  };
}

export function resources(rest: Partial<Session['resources']> = {}): Session['resources'] {
  return { ...aSession().resources, ...rest };
}

export function session(id: string, title: string, rest: Partial<Session> = {}): Session {
  return aSession({
    id,
    title,
    signIn: { user: 'guest', password: 'hk4t-m9wq-x2vd-8rpn' },
    resources: resources({
      memoryBytes: 312_000_000,
      cpu: 0.14,
      requests: 1_214,
      bytesSent: 212_000_000,
      cacheHitRate: 0.93,
      cacheBytes: 24_000_000,
    }),
    createdAt: at('09:12'),
    liveSince: at('09:12'),
    dataset: {
      path: `/home/lina/Lung atlas/${id}.h5ad`,
      fileName: `${id}.h5ad`,
      sizeBytes: 1_100_000_000,
      cells: 87_412,
      genes: 24_306,
    },
    ...rest,
  });
}

export function notice(code: Notice['code'], severity: Notice['severity'], message: string, hint: string): Notice {
  return { code, severity, since: at('14:32'), message, hint };
}

export function failed(id: string, title: string, code: ErrorCode, values: FailureValues, detail?: string): Session {
  return session(id, title, {
    phase: 'failed',
    url: null,
    liveSince: null,
    error: describeFailure(code, values, detail),
    dataset: { path: `/home/lina/${id}.h5ad`, fileName: `${id}.h5ad`, sizeBytes: null, cells: null, genes: null },
  });
}

export function preparing(id: string, title: string, steps: readonly Step[]): Session {
  return session(id, title, {
    phase: 'preparing',
    url: null,
    liveSince: null,
    steps: [...steps],
    resources: resources(),
    dataset: {
      path: `/home/lina/${id}.h5ad`,
      fileName: `${id}.h5ad`,
      sizeBytes: 390_000_000,
      cells: null,
      genes: null,
    },
  });
}

export const settingUp: readonly Step[] = [
  { name: 'check', state: 'done', done: 1, detail: null, seconds: 0.4 },
  {
    name: 'environment',
    state: 'running',
    done: 0.62,
    detail: 'Downloading 63 Python packages, 118 of 190 MB',
    seconds: 74.2,
  },
  { name: 'start', state: 'todo', done: null, detail: null, seconds: null },
  { name: 'tunnel', state: 'todo', done: null, detail: null, seconds: null },
];

export const recents: readonly Recent[] = [
  {
    path: '/home/lina/Lung atlas/fetal_lung_w12-20_final.h5ad',
    fileName: 'fetal_lung_w12-20_final.h5ad',
    title: 'Fetal lung, week 12–20',
    sharedAt: at('17:40', '2026-11-19'),
    sizeBytes: 1_100_000_000,
    missing: false,
    favourite: false,
  },
  {
    path: '/home/lina/pbmc68k.h5ad',
    fileName: 'pbmc68k.h5ad',
    title: 'PBMC 68k, reduced',
    sharedAt: at('10:02', '2026-11-14'),
    sizeBytes: 9_400_000,
    missing: false,
    favourite: false,
  },
  {
    path: '/home/lina/Downloads/retina_p0-p14.h5ad',
    fileName: 'retina_p0-p14.h5ad',
    title: 'Mouse retina, P0–P14',
    sharedAt: at('16:20', '2026-10-30'),
    sizeBytes: null,
    missing: true,
    favourite: false,
  },
];

export const lung = session('fetal-lung', 'Fetal lung, week 12–20', {
  publicUrl: 'https://calm-otter-27.loca.lt/d/fetal-lung/',
  reach: onInternet,
  people: [
    person('Maria Okafor'),
    person('Jonas Weber', { role: 'analyst', firstSeen: at('13:47') }),
    person('Guest 3', { role: 'viewer', firstSeen: at('14:02') }),
    person('Programs', { by: 'program', here: false, lastSeen: at('11:20'), firstSeen: at('09:40') }),
    person('Aiko Sato', { here: false, lastSeen: at('17:40', '2026-11-19'), firstSeen: at('10:00', '2026-11-12') }),
  ],
});

/** The same with invites in every state. */
export const lungInvited: Session = {
  ...lung,
  people: [
    invited('Maria Okafor', {
      browsers: [
        browser('1'),
        browser('2', { name: 'Safari on iPhone', address: '2001:db8::17', lastSeen: at('09:02') }),
      ],
    }),
    invited('Jonas Weber', { role: 'analyst', firstSeen: at('13:47') }),
    invited('Aiko Sato', { here: false, lastSeen: at('17:40', '2026-11-19'), firstSeen: at('10:00', '2026-11-12') }),
    person('Guest 3', { role: 'viewer', firstSeen: at('14:02'), browsers: [browser('3')] }),
    invited('Tom Kerr', { here: false, browsers: [], role: 'analyst', lastSeen: at('11:00', '2026-11-18') }),
  ],
  invites: [
    invite('Maria Okafor', { state: 'opened', expiresAt: at('18:00', '2026-11-27') }),
    invite('Jonas Weber', { state: 'opened', role: 'analyst' }),
    invite('Aiko Sato', { state: 'opened' }),
    invite('Prof. Ivanova', { role: 'viewer', expiresAt: at('14:00', '2026-11-26') }),
    invite('Tom Kerr', { state: 'revoked', role: 'analyst', revokedAt: at('11:05', '2026-11-18') }),
    invite('Lee Min-jun', { state: 'expired', expiresAt: at('12:00', '2026-11-19') }),
  ],
};

/** The same with somebody who came by the institute's sign-in. */
export const lungOfInstitute: Session = {
  ...lungInvited,
  institute: { name: 'Example University', role: 'annotator', open: true },
  people: [
    ...lungInvited.people,
    person('Samir Haddad', {
      id: 'institute-1d71dc3bc400af4e2855',
      by: 'oidc',
      account: 'samir@example.org',
      blocked: false,
      browsers: [browser('7')],
    }),
  ],
};

export const pbmc = session('pbmc-68k', 'PBMC 68k, reduced', {
  dataset: { path: '/home/lina/pbmc68k.h5ad', fileName: 'pbmc68k.h5ad', sizeBytes: 9_400_000, cells: 700, genes: 765 },
});

/** As it is shown once the network is switched on. */
export const pbmcOnNetwork: Session = {
  ...pbmc,
  url: 'https://192.168.1.7:8443/d/pbmc-68k/',
  reach: { ...onComputer, rung: 'network', state: 'up', since: at('09:12') },
};

export const retina = preparing('retina', 'Mouse retina, P0–P14', settingUp);

export const tumour = session('tumour-b', 'Tumour biopsies, cohort B', {
  publicUrl: 'https://slow-heron-41.loca.lt/d/tumour-b/',
  reach: { ...onInternet, interruptions: [{ from: at('14:31'), to: at('14:32') }] },
  people: [person('Elena Lund')],
  notices: [
    notice(
      'host-restarted',
      'warning',
      'Annotate was started again at 14:32.',
      'It had stopped by itself, often for want of memory. People went on after a few seconds; what they saved is safe.',
    ),
  ],
});

export const organoid = failed('organoid-d30', 'Organoid, day 30', 'dataset-no-embedding', {
  name: 'organoid_d30.h5ad',
});

export function snapshot(sessions: readonly Session[], rest: Partial<Snapshot> = {}): Snapshot {
  const computer = { memoryFree: 8_800_000_000, memoryTotal: 16_000_000_000, cores: 8 };
  return { version: '0.1.0', sessions: [...sessions], recents: [], computer, ...rest };
}

export function check(path: string, problems: Check['problems'] = []): Check {
  const fileName = path.split('/').at(-1) ?? path;
  const ok = problems.every((problem) => problem.severity !== 'error');
  return {
    ok,
    path,
    fileName,
    sizeBytes: 1_100_000_000,
    problems,
    facts: null,
    needs: null,
    identifiers: [],
    remembered: null,
    room: null,
  };
}

/** As a computer has them where ssh was set up once and nothing else was installed. */
export const ways: readonly Way[] = tunnelProviders.map((provider) => ({
  provider,
  available: provider === 'localtunnel' || provider === 'ssh',
  version: provider === 'ssh' ? 'OpenSSH_9.2p1' : null,
  lacks:
    provider === 'cloudflared' || provider === 'ngrok'
      ? describeFailure('tunnel-program-missing', { program: provider })
      : provider === 'command'
        ? describeFailure('tunnel-not-set-up', { way: 'a command', lack: 'which command is not said', option: '' })
        : null,
  readsAlong: provider !== 'ssh',
  last:
    provider === 'ssh'
      ? { provider, target: 'lina@gate.lunglab.example', url: 'https://cells.lunglab.example', port: 8080 }
      : null,
}));

/** Its columns are known, and one seems to tell who somebody is. */
export const telling: Session = {
  ...pbmc,
  columns: [
    { axis: 'cells', name: 'a_column_with_a_name_that_is_longer_than_any_window_is_wide', kind: 'text' },
    { axis: 'cells', name: 'donor_dob', kind: 'text' },
    { axis: 'genes', name: 'means', kind: 'numbers' },
  ],
  identifiers: [{ column: 'donor_dob', why: 'birth-date', certainty: 'likely' }],
  hiddenColumns: ['means'],
  hideExpression: true,
};
