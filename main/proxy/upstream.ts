/** Pass 11: hands the request to the session's host and the answer back, both as they come; rewrites the few answers that differ by visitor. */
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { Agent, errors, type Dispatcher } from 'undici';
import { BodyTooLarge, tellTooLarge } from './body-limits.ts';
import { exchangeOf, type Exchange } from './exchange.ts';
import type { Directory, Upstream } from './ports.ts';
import { rewriteFor, type Rewrite } from './rewrites.ts';
import { sendMessage } from './send.ts';
import { abilitiesIn } from './toggles.ts';
import { cachingFor, headersForBrowser, headersForHost, readsGzip } from './upstream-headers.ts';
import { answerWaiting } from './waiting.ts';

type Reply = Dispatcher.ResponseData;

/** A differential expression on a large dataset may compute this long before its first byte. */
const FIRST_BYTE_MS = 15 * 60_000;
/** Between two pieces of an answer; waiting for a slow browser does not count. */
const NEXT_BYTE_MS = 120_000;
/** The host has eight threads; a few more connections keep them busy. */
const CONNECTIONS = 16;
/** What is rewritten is read whole. A schema with a thousand categories of long names stays far below this. */
const REWRITTEN_AT_MOST = 32 * 1024 * 1024;
const WORTH_COMPRESSING = 1024;

const compress = promisify(gzip);

export class HostClient {
  readonly #agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: FIRST_BYTE_MS,
    bodyTimeout: NEXT_BYTE_MS,
    // Ends idle connections well before the host would: a request must not meet one that is just being closed.
    keepAliveTimeout: 4000,
  });
  readonly #directory: Directory;
  readonly #log: Logger;

  constructor(directory: Directory, log: Logger) {
    this.#directory = directory;
    this.#log = log;
  }

  pass(): RequestHandler {
    return async (request, response) => {
      const exchange = exchangeOf(request);
      try {
        await this.#answer(exchange, request, response);
      } finally {
        exchange.release();
      }
    };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #answer(exchange: Exchange, request: Request, response: Response): Promise<void> {
    // Looked up again: while this waited in a queue the host may have been started anew somewhere else.
    const door = this.#directory.find(exchange.place.slug);
    if (door?.state.kind === 'asleep') await door.awake();
    const state = this.#directory.find(exchange.place.slug)?.state ?? { kind: 'broken' };
    if (state.kind !== 'open') {
      answerWaiting(request, response, state.kind === 'asleep' ? 'starting' : state.kind);
      return;
    }
    const rewrite = rewriteFor(exchange.place.path);
    const reply = await this.#ask(state.upstream, exchange, request, response, rewrite !== null);
    if (reply === null) return;
    exchange.release();
    if (response.destroyed) {
      await reply.body.dump();
    } else if (isNoAnswerOfAnnotate(reply.statusCode)) {
      await reply.body.dump();
      this.#tellUnusable(`status ${reply.statusCode}`, exchange, response);
    } else if (rewrite !== null && reply.statusCode === 200) {
      await this.#rewrite(rewrite, reply, exchange, request, response);
    } else {
      await this.#stream(reply, exchange, request, response);
    }
  }

  /** Null when the request was answered here or nobody waits for an answer any more. */
  async #ask(
    to: Upstream,
    exchange: Exchange,
    request: Request,
    response: Response,
    plain: boolean,
  ): Promise<Reply | null> {
    const { path, search } = exchange.place;
    const gone = new AbortController();
    const leave = () => gone.abort();
    // A computation cannot be stopped in the host: its place is kept until the host is done, even when nobody waits any more.
    if (exchange.kind !== 'compute') response.once('close', leave);
    try {
      return await this.#agent.request({
        origin: to.origin,
        path: `${path}${search}`,
        method: request.method,
        headers: headersForHost(request.headers, {
          secret: to.secret,
          collaborator: exchange.guest.collaborator,
          acceptEncoding: plain ? 'identity' : acceptEncodingFor(request),
        }),
        body: exchange.body,
        signal: gone.signal,
      });
    } catch (error) {
      if (!response.destroyed) this.#tellFailure(error, exchange, request, response);
      return null;
    } finally {
      response.off('close', leave);
    }
  }

  async #rewrite(
    rewrite: Rewrite,
    reply: Reply,
    exchange: Exchange,
    request: Request,
    response: Response,
  ): Promise<void> {
    let original: string;
    try {
      original = await textOf(reply);
    } catch (error) {
      this.#tellFailure(error, exchange, request, response);
      return;
    }
    try {
      const { body, headers } = rewrite(original, abilitiesIn(exchange));
      await sendRewritten(body, { ...headersForBrowser(reply.headers), ...headers }, request, response);
    } catch (error) {
      this.#tellUnusable(reasonOf(error), exchange, response);
    }
  }

  #tellUnusable(reason: string, exchange: Exchange, response: Response): void {
    this.#log.error(
      { request: exchange.id, path: exchange.place.path, reason },
      'the host gave an answer that is not Annotate’s',
    );
    sendMessage(response, 502, 'The program that serves this dataset gave no usable answer.');
  }

  #tellFailure(error: unknown, exchange: Exchange, request: Request, response: Response): void {
    if (error instanceof BodyTooLarge) {
      tellTooLarge(request, response);
    } else if (error instanceof errors.InvalidArgumentError) {
      sendMessage(response, 400, 'The address has characters that do not belong there.');
    } else if (error instanceof errors.HeadersTimeoutError) {
      sendMessage(response, 504, 'The program that serves this dataset took too long to answer.');
    } else {
      // The host is gone, though sessions may not have noticed yet.
      this.#log.warn(
        { request: exchange.id, session: exchange.door.id, reason: reasonOf(error) },
        'the host did not answer',
      );
      answerWaiting(request, response, 'starting');
    }
  }

  async #stream(reply: Reply, exchange: Exchange, request: Request, response: Response): Promise<void> {
    const headers = headersForBrowser(reply.headers);
    const decode = headers['content-encoding'] === 'gzip' && !readsGzip(request.get('accept-encoding'));
    if (decode)
      for (const name of ['content-encoding', 'content-length', 'etag']) Reflect.deleteProperty(headers, name);
    response.status(reply.statusCode);
    setHeaders(response, { ...headers, 'Cache-Control': cachingFor(exchange.place.path, reply.statusCode) });
    try {
      if (decode) await pipeline(reply.body, createGunzip(), response);
      else await pipeline(reply.body, response);
    } catch (error) {
      // A body shorter than announced must not look like success: the pipeline has cut the client's connection.
      this.#log.warn({ request: exchange.id, reason: reasonOf(error) }, 'an answer broke off');
    }
  }
}

