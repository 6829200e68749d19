/** Hands one person the host's reply, or says why there is none. */
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { errors } from 'undici';
import { codingFor } from './answers/coding.ts';
import { KeptAnswer } from './answers/kept-answer.ts';
import type { Packer } from './answers/packer.ts';
import { packingStream } from './answers/packing.ts';
import { sendKept } from './answers/send-answer.ts';
import { BodyTooLarge, tellTooLarge } from './body-limits.ts';
import { exchangeOf } from './exchange.ts';
import { announcedLength, isNoAnswerOfAnnotate, isPacked, wholeBody, type Reply } from './host-client.ts';
import { fitted, isRewritten } from './rewrites.ts';
import { sendMessage } from './send.ts';
import { abilitiesIn } from './toggles.ts';
import { cachingFor, headersForBrowser } from './upstream-headers.ts';
import { answerWaiting } from './waiting.ts';

/** What is rewritten is read whole. A schema with a thousand categories of long names stays far below this. */
const REWRITTEN_AT_MOST = 32 * 1024 * 1024;
/** Up to here an answer is read whole before it is sent, so that a browser that has it already is told so. */
const COMPARED_AT_MOST = 1024 * 1024;
const WORTH_PACKING = 1024;

export class HostReplies {
  readonly #log: Logger;
  readonly #packer: Packer;

  constructor(log: Logger, packer: Packer) {
    this.#log = log;
    this.#packer = packer;
  }

  /** Never rejects. */
  async relay(reply: Reply, request: Request, response: Response): Promise<void> {
    const { path } = exchangeOf(request).place;
    const length = announcedLength(reply);
    const isWhole = reply.statusCode === 200 && (request.method === 'GET' || request.method === 'HEAD');
    if (response.destroyed) await reply.body.dump();
    else if (isNoAnswerOfAnnotate(reply.statusCode)) await this.#refuse(reply, request, response);
    else if (isWhole && isRewritten(path)) await this.#sendWhole(reply, REWRITTEN_AT_MOST, request, response);
    else if (isWhole && length !== null && length <= COMPARED_AT_MOST && !isPacked(reply))
      await this.#sendWhole(reply, COMPARED_AT_MOST, request, response);
    else await this.#stream(reply, request, response);
  }

  tellUnusable(reason: string, request: Request, response: Response): void {
    const { id, place } = exchangeOf(request);
    this.#log.error({ request: id, path: place.path, reason }, 'the host gave an answer that is not Annotate’s');
    sendMessage(response, 502, 'The program that serves this dataset gave no usable answer.');
  }

  tellFailure(error: unknown, request: Request, response: Response): void {
    if (response.destroyed) return;
    if (error instanceof BodyTooLarge) {
      tellTooLarge(request, response);
    } else if (error instanceof errors.InvalidArgumentError) {
      sendMessage(response, 400, 'The address has characters that do not belong there.');
    } else if (error instanceof errors.HeadersTimeoutError) {
      sendMessage(response, 504, 'The program that serves this dataset took too long to answer.');
    } else {
      const { id, door } = exchangeOf(request);
      // The host is gone, though sessions may not have noticed yet.
      this.#log.warn({ request: id, session: door.id, reason: reasonOf(error) }, 'the host did not answer');
      answerWaiting(request, response, 'starting');
    }
  }

  /** A body shorter than announced must not look like success: the client's connection has been cut. */
  tellBrokenOff(error: unknown, request: Request): void {
    this.#log.warn({ request: exchangeOf(request).id, reason: reasonOf(error) }, 'an answer broke off');
  }

  async #refuse(reply: Reply, request: Request, response: Response): Promise<void> {
    await reply.body.dump();
    this.tellUnusable(`status ${reply.statusCode}`, request, response);
  }

  async #sendWhole(reply: Reply, most: number, request: Request, response: Response): Promise<void> {
    const exchange = exchangeOf(request);
    const { path } = exchange.place;
    let bytes: Buffer;
    try {
      bytes = await wholeBody(reply, most);
    } catch (error) {
      this.tellFailure(error, request, response);
      return;
    }
    const { 'content-type': contentType, 'content-disposition': contentDisposition } = headersForBrowser(reply.headers);
    const original = new KeptAnswer({ contentType, contentDisposition }, bytes);
    let answer: KeptAnswer;
    try {
      answer = await fitted(original, path, abilitiesIn(exchange));
    } catch (error) {
      this.tellUnusable(reasonOf(error), request, response);
      return;
    }
    await sendKept(answer, path, this.#packer, request, response);
  }

  async #stream(reply: Reply, request: Request, response: Response): Promise<void> {
    const length = announcedLength(reply);
    const isLong = length === null || length >= WORTH_PACKING;
    const coding = reply.statusCode === 200 && isLong ? codingFor(request.headers['accept-encoding']) : 'identity';
    response.statusCode = reply.statusCode;
    for (const [name, value] of Object.entries(headersForBrowser(reply.headers))) response.setHeader(name, value);
    response.setHeader('Cache-Control', cachingFor(exchangeOf(request).place.path, reply.statusCode));
    response.setHeader('Vary', 'Accept-Encoding');
    if (coding !== 'identity') response.setHeader('Content-Encoding', coding);
    else if (length !== null && !isPacked(reply)) response.setHeader('Content-Length', length);
    try {
      if (request.method === 'HEAD') {
        await reply.body.dump();
        response.end();
        return;
      }
      const plain: Readable[] = isPacked(reply) ? [reply.body, createGunzip()] : [reply.body];
      await pipeline([...plain, ...(coding === 'identity' ? [] : [packingStream(coding)]), response]);
    } catch (error) {
      this.tellBrokenOff(error, request);
    }
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
