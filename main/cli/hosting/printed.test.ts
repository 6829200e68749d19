import { expect, test } from 'vitest';
import { readPublicUrl } from '../public-url.ts';
import { apache } from './apache.ts';
import { nginx } from './nginx.ts';
import type { HostingPlan } from './plan.ts';
import { procfile } from './procfile.ts';
import { systemd } from './systemd.ts';

const publicUrl = readPublicUrl('https://lab.example.org/cells');
const plan: HostingPlan = {
  publicUrl,
  port: 8080,
  home: null,
  tls: null,
  htpasswd: null,
  userHeader: null,
  frontSecret: null,
  trustedProxies: ['loopback'],
  passwordFile: null,
  oidc: null,
  dataset: null,
  account: 'annotate-share',
  program: ['/opt/annotate-share'],
};
const full: HostingPlan = {
  ...plan,
  tls: { certificate: '/etc/c.pem', key: '/etc/k.pem' },
  htpasswd: '/etc/htpasswd',
  userHeader: 'X-Lab-User',
  frontSecret: { file: '/etc/front-secret', value: 'the-secret-of-the-front' },
};

test.each([
  ['nginx', nginx],
  ['apache', apache],
] as const)('%s: what a person could send is always set or taken away', (_, print) => {
  const open = print(plan, publicUrl);
  const withUsers = print(full, publicUrl);
  expect(open).toMatch(/X-Remote-User(?: "";|$)/m);
  expect(withUsers).toMatch(/X-Lab-User (?:\$remote_user;|"expr=%\{REMOTE_USER\}")/);
  // Named without passwords in front, everybody could name themselves.
  expect(print({ ...full, htpasswd: null }, publicUrl)).toMatch(/(?:X-Lab-User "";|unset X-Lab-User)/);
  for (const text of [open, withUsers]) expect(text).toMatch(/X-Forwarded-Proto[^]*X-Forwarded-Port/);
  expect(withUsers).toMatch(/(?:Authorization "";|unset Authorization)/);
  expect(open).not.toMatch(/Accept-Encoding/i);
});

test.each([
  ['nginx', nginx, /^server \{/m],
  ['apache', apache, /^<VirtualHost /m],
] as const)('%s: a whole server only where its certificate is known, and a redirect from http', (_, print, server) => {
  expect(print(plan, publicUrl)).not.toMatch(server);
  expect(print(full, publicUrl)).toMatch(server);
  expect(print(full, publicUrl)).toMatch(/(?:listen 80;|VirtualHost \*:80)/);
  expect(print(full, readPublicUrl('https://lab.example.org:8443/'))).not.toMatch(/(?:listen 80;|VirtualHost \*:80)/);
});

test('the comment says how Annotate Share is started to fit', () => {
  const text = nginx({ ...full, dataset: '/data/my lungs.h5ad', home: '/srv/share' }, publicUrl);
  expect(text).toContain(
    "#   annotate-share share '/data/my lungs.h5ad' --port 8080 --public-url https://lab.example.org/cells --trusted-proxy loopback" +
      ' --front-secret-file /etc/front-secret --trust-user-header X-Lab-User --home /srv/share\n',
  );
});

const lines = (text: string) => text.split('\n');

test.each<[string, Partial<HostingPlan>, readonly string[]]>([
  [
    'the usual folder is made by systemd',
    {},
    ['StateDirectory=annotate-share', 'ProtectHome=true', 'CapabilityBoundingSet='],
  ],
  ['one beside it, too', { home: '/var/lib/share-2' }, ['StateDirectory=share-2']],
  [
    'any other one is made writable',
    { home: '/srv/my share' },
    ['ReadWritePaths="/srv/my share"', 'WorkingDirectory=/srv/my share'],
  ],
  ['one that climbs out is no state folder', { home: '/var/lib/..' }, ['ReadWritePaths=/var/lib/..']],
  ['datasets in home folders stay readable', { dataset: '/home/anna/x.h5ad' }, ['ProtectHome=read-only']],
  ['a port of the system may be opened', { port: 443 }, ['AmbientCapabilities=CAP_NET_BIND_SERVICE']],
  ['secrets come as credentials', { passwordFile: '/etc/p' }, ['LoadCredential=password:/etc/p']],
])('systemd: %s', (_, change, expected) => {
  expect(lines(systemd({ ...plan, ...change }))).toEqual(expect.arrayContaining([...expected]));
});

test('systemd: nothing secret stands in the unit, and nothing that V8 cannot live with', () => {
  const unit = systemd({ ...full, passwordFile: '/etc/p' });
  expect(unit).not.toContain('the-secret-of-the-front');
  expect(unit).not.toMatch(/^MemoryDenyWriteExecute/m);
  expect(unit).toContain('--front-secret-file ${CREDENTIALS_DIRECTORY}/front-secret');
});

const oidc = {
  issuer: 'https://id.example.org/realms/university',
  clientId: 'annotate-share',
  secretFile: '/etc/oidc-secret',
  allow: ['example.org', 'guest@other.example'],
  name: 'Example University',
};

test('systemd: an institute’s sign-in is started with its secret as a credential', () => {
  const unit = systemd({ ...plan, oidc });
  expect(unit).toContain(
    '--oidc-issuer https://id.example.org/realms/university --oidc-client-id annotate-share' +
      ' --oidc-client-secret-file ${CREDENTIALS_DIRECTORY}/oidc-secret' +
      ' --oidc-allow example.org --oidc-allow guest@other.example --oidc-name "Example University"',
  );
  expect(lines(unit)).toContain('LoadCredential=oidc-secret:/etc/oidc-secret');
  expect(systemd({ ...plan, oidc: { ...oidc, secretFile: null } })).not.toMatch(/oidc-secret/);
});

test.each([
  ['procfile', procfile],
  ['nginx', nginx],
  ['apache', apache],
] as const)('%s: an institute’s sign-in is part of how it is started', (_, print) => {
  expect(print({ ...plan, oidc }, publicUrl)).toContain(
    "--oidc-client-secret-file /etc/oidc-secret --oidc-allow example.org --oidc-allow guest@other.example --oidc-name 'Example University'",
  );
});

test('a Procfile is one line that takes dataset and port from the environment', () => {
  const [web = '', ...more] = lines(procfile({ ...plan, trustedProxies: ['10.0.0.0/8'] })).filter((line) =>
    /^[^#]/.test(line),
  );
  expect(more).toEqual([]);
  expect(web).toMatch(/^web: .* exec node_modules\/.bin\/node main\/cli\/main.ts share --bind 0.0.0.0 --public-url /);
  expect(web).not.toMatch(/--port|DATASET/);
  expect(web).toContain('--trusted-proxy 10.0.0.0/8');
});