/**
 * Annotate's answers with data come out empty from some servers unless they are compressed (a bytearray that Werkzeug 3 does not convert).
 * So gzip is always asked for; for a client that cannot read it, the proxy unpacks.
 */
function acceptEncodingFor(request: Request): string {
  const wanted = request.get('accept-encoding');
  return wanted !== undefined && readsGzip(wanted) ? wanted : 'gzip';
}

/** 403: it is not our host, or does not know us as its proxy. 3xx: it would name its own address. */
function isNoAnswerOfAnnotate(status: number): boolean {
  return status === 403 || (status >= 300 && status < 400 && status !== 304);
}

async function sendRewritten(
  body: string,
  headers: Readonly<Record<string, string>>,
  request: Request,
  response: Response,
): Promise<void> {
  const bytes = Buffer.from(body);
  const packed = bytes.length >= WORTH_COMPRESSING && readsGzip(request.get('accept-encoding'));
  // It is our own text now: what the host said of its length, coding and version is no longer true.
  const { 'content-length': _length, 'content-encoding': _coding, etag: _etag, ...kept } = headers;
  setHeaders(response, {
    ...kept,
    'Cache-Control': 'private, no-cache',
    Vary: 'Accept-Encoding',
    ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(packed ? await compress(bytes) : bytes);
}

/** Not express's own `set`, which adds a charset: Annotate's client compares the type of an answer to the letter. */
function setHeaders(response: Response, headers: Readonly<Record<string, string>>): void {
  response.setHeaders(new Map(Object.entries(headers)));
}

async function textOf(reply: Reply): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of reply.body) {
    if (!(chunk instanceof Buffer)) continue;
    length += chunk.length;
    if (length > REWRITTEN_AT_MOST) throw new Error('the answer is too long to be rewritten');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
