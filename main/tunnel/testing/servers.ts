/** Servers for the tests of the tunnel, closed with the test that opened them. */
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished } from 'vitest';
import type { ShareError } from '../../../contract/errors.ts';
import type { OpenTunnel } from '../provider.ts';

export async function listen<S extends net.Server>(
  server: S,
): Promise<{ server: S; port: number; connections: Set<Socket> }> {
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.on('error', () => undefined).once('close', () => connections.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of connections) socket.destroy();
  });
  return { server, port: (server.address() as AddressInfo).port, connections };
}

/** Takes connections and never says a word. */
export function silent(): net.Server {
  return net.createServer((socket) => socket.resume());
}

/** A port whose queue is full and whose owner sleeps: connecting to it neither succeeds nor fails. */
export async function deaf(): Promise<number> {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
     });`,
    { eval: true },
  );
  const [port] = (await once(worker, 'message')) as [number];
  const queued = Array.from({ length: 4 }, () => net.connect({ port, host: '127.0.0.1' }).on('error', () => undefined));
  onTestFinished(async () => {
    for (const socket of queued) socket.destroy();
    await worker.terminate();
  });
  await Promise.all(queued.slice(0, 2).map((socket) => once(socket, 'connect')));
  return port;
}

/** Stands where the proxy stands: answers the Host it was called by, and the body it was sent. */
export function echo(): Promise<{ server: http.Server; port: number; connections: Set<Socket> }> {
  return listen(
    http.createServer((request, response) => {
      response.setHeader('x-host', request.headers.host ?? '');
      request.pipe(response);
    }),
  );
}

export async function failureOf(opening: Promise<OpenTunnel>): Promise<ShareError> {
  return opening.then(
    () => expect.fail('the tunnel opened'),
    (error: unknown) => error as ShareError,
  );
}

export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(what, { timeout: 10_000, interval: 20 }).toBe(true);
}
