/** Fills a fake host with what Annotate's page asks for first, small, and with each person's own labels and gene sets. */
import type { IncomingMessage } from 'node:http';
import type { FakeHost } from './fake-host.ts';

export const script = '/static/main-1d9b57a05a93155621b5.js';
export const style = '/static/main-7a3f1c2b4d5e6f708192.css';
export const font = '/static/assets/icons-16-13933033991f62d6bb641c7a19c8c431.woff2';
export const columns = ['louvain', 'n_genes'] as const;
export const embeddings = ['umap', 'tsne'] as const;

export const page = `<!doctype html><html><head><link rel="stylesheet" href="${style.slice(1)}"></head>
<body><script>window.API = 1;</script><script src="${script.slice(1)}"></script></body></html>`;

/** Long enough to be worth packing, in every line another number. */
export const scriptText = Array.from({ length: 2000 }, (_, line) => `const value${line} = ${line * line};`).join('\n');

const styleText = `@font-face { src: url("./assets/icons-16-13933033991f62d6bb641c7a19c8c431.eot");
  src: url(./assets/icons-16-13933033991f62d6bb641c7a19c8c431.woff2) format("woff2"); }
body { background: url(https://elsewhere.invalid/x.png); }`;

export function schemaWith(...more: readonly string[]): unknown {
  const own = more.map((name) => ({ name, type: 'categorical', writable: true }));
  return {
    schema: {
      dataframe: { nObs: 3, nVar: 2, type: 'float32' },
      annotations: {
        obs: { index: 'name_0', columns: [...columns.map((name) => ({ name, type: 'categorical' })), ...own] },
        var: { index: 'name_1', columns: [{ name: 'name_1', type: 'string' }] },
      },
      layout: { obs: embeddings.map((name) => ({ name, type: 'float32', dims: [`${name}_0`, `${name}_1`] })) },
    },
  };
}

/** In everybody's schema is a column of their own, named by their id; `nobody` has none. */
export function fillWithAnnotate(host: FakeHost): void {
  const text = (route: string, type: string, said: string | ((request: IncomingMessage) => string)) =>
    host.on(route, (request, response) => {
      const body = typeof said === 'string' ? said : said(request);
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
    });
  const json = 'application/json';
  const data = 'application/octet-stream';
  text('/', 'text/html; charset=utf-8', page);
  text(script, 'application/javascript', scriptText);
  text(style, 'text/css', styleText);
  text(font, 'font/woff2', 'the font');
  const parameters = { annotations: true, annotations_genesets_readonly: false };
  text('/api/v0.2/config', json, JSON.stringify({ config: { parameters } }));
  text('/api/v0.2/colors', json, '{}');
  text('GET /api/v0.2/schema', json, (request) => JSON.stringify(schemaWith(...ownColumnsOf(request))));
  text('GET /api/v0.2/genesets', json, (request) => JSON.stringify({ genesets: ownColumnsOf(request) }));
  text('PUT /api/v0.2/genesets', json, '{"status":"ok"}');
  text('PUT /api/v0.2/annotations/obs', json, '{"status":"ok"}');
  // What is there is told by the query: a name that is nobody's would be an error of Annotate.
  for (const path of ['layout/obs', 'annotations/obs', 'annotations/var', 'data/var'])
    text(`/api/v0.2/${path}`, data, (request) => `${request.url ?? ''} as ${collaboratorOf(request)}`);
}

export function collaboratorOf({ headers }: IncomingMessage): string {
  return String(headers['x-annotate-share-collaborator']);
}

function ownColumnsOf(request: IncomingMessage): readonly string[] {
  const collaborator = collaboratorOf(request);
  return collaborator === 'nobody' ? [] : [`labels of ${collaborator}`];
}
