/** A stand-in for the host in tests: answers on a real socket and keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

export class FakeHost {
  readonly secret = 'cafe01';
  readonly asked: Asked[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The last thing it was asked. */
  get last(): Asked {
    const last = this.asked.at(-1);
    if (last === undefined) throw new Error('the host was not asked anything');
    return last;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** @param route method and path, like `GET /api/v0.2/config` */
  on(route: string, answer: Answer): this {
    this.#answers.set(route, answer);
    return this;
  }

  /** Answers a route at the first byte, before the body was read. */
  json(route: string, value: unknown): this {
    return this.on(route, (_, response) =>
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value)),
    );
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const stopped = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await stopped;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { method = '', url = '', headers } = request;
    const body = Buffer.concat(chunks);
    this.asked.push({ method, url, headers, body });
    const [path = ''] = url.split('?');
    const answer = this.#answers.get(`${method} ${path}`) ?? this.#answers.get(path);
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response, body);
  }
}
