/** Every role, under every toggle, at every route by every method, through the real proxy. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles, type Role, type Toggles } from '../../contract/session.ts';
import { inviteToken } from './testing/fake-session.ts';
import { cookieFrom, ProxyFixture } from './testing/proxy-fixture.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
type Method = (typeof methods)[number];

/** Written down once more, apart from the policy: what each method of each route needs. Everything not named is 405. */
type Needs = 'nothing' | 'diffexp' | 'annotations';
const api = '/api/v0.2';
const routes: Readonly<Record<string, Partial<Record<Method, Needs>>>> = {
  '/': { GET: 'nothing', HEAD: 'nothing' },
  '/static/main.js': { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/schema`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/config`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/colors`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/layout/obs`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/annotations/var`]: { GET: 'nothing', HEAD: 'nothing' },
  [`${api}/annotations/obs`]: { GET: 'nothing', HEAD: 'nothing', PUT: 'annotations' },
  [`${api}/genesets`]: { GET: 'nothing', HEAD: 'nothing', PUT: 'annotations' },
  [`${api}/data/var`]: { GET: 'nothing', HEAD: 'nothing', PUT: 'nothing' },
  [`${api}/summarize/var`]: { GET: 'nothing', HEAD: 'nothing', POST: 'nothing' },
  [`${api}/diffexp/obs`]: { POST: 'diffexp' },
};
const unlisted = ['/health', '/obsolete.js', `${api}/`, `${api}/nothing`, '/static/', '/constructor'];

const may = (needs: Needs, role: Role, { diffexp, annotations }: Toggles): boolean => {
  if (needs === 'diffexp') return diffexp && (role === 'analyst' || role === 'annotator');
  return needs === 'nothing' || (annotations && role === 'annotator');
};

let fixture: ProxyFixture;
let cookie: string;
let asked = 0;
beforeAll(async () => {
  fixture = await new ProxyFixture().start();
  for (const route of Object.keys(routes)) {
    fixture.host.on(route, (_, response) => response.setHeader('Content-Type', 'application/json').end('{}'));
  }
  cookie = cookieFrom(await fixture.acceptInvite(inviteToken));
});
afterAll(() => fixture.stop());

const states = [true, false].flatMap((diffexp) => [true, false].map((annotations) => ({ diffexp, annotations })));

describe.each(roles)('%s', (role) => {
  describe.each(states)('with toggles %o', (toggles) => {
    const ask = (method: string, path: string) => {
      asked += 1;
      // Of other data each time: nothing can be answered from memory, so that the host shows what was let through.
      fixture.session.content = `content-${asked}`;
      fixture.session.gatekeeper.role = role;
      fixture.session.toggles = toggles;
      const body = method === 'POST' || method === 'PUT' || method === 'PATCH' ? { body: '{}' } : {};
      return fixture.send(`/d/pbmc${path}`, { method, headers: { cookie }, ...body });
    };

    test.each(Object.keys(routes))('%s', async (route) => {
      const table = routes[route] ?? {};
      for (const method of methods) {
        const needs = table[method];
        const before = fixture.host.asked.length;
        const { status } = await ask(method, route);
        const reached = fixture.host.asked.length > before;
        const allowed = needs !== undefined && may(needs, role, toggles);
        const expected = needs === undefined ? [405, false] : allowed ? [200, true] : [501, false];
        // The rewritten answers want a real page or config to rewrite: what counts is that the host was asked.
        const answered = allowed && reached ? 200 : status;
        expect([method, answered, reached]).toEqual([method, ...expected]);
      }
    });

    test('what is on no list', async () => {
      for (const path of unlisted) {
        for (const method of methods) {
          const before = fixture.host.asked.length;
          expect([method, path, (await ask(method, path)).status]).toEqual([method, path, 404]);
          expect(fixture.host.asked.length).toBe(before);
        }
      }
    });
  });
});
