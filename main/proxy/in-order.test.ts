import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';

async function answerOf(...passes: RequestHandler[]): Promise<string> {
  const failed: ErrorRequestHandler = (error: unknown, _request, response, _next) =>
    void response.status(500).send(String(error));
  const server = createServer(express().use(inOrder(passes)).use(failed)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const said = `${answer.status} ${await answer.text()}`;
  server.close();
  return said;
}

const sendOrder: RequestHandler = (request, response) => void response.send(String(request.headers['x-order']));
const mark =
  (name: string): RequestHandler =>
  (request, _response, next) => {
    request.headers['x-order'] = `${String(request.headers['x-order'] ?? '')}${name}`;
    next();
  };

test('each pass runs once, in order', async () => {
  expect(await answerOf(mark('a'), mark('b'), mark('c'), sendOrder)).toBe('200 abc');
});

test('a pass that answers is the last one', async () => {
  expect(await answerOf(mark('a'), sendOrder, mark('b'), sendOrder)).toBe('200 a');
});

test.each<[string, RequestHandler]>([
  [
    'thrown',
    () => {
      throw new Error('broken');
    },
  ],
  ['rejected with', () => Promise.reject(new Error('broken'))],
  ['handed on', (_request, _response, next) => next(new Error('broken'))],
])('what is %s reaches the handler of errors, and no further pass', async (_, pass) => {
  expect(await answerOf(pass, sendOrder)).toBe('500 Error: broken');
});

test('when no pass answers, Express does', async () => {
  expect(await answerOf(mark('a'))).toMatch(/^404 /);
});
