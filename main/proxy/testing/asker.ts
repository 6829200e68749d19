/** Somebody who asks one thing in tests: hears the answer as bytes, reads it at their own pace, or leaves. */
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { basic, type ProxyFixture, type Sent } from './proxy-fixture.ts';

export interface HeardBytes {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

export class Asker {
  readonly #request: ClientRequest;
  readonly #responded: Promise<unknown[]>;

  /** Asks a path of the one session, as a program unless another header says who it is. */
  constructor(fixture: ProxyFixture, path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
    const who = headers['cookie'] === undefined ? { authorization: basic } : {};
    this.#request = httpRequest({
      host: '127.0.0.1',
      port: fixture.port,
      path: `/d/pbmc${path}`,
      method,
      headers: { ...who, ...headers },
      agent: false,
    });
    this.#responded = once(this.#request, 'response');
    this.#responded.catch(() => undefined);
    this.#request.end(body);
  }

  /** The head; nothing of the body is read until somebody does. */
  async response(): Promise<IncomingMessage> {
    const [response] = await this.#responded;
    return response as IncomingMessage;
  }

  /** @throws when the answer breaks off */
  async all(): Promise<HeardBytes> {
    const response = await this.response();
    const { statusCode = 0, headers } = response;
    return { status: statusCode, headers, bytes: await buffer(response) };
  }

  leave(): void {
    this.#request.on('error', () => undefined).destroy();
  }
}
