import { describe, expect, test } from 'vitest';
import { CELL_COLUMNS_PATH, judgeAnswer, schemaQuestion, type Asked } from './whose.ts';

const bytes = 'application/octet-stream';
const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const ofFile = new Set(['louvain', 'n_genes', 'cell type', 'CD4+', 'constructor']);

function asked(request: string, more: Partial<Asked> = {}): Asked {
  const [method = '', target = ''] = request.split(' ');
  const [path = '', search] = target.split('?', 2);
  return {
    method,
    path: path.startsWith('/') ? path : `/api/v0.2/${path}`,
    search: search === undefined ? '' : `?${search}`,
    accept: bytes,
    contentType: undefined,
    contentEncoding: undefined,
    body: null,
    ...more,
  };
}

const judge = (request: string, more: Partial<Asked> = {}) => judgeAnswer(asked(request, more), ofFile);

function keyOf(request: string, more: Partial<Asked> = {}): string {
  const whose = judge(request, more);
  if (whose.kind === 'person') throw new Error(`${request} is one person's own`);
  return whose.question.key;
}

const diffexp = Buffer.from(
  JSON.stringify({
    mode: 'topN',
    count: 10,
    set1: { filter: { obs: { index: [[0, 2]] } } },
    set2: { filter: { obs: { index: [[2, 4]] } } },
  }),
);

describe('every route of Annotate', () => {
  test.each<[string, string, Partial<Asked>]>([
    ['GET /', 'everybody', { accept: 'text/html' }],
    ['GET /static/main.js', 'everybody', { accept: '*/*' }],
    ['GET /static/assets/a.woff2', 'everybody', {}],
    ['GET config', 'everybody', { accept: json }],
    ['GET colors', 'everybody', { accept: json }],
    ['GET schema', 'unsaved', { accept: json }],
    ['GET genesets', 'unsaved', { accept: json }],
    ['GET layout/obs?layout-name=umap', 'everybody', {}],
    ['GET layout/obs', 'everybody', {}],
    ['GET annotations/var?annotation-name=name_0', 'everybody', {}],
    ['GET annotations/var', 'everybody', {}],
    ['GET annotations/obs?annotation-name=louvain', 'everybody', {}],
    ['GET annotations/obs?annotation-name=my-labels', 'person', {}],
    ['GET annotations/obs', 'person', {}],
    ['GET data/var?var:name_0=CD4', 'everybody', {}],
    ['PUT data/var', 'everybody', { contentType: json, body: Buffer.from('{}') }],
    ['GET summarize/var?method=mean&var:name_0=CD4', 'everybody', {}],
    ['POST summarize/var', 'everybody', { contentType: form, body: Buffer.from('method=mean') }],
    ['POST diffexp/obs', 'everybody', { contentType: json, accept: json, body: diffexp }],
    // Saves, and what is on no list.
    ['PUT annotations/obs', 'person', { contentType: bytes, body: Buffer.from('x') }],
    ['PUT genesets', 'person', { contentType: json, body: Buffer.from('{}') }],
    ['POST annotations/obs', 'person', {}],
    ['GET diffexp/obs', 'person', {}],
    ['DELETE config', 'person', {}],
    ['GET /health', 'person', {}],
    ['GET /api/v0.3/config', 'person', {}],
    ['GET /Static/main.js', 'person', {}],
  ])('%s is for: %s', (request, kind, more) => {
    expect(judge(request, more).kind).toBe(kind);
  });
});

