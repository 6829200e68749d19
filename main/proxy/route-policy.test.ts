import { describe, expect, test } from 'vitest';
import type { Role, Toggles } from '../../contract/session.ts';
import { abilitiesOf, judgeRoute, mayDo, type RouteKind } from './route-policy.ts';

const on: Toggles = { diffexp: true, annotations: true };
const roles: Role[] = ['viewer', 'analyst', 'annotator'];

describe('roles, capped by toggles', () => {
  const may = (kind: RouteKind, toggles: Toggles, expression = false) =>
    roles.map((role) => mayDo(kind, abilitiesOf(role, toggles, { expression })));
  test.each<[RouteKind, Toggles, boolean[]]>([
    ['page', { diffexp: false, annotations: false }, [true, true, true]],
    ['read', { diffexp: false, annotations: false }, [true, true, true]],
    ['compute', on, [false, true, true]],
    ['compute', { diffexp: false, annotations: true }, [false, false, false]],
    ['save', on, [false, false, true]],
    ['save', { diffexp: true, annotations: false }, [false, false, false]],
  ])('%s with toggles %o', (kind, toggles, expected) => {
    expect(may(kind, toggles)).toEqual(expected);
  });

  test.each<[RouteKind, boolean[]]>([
    ['page', [true, true, true]],
    ['read', [true, true, true]],
    ['expression', [false, false, false]],
    ['compute', [false, false, false]],
    ['save', [false, false, true]],
  ])('%s while expression values are hidden', (kind, expected) => {
    expect(may(kind, on, true)).toEqual(expected);
  });
});

describe('default deny', () => {
  test.each<[string, string, RouteKind | 404 | 405]>([
    ['GET', '/', 'page'],
    ['HEAD', '/', 'page'],
    ['GET', '/static/main-1d9b57a05a93155621b5.js', 'page'],
    ['GET', '/static/assets/RobotoCondensed-Bold-89a396525c0de98da36505cb04eb9373.ttf', 'page'],
    ['HEAD', '/api/v0.2/schema', 'read'],
    ['GET', '/api/v0.2/genesets', 'read'],
    ['PUT', '/api/v0.2/genesets', 'save'],
    ['PUT', '/api/v0.2/annotations/obs', 'save'],
    ['GET', '/api/v0.2/data/var', 'expression'],
    ['PUT', '/api/v0.2/data/var', 'expression'],
    ['GET', '/api/v0.2/summarize/var', 'expression'],
    ['POST', '/api/v0.2/summarize/var', 'expression'],
    ['POST', '/api/v0.2/diffexp/obs', 'compute'],
    ['GET', '/health', 404],
    ['GET', '/obsolete.js', 404],
    ['GET', '/favicon.ico', 404],
    ['GET', '/api/v0.2/', 404],
    ['GET', '/api/v0.2/schema/', 404],
    ['GET', '/api/v0.2//schema', 404],
    ['GET', '//', 404],
    ['GET', '/API/v0.2/schema', 404],
    ['GET', '/api/v0.2/%73chema', 404],
    ['GET', '/api/v0.2/schema%00', 404],
    ['GET', '/api/v0.2\\schema', 404],
    ['GET', '/static/../config.yaml', 404],
    ['GET', '/static/..', 404],
    ['GET', '/static/assets/..', 404],
    ['GET', '/static/%2e%2e/x', 404],
    ['GET', '/static/.hidden', 404],
    ['GET', '/static/assets%2Fx.ttf', 404],
    ['GET', '/static/a/b/c/d.js', 404],
    ['GET', '/static/', 404],
    ['GET', '/static', 404],
    ['GET', 'constructor', 404],
    ['GET', '__proto__', 404],
    ['DELETE', '/api/v0.2/genesets', 405],
    ['PUT', '/api/v0.2/schema', 405],
    ['GET', '/api/v0.2/diffexp/obs', 405],
    ['POST', '/', 405],
    ['OPTIONS', '/', 405],
    ['constructor', '/api/v0.2/schema', 405],
  ])('%s %s: %s', (method, path, expected) => {
    const verdict = judgeRoute(method, path);
    expect(verdict.found ? verdict.kind : verdict.status).toBe(expected);
  });

  test('405 tells which methods there are', () => {
    expect(judgeRoute('DELETE', '/api/v0.2/genesets')).toEqual({
      found: false,
      status: 405,
      allow: ['GET', 'HEAD', 'PUT'],
    });
  });
});
