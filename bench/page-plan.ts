/** What a browser asks for when it opens Annotate's page, in its order: read off the page, its style, its script and its schema. */
import { request } from 'undici';
import { z } from 'zod';
import { unpack } from './unpack.ts';

export interface Asked {
  /** With the query, from the root of the server. */
  readonly path: string;
  readonly accept: string;
}

/** Each wave is asked for at once, the next when it is answered. */
export type PagePlan = readonly (readonly Asked[])[];

/** As Chromium sends it to this computer and over TLS; on a plain network it leaves out br and zstd. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';
export const ACCEPT_ENCODING_PLAIN = 'gzip, deflate';

const named = z.looseObject({ name: z.string() });
const side = z.looseObject({ index: z.string(), columns: z.array(named) });
const schemaAnswer = z.looseObject({
  schema: z.looseObject({
    layout: z.looseObject({ obs: z.array(named) }),
    annotations: z.looseObject({ obs: side, var: side }),
  }),
});

export interface Origin {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param origin the page's address, with a slash at the end, and what lets one in */
export async function planPage(origin: Origin): Promise<PagePlan> {
  const textAt = async (url: URL) => {
    const answer = await request(url, { headers: origin.headers, reset: true });
    if (answer.statusCode !== 200) throw new Error(`${url.pathname} answered ${answer.statusCode}`);
    return unpack(Buffer.from(await answer.body.arrayBuffer()), answer.headers['content-encoding']).toString();
  };
  const root = new URL(origin.url);
  const at = (path: string, base = root) => new URL(path, base);
  const page = await textAt(root);
  const scripts = matches(page, /<script[^>]*\ssrc="([^"]+)"/g).map((path) => at(path));
  const styles = matches(page, /<link[^>]*\shref="([^"]+\.css)"/g).map((path) => at(path));
  const family = /font-family:\s*["']([^"']+)["']/.exec(page)?.[1] ?? '';
  const fonts: URL[] = [];
  for (const style of styles) for (const path of facesOf(await textAt(style), family)) fonts.push(at(path, style));
  const images: URL[] = [];
  for (const script of scripts.filter(({ pathname }) => pathname.includes('/static/')))
    for (const path of matches(await textAt(script), /\bsrc:\s*"([^"]+\.(?:png|svg|jpg))"/g)) images.push(at(path));
  const { schema } = schemaAnswer.parse(JSON.parse(await textAt(at('api/v0.2/schema'))));
  const { obs, var: genes } = schema.annotations;
  const column = (which: 'obs' | 'var', name: string) =>
    at(`api/v0.2/annotations/${which}?annotation-name=${encodeURIComponent(name)}`);
  const layouts = schema.layout.obs.map(({ name }) =>
    at(`api/v0.2/layout/obs?layout-name=${encodeURIComponent(name)}`),
  );
  const columns = obs.columns.filter(({ name }) => name !== obs.index).map(({ name }) => column('obs', name));
  const json = (names: readonly string[]) => names.map((name) => asked(at(`api/v0.2/${name}`), 'application/json'));
  const anything = (urls: readonly URL[]) => urls.map((url) => asked(url, '*/*'));
  const bytes = (urls: readonly URL[]) => urls.map((url) => asked(url, 'application/octet-stream'));
  return [
    [asked(root, 'text/html,application/xhtml+xml,*/*;q=0.8')],
    [...styles.map((url) => asked(url, 'text/css,*/*;q=0.1')), ...anything(scripts)],
    [...json(['config', 'colors', 'schema']), ...anything(fonts), ...anything(images)],
    [...json(['genesets']), ...bytes(layouts), ...bytes(columns)],
    bytes([column('var', genes.index)]),
  ];
}

/** A browser fetches the faces of the families that text on the page is set in, each from the first source that it can read. */
function facesOf(style: string, family: string): string[] {
  return matches(style, /@font-face\s*\{([^}]*)\}/g)
    .filter((face) => face.includes(family))
    .flatMap((face) =>
      matches(face, /url\(["']?([^"')]+)["']?\)\s*format\(["'](?:woff2?|truetype)["']\)/g).slice(0, 1),
    );
}

function asked({ pathname, search }: URL, accept: string): Asked {
  return { path: `${pathname}${search}`, accept };
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found ?? '');
}
