/** Lets an Express application answer HTTP/2: the same passes, on requests and answers of Node's compatibility layer. */
import { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import express, { type Express } from 'express';
import type { Http2Listener } from './http2-server.ts';

const bytes = new WeakMap<object, number>();

/** What Express, its parsers and the passes ask of an answer and Node's HTTP/2 answer lacks, whatever its types say. */
const missing = {
  get destroyed(): boolean {
    return streamOf(this).destroyed;
  },
  get closed(): boolean {
    return streamOf(this).destroyed;
  },
  /** A connection of HTTP/2 is not closed after an answer; Node would warn of the attempt. */
  setHeader(this: Http2ServerResponse, name: string, value: string | readonly string[]) {
    if (name.toLowerCase() !== 'connection') Http2ServerResponse.prototype.setHeader.call(this, name, value);
    return this;
  },
  setHeaders(this: Http2ServerResponse, headers: Iterable<[string, string | readonly string[]]>) {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  },
  /** Bytes are counted here: the socket is everybody's who shares the connection. */
  write(this: Http2ServerResponse, chunk: string | Uint8Array, ...rest: [BufferEncoding, () => void]): boolean {
    bytes.set(this, (bytes.get(this) ?? 0) + Buffer.byteLength(chunk));
    return Http2ServerResponse.prototype.write.call(this, chunk, ...rest);
  },
};

const answer = grafted(Http2ServerResponse.prototype, missing);

/**
 * Express puts its own prototypes, made for HTTP/1, under every request and answer; HTTP/2's would lose everything they can. Here its
 * methods stand on those of HTTP/2 instead. The application must get no HTTP/1 requests.
 */
export function forHttp2(app: Express): Http2Listener {
  const own = { app: { configurable: true, enumerable: true, writable: true, value: app } };
  Object.assign(app, {
    request: Object.create(grafted(Http2ServerRequest.prototype, express.request), own) as object,
    response: Object.create(grafted(answer, express.response), own) as object,
  });
  return app as unknown as Http2Listener;
}

/** Of the answer's body; headers go compressed and are not known. 0 for HTTP/1, which does not come through here. */
export function bodyBytesSent(response: object): number {
  return bytes.get(response) ?? 0;
}

function grafted(base: object, methods: object): object {
  return Object.create(base, Object.getOwnPropertyDescriptors(methods)) as object;
}

function streamOf(response: object): { readonly destroyed: boolean } {
  return (response as Http2ServerResponse).stream;
}