describe('columns of cells', () => {
  const column = (query: string) => judge(`GET annotations/obs?${query}`).kind;

  test.each([
    ['annotation-name=louvain', 'everybody'],
    ['annotation-name=louvain&annotation-name=n_genes', 'everybody'],
    ['annotation-name=louvain&annotation-name=louvain', 'everybody'],
    ['annotation-name=cell+type', 'everybody'],
    ['annotation-name=cell%20type', 'everybody'],
    ['annotation-name=CD4%2B', 'everybody'],
    ['annotation-name=%6Couvain', 'everybody'],
    ['annotation-name=constructor', 'everybody'],
    // One's own labels, and whatever is not surely of the file.
    ['annotation-name=mine', 'person'],
    ['annotation-name=louvain&annotation-name=mine', 'person'],
    ['annotation-name=mine&annotation-name=louvain', 'person'],
    ['annotation-name=Louvain', 'person'],
    ['annotation-name=louvain+', 'person'],
    ['annotation-name=CD4+', 'person'],
    ['annotation-name=louvain%00', 'person'],
    ['annotation-name=toString', 'person'],
    ['annotation-name=', 'person'],
    ['annotation-name', 'person'],
    ['annotation-name=louvain&', 'person'],
    ['annotation-name=louvain&other=1', 'person'],
    ['other=1&annotation-name=louvain', 'person'],
    ['annotation%2Dname=louvain', 'person'],
    ['annotation-name=louvain&annotation%2Dname=mine', 'person'],
    ['annotation-name=louvain;annotation-name=mine', 'person'],
    ['annotation-name=%6', 'person'],
    ['annotation-name=%ff', 'person'],
    ['', 'person'],
  ])('%s is for: %s', (query, kind) => {
    expect(column(query)).toBe(kind);
  });

  test('as long as it is not known which are of the file, none is shared', () => {
    expect(judgeAnswer(asked('GET annotations/obs?annotation-name=louvain'), null).kind).toBe('person');
  });

  test('the host reads the names as they were judged, however they were written', () => {
    const whose = judge('GET annotations/obs?annotation-name=%6Couvain&annotation-name=cell+type');
    expect(whose).toMatchObject({
      question: {
        method: 'GET',
        path: CELL_COLUMNS_PATH,
        search: '?annotation-name=louvain&annotation-name=cell%20type',
        headers: { accept: bytes },
        body: null,
      },
    });
  });
});

describe('the same question, however it is asked', () => {
  test.each<[string, string, string, Partial<Asked>]>([
    ['HEAD asks what GET asks', 'HEAD colors', 'GET colors', {}],
    ['a name encoded without need', 'GET layout/obs?layout-name=%75map', 'GET layout/obs?layout-name=umap', {}],
    ['a query that Annotate does not read: the page', 'GET /?x=1', 'GET /', {}],
    ['…the configuration', 'GET config?x=1', 'GET config', {}],
    ['…a file of Annotate', 'GET /static/main.js?x=1', 'GET /static/main.js', {}],
    ['…the schema', 'GET schema?x=1', 'GET schema', {}],
    ['genes in any order', 'GET data/var?b=1&a=2', 'GET data/var?a=2&b=1', {}],
    ['a browser’s way to accept', 'GET colors', 'GET colors', { accept: 'text/html, */*;q=0.8' }],
    [
      'a roundabout way to accept data',
      'GET layout/obs',
      'GET layout/obs',
      { accept: `text/plain;q=0.1, ${bytes};q=1` },
    ],
    ['accepting anything', 'GET layout/obs', 'GET layout/obs', { accept: '*/*' }],
  ])('%s', (_, one, other, more) => {
    expect(keyOf(one, more)).toBe(keyOf(other));
  });

  test('a type with its charset', () => {
    const [plain, withCharset] = [json, `${json}; charset=UTF-8`].map((contentType) =>
      keyOf('POST diffexp/obs', { contentType, body: diffexp }),
    );
    expect(withCharset).toBe(plain);
    expect(keyOf('POST diffexp/obs', { contentType: 'Application/JSON', body: diffexp })).toBe(plain);
  });

  test('cells written in another way', () => {
    const other = Buffer.from(diffexp.toString().replace('[[0,2]]', ' [[1,2],[0,1]]'));
    const more = { contentType: json, body: other };
    expect(keyOf('POST diffexp/obs', more)).toBe(keyOf('POST diffexp/obs', { contentType: json, body: diffexp }));
  });

  test('the schema asked for by a person is the one by which the columns are learnt', () => {
    expect(keyOf('GET schema')).toBe(schemaQuestion.key);
  });
});

