/** What the printed configurations do with slow and long answers, against a server of the test's own in the place of ours. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { ask, optionsFor } from './ask.ts';
import { freePort, kinds, makeMaterial, startFront, type Front, type Kind, type Material } from './front-server.ts';

/** Longer than both servers wait unless they are told otherwise. */
const SLOW_MS = 65_000;
const LONG_BYTES = 60 * 1024 * 1024;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let material: Material;
let upstream: Server;
let answer: Answer = (_, response) => response.end();
const fronts = new Map<Kind, Front>();

test.beforeAll(async () => {
  material = makeMaterial();
  upstream = createServer((asked, response) => answer(asked, response));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  for (const kind of kinds)
    fronts.set(kind, await startFront(kind, await freePort(), ['--port', String(port)], material));
});

test.afterAll(async () => {
  for (const front of fronts.values()) await front.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
  rmSync(material.folder, { recursive: true, force: true });
});

function frontOf(kind: Kind): Front {
  const front = fronts.get(kind);
  if (front === undefined) throw new Error(`no ${kind}`);
  return front;
}

test('an answer that takes longer than a minute comes, through both', async () => {
  test.setTimeout(SLOW_MS + 60_000);
  answer = (_, response) => setTimeout(() => response.end('the genes'), SLOW_MS);
  const answers = await Promise.all(kinds.map((kind) => ask(frontOf(kind), '/d/x/api/v0.2/diffexp/obs')));
  expect(answers.map(({ status, body }) => [status, body.toString()])).toEqual(kinds.map(() => [200, 'the genes']));
});

for (const kind of kinds) {
  test(`${kind}: the address and its parts arrive as they were sent`, async () => {
    const seen: (string | undefined)[] = [];
    answer = ({ url, headers }, response) => {
      seen.push(url, headers.host, headers['x-forwarded-host']?.toString(), headers['x-forwarded-proto']?.toString());
      response.end();
    };
    const path = '/d/x/api/v0.2/data/var?var:name=a%2Fb%20c&x=%00;y';
    await ask(frontOf(kind), path);
    const host = `lab.localhost:${frontOf(kind).port}`;
    expect(seen).toEqual([`/cellxgene_example${path}`, host, host, 'https']);
    seen.length = 0;
    await ask(frontOf(kind), '/d/a%2Fb/..%2f');
    expect(seen[0]).toBe('/cellxgene_example/d/a%2Fb/..%2f');
  });

  test(`${kind}: the path without a slash at its end leads to the one with it`, async () => {
    const { status, headers } = await ask(frontOf(kind), '');
    expect(status).toBe(301);
    expect(new URL(headers.location ?? '', frontOf(kind).base).pathname).toBe('/cellxgene_example/');
  });

  test(`${kind}: answers and uploads are passed on while they come`, async () => {
    const uploaded = Promise.withResolvers<string>();
    const arrived = Promise.withResolvers<undefined>();
    answer = (asked, response) => {
      asked.once('data', (first: Buffer) => uploaded.resolve(first.toString().slice(0, 5)));
      asked.once('end', () => {
        response.write('begun');
        // The rest is only sent once the beginning has arrived: a server that waits for all of it would wait for ever.
        void arrived.promise.then(() => response.end(' and ended'));
      });
    };
    const sent = request(
      optionsFor(frontOf(kind), '/d/x/slow', { method: 'PUT', headers: { 'content-length': '40000' } }),
    );
    const responded = once(sent, 'response');
    sent.write('first'.padEnd(20_000));
    expect(await uploaded.promise).toBe('first');
    sent.end(''.padEnd(20_000));
    const [response] = (await responded) as [IncomingMessage];
    const [begun] = (await once(response, 'data')) as [Buffer];
    expect(begun.toString()).toBe('begun');
    arrived.resolve(undefined);
    expect((await buffer(response)).toString()).toBe(' and ended');
  });

  test(`${kind}: an answer of 60 MB to somebody who reads slowly is not written to its disk`, async () => {
    answer = (_, response) => response.end(Buffer.alloc(LONG_BYTES));
    const sent = request(optionsFor(frontOf(kind), '/d/x/long', {}));
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    // Paused from the start: whatever wants to come meanwhile has to wait, in memory or at its origin.
    response.pause();
    const other = await ask(frontOf(kind), '/d/x/long');
    expect(other.body.length).toBe(LONG_BYTES);
    expect((await buffer(response)).length).toBe(LONG_BYTES);
    expect(frontOf(kind).errors()).not.toContain('temporary file');
  });
}
