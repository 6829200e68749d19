/** A web server with one file that misbehaves as it is told, for downloads to be tried against. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour = (request: IncomingMessage, response: ServerResponse, server: FileServer) => void;

export class FileServer {
  content: Buffer;
  /** What is done to the next requests, one after another; then it behaves. */
  readonly next: Behaviour[] = [];
  readonly asked: { readonly path: string; readonly range: string | null; readonly ifRange: string | null }[] = [];
  readonly #drops: { readonly bytes: number; readonly response: ServerResponse }[] = [];
  readonly #server = createServer((request, response) => {
    const { range = null } = request.headers;
    const ifRange = request.headers['if-range'] ?? null;
    this.asked.push({ path: request.url ?? '', range, ifRange: typeof ifRange === 'string' ? ifRange : null });
    (this.next.shift() ?? behave)(request, response, this);
  });

  constructor(content: Buffer) {
    this.content = content;
  }

  async listen(): Promise<this> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/lung.h5ad`;
  }

  get etag(): string {
    return `"${createHash('md5').update(this.content).digest('hex')}"`;
  }

  /** Cuts the connection once so many bytes of the file have arrived: what is cut off earlier may never be read. */
  dropAt(bytes: number, response: ServerResponse): void {
    this.#drops.push({ bytes, response });
  }

  /** To be told by whoever downloads. */
  arrived(bytes: number): void {
    for (const drop of this.#drops.splice(0))
      if (bytes >= drop.bytes) drop.response.socket?.destroy();
      else this.#drops.push(drop);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

/** As a good server does, with parts, tags and conditions. */
export const behave: Behaviour = (request, response, { content, etag }) => {
  const { range } = request.headers;
  const ifRange = request.headers['if-range'];
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined || (ifRange !== undefined && ifRange !== etag))
    return void response.writeHead(200, { etag, 'content-length': content.length }).end(content);
  const from = Number(first);
  if (from >= content.length)
    return void response.writeHead(416, { etag, 'content-range': `bytes */${content.length}` }).end();
  const to = last === undefined || last === '' ? content.length - 1 : Math.min(Number(last), content.length - 1);
  const headers = { etag, 'content-length': to + 1 - from, 'content-range': `bytes ${from}-${to}/${content.length}` };
  response.writeHead(206, headers).end(content.subarray(from, to + 1));
};

/** Tells the whole length, sends so many bytes of it, then does as told. */
export function sends(bytes: number, then: 'drops' | 'stalls'): Behaviour {
  return (_request, response, server) => {
    const { content, etag } = server;
    response.writeHead(200, { etag, 'content-length': content.length });
    response.write(content.subarray(0, bytes));
    if (then === 'drops') server.dropAt(bytes, response);
  };
}

export function answers(status: number, headers: Record<string, string> = {}, body = ''): Behaviour {
  return (_request, response) => void response.writeHead(status, headers).end(body);
}
