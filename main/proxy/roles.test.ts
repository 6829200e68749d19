/** Every role, under every toggle, at every route by every method, by every way of being signed in, through the real proxy. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nothingHidden } from '../../contract/hides.ts';
import { roles, type Role, type Toggles } from '../../contract/session.ts';
import { inviteToken } from './testing/fake-session.ts';
import { basic, cookieFrom, ProxyFixture, type Answer } from './testing/proxy-fixture.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'] as const;
type Method = (typeof methods)[number];

/** Written down once more, apart from the policy: what each method of each route needs. Everything not named is 405. */
type Needs = 'nothing' | 'expression' | 'diffexp' | 'annotations';
const api = '/api/v0.2';
const routes: Readonly<Record<string, Partial<Record<Method, Needs>>>> = {
  '/': { GET: 'nothing', HEAD: 'nothing' },
  '/static/main.js': { GET: 'nothing', HEAD: 'nothing' },
  '/static/assets/font.ttf': { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/schema`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/config`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/colors`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/layout/obs`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/annotations/var`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/annotations/obs`]: { GET: 'nothing', HEAD: 'nothing', PUT: 'annotations' },
  [`${api}/genesets`]: { GET: 'nothing', HEAD: 'nothing', PUT: 'annotations' },
  [`${api}/data/var`]: { GET: 'expression', HEAD: 'expression', PUT: 'expression' },
  [`${api}/summarize/var`]: { GET: 'expression', HEAD: 'expression', POST: 'expression' },
  [`${api}/diffexp/obs`]: { POST: 'diffexp' },
};

/** What Annotate has, or other servers would have, and nobody reaches. */
const unlisted = ['/health', '/obsolete.js', `${api}/`, `${api}/nothing`, '/static/', '/constructor', '/favicon.ico'];

/** Other spellings of routes that save, compute and read: what a server behind would perhaps take for them. */
const disguises = (route: string): readonly string[] => {
  const [, first = '', rest = ''] = /^\/([^/]+)\/(.*)$/.exec(route) ?? [];
  return [
    `/${route}`,
    `/${first}//${rest}`,
    `${route}/`,
    `${route}%2f`,
    `/%${first.charCodeAt(0).toString(16)}${first.slice(1)}/${rest}`,
    `/${first}%2F${rest}`,
    `/./${first}/${rest}`,
    `/${first}/./${rest}`,
    `/x/../${first}/${rest}`,
    `/static/../${first}/${rest}`,
    `/static/..%2f${first}/${rest}`,
    `/${first}\\${rest}`,
    `/${first.toUpperCase()}/${rest}`,
    `${route};x=1`,
    `${route}%00`,
    `${route}%20`,
    `${route}%3fx`,
    `${route}.`,
  ];
};

interface State extends Toggles {
  readonly expression: boolean;
}

const may = (needs: Needs, role: Role, { expression, diffexp, annotations }: State): boolean => {
  if (needs === 'diffexp') return expression && diffexp && (role === 'analyst' || role === 'annotator');
  if (needs === 'expression') return expression;
  return needs === 'nothing' || (annotations && role === 'annotator');
};

let fixture: ProxyFixture;
let asked = 0;
/** What a request carries that is signed in so. */
const ways = new Map<string, Readonly<Record<string, string>>>([['program', { authorization: basic }]]);

beforeAll(async () => {
  fixture = await new ProxyFixture().start();
  for (const route of Object.keys(routes)) {
    fixture.host.on(route, (_, response) => response.setHeader('Content-Type', 'application/json').end('{}'));
  }
  ways.set('invite', { cookie: cookieFrom(await fixture.acceptInvite(inviteToken)) });
  ways.set('general link', { cookie: await fixture.cookie() });
});
afterAll(() => fixture.stop());

const both = [true, false];
const states: readonly State[] = [
  ...both.flatMap((diffexp) => both.map((annotations) => ({ diffexp, annotations, expression: true }))),
  { diffexp: true, annotations: true, expression: false },
];

interface Seen extends Answer {
  /** Whether the host was asked. */
  readonly reached: boolean;
}

