/** The floor: asks another server for all that a page load needs, then answers it from memory, with nothing to decide. Its own process. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { request } from 'undici';
import { z } from 'zod';
import { ACCEPT_ENCODING, planPage } from './page-plan.ts';

interface Ready {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const kept = ['content-type', 'content-encoding', 'cache-control', 'etag', 'vary'];
const order = z.object({ url: z.string(), headers: z.record(z.string(), z.string()) });

const from = order.parse(JSON.parse(await text(process.stdin)));
const answers = new Map<string, Ready>();
for (const { path, accept } of (await planPage(from)).flat()) {
  const { statusCode, headers, body } = await request(new URL(path, from.url), {
    headers: { ...from.headers, accept, 'accept-encoding': ACCEPT_ENCODING },
    reset: true,
  });
  const bytes = Buffer.from(await body.arrayBuffer());
  const picked = kept.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : []));
  answers.set(path, {
    status: statusCode,
    headers: { ...(Object.fromEntries(picked) as Record<string, string>), 'content-length': String(bytes.length) },
    body: bytes,
  });
}
const nothing: Ready = { status: 404, headers: {}, body: Buffer.alloc(0) };

const server = createServer((asked, response) => {
  const { status, headers, body } = answers.get(asked.url ?? '') ?? nothing;
  response.writeHead(status, headers);
  response.end(body);
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${port}${new URL(from.url).pathname}`);
});