describe('another question', () => {
  test.each<[string, string, string]>([
    ['another column', 'GET annotations/obs?annotation-name=louvain', 'GET annotations/obs?annotation-name=n_genes'],
    [
      'columns in another order: so they are in the answer',
      'GET annotations/obs?annotation-name=louvain&annotation-name=n_genes',
      'GET annotations/obs?annotation-name=n_genes&annotation-name=louvain',
    ],
    ['another layout', 'GET layout/obs?layout-name=umap', 'GET layout/obs?layout-name=tsne'],
    ['cells or genes', 'GET annotations/var?annotation-name=louvain', 'GET annotations/obs?annotation-name=louvain'],
    ['a name in another script', 'GET layout/obs?layout-name=umap', 'GET layout/obs?layout-name=UMAP'],
    ['another gene', 'GET data/var?var:name_0=CD4', 'GET data/var?var:name_0=CD8A'],
    [
      'a summary in another order, which names its column by it',
      'GET summarize/var?b=1&a=2',
      'GET summarize/var?a=2&b=1',
    ],
    ['genes and their summary', 'GET data/var?var:name_0=CD4', 'GET summarize/var?var:name_0=CD4'],
    ['another file', 'GET /static/a.js', 'GET /static/b.js'],
  ])('%s', (_, one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  test('gene sets as a table are not those as JSON', () => {
    expect(keyOf('GET genesets', { accept: 'text/csv' })).not.toBe(keyOf('GET genesets', { accept: json }));
    expect(keyOf('GET genesets', { accept: '*/*' })).toBe(keyOf('GET genesets', { accept: json }));
  });

  test('the same bytes by another method, to another route, or other bytes', () => {
    const body = Buffer.from('{"filter":{}}');
    const keys = [
      keyOf('PUT data/var', { contentType: json, body }),
      keyOf('PUT data/var', { contentType: json, body: Buffer.from('{"filter":{} }') }),
      keyOf('POST summarize/var', { contentType: form, body }),
      keyOf('POST diffexp/obs', { contentType: json, body }),
      keyOf('GET data/var'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('no part of a question can be written into another part of it', () => {
    expect(keyOf('GET layout/obs?layout-name=a%20b')).not.toContain('a b');
  });
});

describe('asked in a way that we do not know: as this person, and not kept', () => {
  test.each<[string, string, Partial<Asked>]>([
    ['a packed body', 'POST diffexp/obs', { contentType: json, body: diffexp, contentEncoding: 'gzip' }],
    [
      'a body said to be as it is',
      'POST diffexp/obs',
      { contentType: json, body: diffexp, contentEncoding: 'identity' },
    ],
    ['a coding without a body', 'GET colors', { contentEncoding: 'gzip' }],
    ['no type', 'POST diffexp/obs', { body: diffexp }],
    ['an empty type', 'POST diffexp/obs', { contentType: '', body: diffexp }],
    ['another type', 'POST diffexp/obs', { contentType: 'text/plain', body: diffexp }],
    ['a type that only begins like it', 'POST diffexp/obs', { contentType: `${json}-seq`, body: diffexp }],
    ['the type as a parameter', 'POST diffexp/obs', { contentType: `text/plain; x=${json}`, body: diffexp }],
    ['no body', 'POST diffexp/obs', { contentType: json }],
    ['a form where JSON belongs', 'PUT data/var', { contentType: form, body: Buffer.from('a=1') }],
    ['JSON where a form belongs', 'POST summarize/var', { contentType: json, body: Buffer.from('{}') }],
    ['no type for genes', 'PUT data/var', { body: Buffer.from('{}') }],
    ['nothing said about what is taken', 'GET layout/obs', { accept: undefined }],
    ['data is not taken', 'GET layout/obs', { accept: json }],
    ['data is refused', 'GET layout/obs', { accept: `${bytes};q=0, */*` }],
    ['data is not taken: a column', 'GET annotations/obs?annotation-name=louvain', { accept: json }],
    ['data is not taken: genes', 'PUT data/var', { accept: json, contentType: json, body: Buffer.from('{}') }],
    ['a summary without a word of what is taken', 'GET summarize/var?a=1', { accept: undefined }],
    ['neither JSON nor a table', 'GET genesets', { accept: 'image/png' }],
    ['gene sets without a word of what is taken', 'GET genesets', { accept: undefined }],
    ['another parameter of a layout', 'GET layout/obs?layout-name=umap&x=1', {}],
    ['another parameter of genes', 'GET annotations/var?x=1', {}],
  ])('%s', (_, request, more) => {
    expect(judge(request, more)).toEqual({ kind: 'person' });
  });
});

test('nothing of who asks is in the question: neither headers nor an unread query', () => {
  expect(judge('GET config?who=me', { accept: 'application/vnd.me+json' })).toMatchObject({
    question: { search: '', headers: {}, body: null },
  });
  expect(judge('GET layout/obs', { accept: `${bytes}, application/vnd.me;q=0.1` })).toMatchObject({
    question: { headers: { accept: bytes } },
  });
});
