import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { aSession, aSnapshot } from '../../contract/testing/example-session.ts';
import { waitBefore } from './back-off.ts';
import { followEvents, type StreamNews } from './event-stream.ts';
import { tokenInFragment } from './token.ts';

let server: Server | null = null;
let stop: () => void = () => undefined;

afterEach(async () => {
  stop();
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

/** Follows a real server whose answers are given one by one; resolves once `enough` pieces of news came. */
async function newsFrom(
  answers: readonly ((response: ServerResponse, authorization: string | undefined) => void)[],
  enough: number,
  silenceMs = 5_000,
): Promise<{ news: StreamNews[]; waits: number[] }> {
  let calls = 0;
  const listening = (server = createServer((request, response) => {
    const answer = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    answer?.(response, request.headers.authorization);
  }));
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const news: StreamNews[] = [];
  const waits: number[] = [];
  await new Promise<void>((resolve) => {
    stop = followEvents({
      token: 'secret',
      address: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/api/events`,
      silenceMs,
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      onNews: (item) => {
        news.push(item);
        if (news.length === enough) resolve();
      },
    });
  });
  return { news, waits };
}

const snapshot = aSnapshot([aSession({ title: 'Lunge, größer' })]);
const asEvent = (data: unknown) => `event: snapshot\ndata: ${JSON.stringify(data)}\n\n`;

it('reads snapshots, however the bytes are cut, and sends the token', async () => {
  let authorization: string | undefined;
  const { news } = await newsFrom(
    [
      (response, sent) => {
        authorization = sent;
        const bytes = Buffer.from(`: open\n\n${asEvent(snapshot)}event: other\ndata: {}\n\n${asEvent(aSnapshot([]))}`);
        // In the middle of a letter of two bytes.
        const cut = bytes.indexOf(0xc3) + 1;
        response.write(bytes.subarray(0, cut));
        setImmediate(() => response.write(bytes.subarray(cut)));
      },
    ],
    2,
  );
  expect(authorization).toBe('Bearer secret');
  expect(news).toEqual([
    { kind: 'snapshot', snapshot },
    { kind: 'snapshot', snapshot: aSnapshot([]) },
  ]);
});

it('tries again with growing pauses, and begins anew after an answer', async () => {
  const breaks = (response: ServerResponse) => response.destroy();
  const { news, waits } = await newsFrom(
    [
      breaks,
      breaks,
      (response) => response.end(asEvent(snapshot)),
      breaks,
      (response) => response.write(asEvent(snapshot)),
    ],
    6,
  );
  expect(news.map((item) => item.kind)).toEqual(['lost', 'lost', 'snapshot', 'lost', 'lost', 'snapshot']);
  expect(waits).toEqual([500, 1_000, 500, 1_000]);
});

it('takes a stream that fell silent for lost', async () => {
  const { news } = await newsFrom([(response) => response.write(asEvent(snapshot))], 2, 50);
  expect(news.map((item) => item.kind)).toEqual(['snapshot', 'lost']);
});

it('does not knock again where the token is refused', async () => {
  const { news, waits } = await newsFrom([(response) => response.writeHead(401).end()], 1);
  expect(news).toEqual([{ kind: 'refused' }]);
  expect(waits).toEqual([]);
});

it('says when the service speaks another version of the contract', async () => {
  const { news } = await newsFrom([(response) => response.write(asEvent({ version: '9' }))], 1);
  expect(news).toEqual([{ kind: 'incompatible' }]);
});

it('waits at most ten seconds', () => {
  expect([1, 2, 3, 5, 6, 50].map(waitBefore)).toEqual([500, 1_000, 2_000, 8_000, 10_000, 10_000]);
});

it('finds the token in the fragment, and only there', () => {
  expect(tokenInFragment('#token=abc')).toBe('abc');
  expect(tokenInFragment('#token=')).toBeNull();
  expect(tokenInFragment('#/session/token=abc')).toBeNull();
  expect(tokenInFragment('')).toBeNull();
});
