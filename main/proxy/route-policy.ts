/** Decides, from Annotate's route table alone, what a collaborator may ask of a session. Pure: no clock, no I/O. */
import { assertNever } from '../../contract/assert-never.ts';
import type { Hides } from '../../contract/hides.ts';
import type { Role, Toggles } from '../../contract/session.ts';

/** What a route does to the owner's computer. It decides who may call it, how much may be uploaded and which queue it waits in. */
export type RouteKind = 'page' | 'read' | 'expression' | 'compute' | 'save';

export type RouteVerdict =
  | { readonly found: true; readonly kind: RouteKind }
  | { readonly found: false; readonly status: 404 }
  /** There, but not by this method. */
  | { readonly found: false; readonly status: 405; readonly allow: readonly string[] };

/**
 * Every route of Annotate 1.3.0 that may be reached from outside. `/health` is missing on purpose: nobody outside needs it.
 * `PUT /data/var` and `POST /summarize/var` are reads despite their methods: the client sends long gene lists that way.
 */
const routes = new Map<string, ReadonlyMap<string, RouteKind>>([
  ['/', verbs({ GET: 'page' })],
  ['/api/v0.2/schema', verbs({ GET: 'read' })],
  ['/api/v0.2/config', verbs({ GET: 'read' })],
  ['/api/v0.2/colors', verbs({ GET: 'read' })],
  ['/api/v0.2/layout/obs', verbs({ GET: 'read' })],
  ['/api/v0.2/annotations/var', verbs({ GET: 'read' })],
  ['/api/v0.2/annotations/obs', verbs({ GET: 'read', PUT: 'save' })],
  ['/api/v0.2/genesets', verbs({ GET: 'read', PUT: 'save' })],
  ['/api/v0.2/data/var', verbs({ GET: 'expression', PUT: 'expression' })],
  ['/api/v0.2/summarize/var', verbs({ GET: 'expression', POST: 'expression' })],
  ['/api/v0.2/diffexp/obs', verbs({ POST: 'compute' })],
]);

const staticVerbs = verbs({ GET: 'page' });

/** Script, style and, one folder deeper, fonts. No name begins with a dot and nothing is encoded, so nothing leads out of the folder. */
const staticFile = /^\/static\/(?:[\w-]+\/){0,2}[\w-][\w.-]*$/;

/**
 * @param path what is left after the session's root, exactly as sent. The routes have no character that needs encoding, so an encoded
 * path is on no list: there is no second reading of it by which something else could be meant
 */
export function judgeRoute(method: string, path: string): RouteVerdict {
  const methods = staticFile.test(path) ? staticVerbs : routes.get(path);
  if (methods === undefined) return { found: false, status: 404 };
  const kind = methods.get(method === 'HEAD' ? 'GET' : method);
  if (kind !== undefined) return { found: true, kind };
  return {
    found: false,
    status: 405,
    allow: [...methods.keys()].flatMap((verb) => (verb === 'GET' ? [verb, 'HEAD'] : [verb])),
  };
}

/** What somebody may do besides looking. */
export interface Abilities {
  /** To see values of genes. */
  readonly expression: boolean;
  readonly diffexp: boolean;
  readonly annotations: boolean;
}

/** A toggle caps every role: what the owner switched off, or hides, nobody has. */
export function abilitiesOf(role: Role, toggles: Toggles, hides: Pick<Hides, 'expression'>): Abilities {
  const expression = !hides.expression;
  return {
    expression,
    diffexp: expression && toggles.diffexp && role !== 'viewer',
    annotations: toggles.annotations && role === 'annotator',
  };
}

export function mayDo(kind: RouteKind, abilities: Abilities): boolean {
  switch (kind) {
    case 'page':
    case 'read':
      return true;
    case 'expression':
      return abilities.expression;
    case 'compute':
      return abilities.diffexp;
    case 'save':
      return abilities.annotations;
    default:
      return assertNever(kind);
  }
}

/** Maps, not plain objects: a path or method named `constructor` must find nothing. */
function verbs(table: Readonly<Record<string, RouteKind>>): ReadonlyMap<string, RouteKind> {
  return new Map(Object.entries(table));
}
