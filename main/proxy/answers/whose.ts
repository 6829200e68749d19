/** Decides whose an answer of Annotate is: everybody's, everybody's who has saved nothing, or one person's own. Pure. */
import Negotiator from 'negotiator';
import { canonicalDiffexp } from './canonical-diffexp.ts';
import { onlyValuesOf, searchOf, sortedSearch } from './canonical-query.ts';
import { question, type Question } from './question.ts';

/** A request that has passed the allow-list of routes, as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  /** Null also where the body is not there as a whole. */
  readonly body: Buffer | null;
}

export type Whose =
  /** The same for all who may ask: kept and shared. */
  | { readonly kind: 'everybody'; readonly question: Question }
  /** The same for all who have saved no labels and gene sets here; their own for those who have. */
  | { readonly kind: 'unsaved'; readonly question: Question }
  /** Passed to the host as this person's and never kept: their own, or asked in a way that we do not know. */
  | { readonly kind: 'person' };

const person: Whose = { kind: 'person' };
const bytes = 'application/octet-stream';
const form = 'application/x-www-form-urlencoded';
const json = 'application/json';
const csv = 'text/csv';

export const PAGE_PATH = '/';
export const SCHEMA_PATH = '/api/v0.2/schema';
export const CONFIG_PATH = '/api/v0.2/config';
export const CELL_COLUMNS_PATH = '/api/v0.2/annotations/obs';

/**
 * @param columns the columns of cells that are in the dataset's file; null as long as that is not known. All others are somebody's labels
 */
export function judgeAnswer(asked: Asked, columns: ReadonlySet<string> | null): Whose {
  // Annotate unpacks no uploads but saves: what it would say to a packed one is for the one who sent it.
  if (asked.contentEncoding !== undefined) return person;
  const method = asked.method === 'HEAD' ? 'GET' : asked.method;
  if (asked.path.startsWith('/static/')) return everybody(plain(asked.path));
  switch (`${method} ${asked.path}`) {
    case `GET ${PAGE_PATH}`:
    case `GET ${CONFIG_PATH}`:
    case 'GET /api/v0.2/colors':
      return everybody(plain(asked.path));
    case `GET ${SCHEMA_PATH}`:
      return { kind: 'unsaved', question: plain(asked.path) };
    case 'GET /api/v0.2/genesets':
      return geneSets(asked);
    case 'GET /api/v0.2/layout/obs':
      return ofNames(asked, 'layout-name');
    case 'GET /api/v0.2/annotations/var':
      return ofNames(asked, 'annotation-name');
    case `GET ${CELL_COLUMNS_PATH}`:
      return ofColumns(asked, columns);
    case 'GET /api/v0.2/data/var':
      return data(asked, { search: sortedSearch(asked.search) });
    // The answer names its column by a hash of the query as it was sent: here the order counts.
    case 'GET /api/v0.2/summarize/var':
      return data(asked, {});
    case 'PUT /api/v0.2/data/var':
      return isType(asked.contentType, json) ? data(asked, { contentType: json }) : person;
    case 'POST /api/v0.2/summarize/var':
      return isType(asked.contentType, form) ? data(asked, { contentType: form }) : person;
    case 'POST /api/v0.2/diffexp/obs':
      return diffexp(asked);
    default:
      return person;
  }
}

/** The schema as somebody gets it who has saved nothing. */
export const schemaQuestion = plain(SCHEMA_PATH);

/** Annotate reads nothing of these requests but the path. */
function plain(path: string): Question {
  return question({ method: 'GET', path, search: '', headers: {}, body: null });
}

function geneSets({ path, accept }: Asked): Whose {
  const type = acceptable(accept, [json, csv]);
  if (type === null) return person;
  return {
    kind: 'unsaved',
    question: question({ method: 'GET', path, search: '', headers: { accept: type }, body: null }),
  };
}

function ofNames(asked: Asked, parameter: string): Whose {
  const names = onlyValuesOf(parameter, asked.search);
  return names === null ? person : data(asked, { search: searchOf(parameter, names) });
}

function ofColumns(asked: Asked, columns: ReadonlySet<string> | null): Whose {
  const names = onlyValuesOf('annotation-name', asked.search);
  // Without a name it is all columns, labels among them.
  if (names === null || names.length === 0 || columns === null) return person;
  return names.every((name) => columns.has(name)) ? ofNames(asked, 'annotation-name') : person;
}

function diffexp(asked: Asked): Whose {
  const { path, body, contentType } = asked;
  if (body === null || !isType(contentType, json)) return person;
  const canonical = canonicalDiffexp(body);
  return everybody(question({ method: 'POST', path, search: '', headers: { 'content-type': json }, body: canonical }));
}

function data(asked: Asked, { search, contentType }: { search?: string; contentType?: string }): Whose {
  if (acceptable(asked.accept, [bytes]) === null) return person;
  const { method, path, body } = asked;
  const headers = { accept: bytes, ...(contentType === undefined ? {} : { 'content-type': contentType }) };
  return everybody(
    question({
      method: method === 'PUT' || method === 'POST' ? method : 'GET',
      path,
      search: search ?? asked.search,
      headers,
      body,
    }),
  );
}

function everybody(asked: Question): Whose {
  return { kind: 'everybody', question: asked };
}

/** Annotate gives no data to a request that does not say what it takes; what it says then is for the one who asked. */
function acceptable(accept: string | undefined, types: readonly string[]): string | null {
  if (accept === undefined) return null;
  // What Annotate's own page says.
  if (types.includes(accept)) return accept;
  return new Negotiator({ headers: { accept } }).mediaType(types) ?? null;
}

function isType(header: string | undefined, type: string): boolean {
  return header?.split(';', 1)[0]?.trim().toLowerCase() === type;
}
