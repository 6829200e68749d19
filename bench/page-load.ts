/** One person's page load: through our proxy against plain Annotate, as the same requests over six connections, like a browser's. */
import { Agent, request } from 'undici';
import { report } from './median.ts';
import { prepareGround, startLaunch, startOurs, type Peer } from './peers.ts';

const RUNS = 30;
const CONNECTIONS = 6;

interface Schema {
  readonly schema: {
    readonly layout: { readonly obs: readonly { readonly name: string }[] };
    readonly annotations: Record<
      'obs' | 'var',
      { readonly index: string; readonly columns: readonly { readonly name: string }[] }
    >;
  };
}

/** What Annotate's client asks for, in its order: page and files, then config and schema, then embeddings and columns. */
async function loadPage(peer: Peer): Promise<number> {
  const dispatcher = new Agent({ connections: CONNECTIONS, pipelining: 1 });
  const get = async (path: string) => {
    const answer = await request(new URL(path, peer.url), {
      dispatcher,
      headers: { ...peer.headers, accept: acceptFor(path), 'accept-encoding': 'gzip' },
    });
    const body = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
    return body;
  };
  const begun = performance.now();
  const page = (await get('')).toString();
  const files = [...page.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, path]) => path ?? '');
  await Promise.all(files.map(get));
  await Promise.all(['config', 'colors', 'schema', 'genesets'].map((name) => get(`api/v0.2/${name}`)));
  await Promise.all(dataPaths.map(get));
  const took = performance.now() - begun;
  await dispatcher.close();
  return took;
}

/** What the client asks for: its data routes answer nobody who does not say that they take bytes. */
function acceptFor(path: string): string {
  return /api\/v0\.2\/(layout|annotations)/.test(path) ? 'application/octet-stream' : 'application/json, */*;q=0.5';
}

async function findDataPaths(peer: Peer): Promise<string[]> {
  const answer = await fetch(new URL('api/v0.2/schema', peer.url), { headers: peer.headers });
  const { schema } = (await answer.json()) as Schema;
  const column = (side: 'obs' | 'var', name: string) =>
    `api/v0.2/annotations/${side}?annotation-name=${encodeURIComponent(name)}`;
  return [
    ...schema.layout.obs.map(({ name }) => `api/v0.2/layout/obs?layout-name=${encodeURIComponent(name)}`),
    ...schema.annotations.obs.columns.map(({ name }) => column('obs', name)),
    column('var', schema.annotations.var.index),
  ];
}

const ground = await prepareGround(process.argv[2]);
const ours = await startOurs(ground);
const launch = await startLaunch(ground);
const dataPaths = await findDataPaths(launch);
const oursMs: number[] = [];
const launchMs: number[] = [];
try {
  for (let run = 0; run < RUNS + 3; run += 1) {
    const [first, second] = [await loadPage(ours), await loadPage(launch)];
    if (run < 3) continue; // both warm first
    oursMs.push(first);
    launchMs.push(second);
  }
} finally {
  await Promise.all([ours.stop(), launch.stop()]);
}
report('Page load, one person', oursMs, 'cellxgene launch', launchMs, 1.15);