async function ask(method: string, path: string, headers: Readonly<Record<string, string>>): Promise<Seen> {
  asked += 1;
  // Of other data each time: nothing can be answered from memory, so that the host shows what was let through.
  fixture.session.content = `content-${asked}`;
  const before = fixture.host.asked.length;
  const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { body: '{}' } : {};
  const answer = await fixture.send(path, { method, headers, ...body });
  return { ...answer, reached: fixture.host.asked.length > before };
}

function put(role: Role, { expression, ...toggles }: State): void {
  fixture.session.gatekeeper.role = role;
  fixture.session.toggles = toggles;
  fixture.session.hides = { ...nothingHidden, expression: !expression };
}

describe.each(roles)('%s', (role) => {
  describe.each(states)('with toggles %o', (state) => {
    test.each(['invite', 'general link', 'program'])('signed in by %s', async (way) => {
      put(role, state);
      for (const [route, table] of Object.entries(routes)) {
        for (const method of methods) {
          const needs = table[method];
          const { status, reached } = await ask(method, `/d/pbmc${route}`, ways.get(way) ?? {});
          const allowed = needs !== undefined && may(needs, role, state);
          const expected = needs === undefined ? [405, false] : allowed ? [200, true] : [501, false];
          // The rewritten answers want a real page or config to rewrite: what counts is that the host was asked.
          const answered = allowed && reached ? 200 : status;
          expect([method, route, answered, reached]).toEqual([method, route, ...expected]);
        }
      }
    });
  });

  test('what is on no list, and what is by another spelling, is not there by any method', async () => {
    put(role, { diffexp: true, annotations: true, expression: true });
    const spellings = [`${api}/genesets`, `${api}/diffexp/obs`, `${api}/schema`].flatMap(disguises);
    for (const path of [...unlisted, ...spellings]) {
      for (const method of methods) {
        const { status, reached } = await ask(method, `/d/pbmc${path}`, ways.get('invite') ?? {});
        expect([method, path, status, reached]).toEqual([method, path, 404, false]);
      }
    }
  });
});

describe('nobody', () => {
  beforeAll(() => put('annotator', { diffexp: true, annotations: true, expression: true }));

  const strangers: readonly [string, Record<string, string>][] = [
    ['nothing', {}],
    ['another kind of credentials', { authorization: 'Bearer x' }],
    ['a made-up cookie', { cookie: 'annotate-share=x; session=x' }],
    ['what only the proxy may say', { 'x-annotate-share-collaborator': 'maria', 'x-annotate-share-secret': 'x' }],
  ];

  test.each(strangers)(
    'with %s is told the same at every route, listed or not, and the host is not asked',
    async (_, headers) => {
      const told = new Set<string>();
      const paths = [...Object.keys(routes), ...unlisted, ...disguises(`${api}/genesets`)];
      for (const path of paths) {
        for (const method of methods) {
          const { status, body, reached } = await ask(method, `/d/pbmc${path}`, headers);
          expect([method, path, status, reached]).toEqual([method, path, 401, false]);
          if (method !== 'HEAD') told.add(body);
        }
      }
      expect(told.size).toBe(1);
    },
  );

  test('with a wrong password is told so wherever there is something, and wherever there is nothing', async () => {
    const headers = { authorization: `Basic ${Buffer.from('guest:wrong').toString('base64')}` };
    const answers = await Promise.all(
      ['/', '/health', `${api}/genesets`].map((path) => ask('GET', `/d/pbmc${path}`, headers)),
    );
    expect(answers.map(({ status, reached }) => [status, reached])).toEqual(answers.map(() => [401, false]));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  test('by another spelling of the session’s own address nobody is led into it, signed in or not', async () => {
    const addresses = [
      '/d//pbmc/',
      '//d/pbmc/',
      '/D/pbmc/',
      '/d/PBMC/',
      '/d/pbmc%2f',
      '/d/%70bmc/',
      '/x/../d/pbmc/',
      '/d/./pbmc/',
      '/d/pbmc;/',
      '/pbmc/',
    ];
    for (const address of addresses) {
      for (const headers of [{}, ...ways.values()]) {
        const { status, reached } = await ask('GET', `${address}api/v0.2/schema`, headers);
        expect([address, [401, 404].includes(status), reached]).toEqual([address, true, false]);
      }
    }
  });
});
