/** The HTTP/2 side of the server: limits against clients that open and reset, and requests made to look as the passes expect them. */
import {
  constants,
  createServer,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { ServerHttp2Session, ServerOptions } from 'node:http2';
import type { Duplex } from 'node:stream';
import { untilWanted } from './expect-continue.ts';
import type { Limits } from './limits.ts';

const SESSION_MEMORY_MB = 10;

/** Rapid reset (CVE-2023-44487): a page opens some tens of requests and now and then cancels one; nobody resets hundreds. */
const options: ServerOptions = {
  settings: {
    enablePush: false,
    enableConnectProtocol: false,
    maxConcurrentStreams: 100,
    maxHeaderListSize: 16 * 1024,
  },
  maxHeaderListPairs: 110,
  maxSessionMemory: SESSION_MEMORY_MB,
  maxSessionInvalidFrames: 100,
  maxSessionRejectedStreams: 100,
  streamResetBurst: 200,
  streamResetRate: 20,
};

export type Http2Listener = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

export class Http2Connections {
  readonly #server: Http2Server;
  readonly #limits: Limits;
  readonly #open = new Map<ServerHttp2Session, number>();

  constructor(handle: Http2Listener, limits: Limits) {
    this.#limits = limits;
    this.#server = createServer(options);
    const prepared: Http2Listener = (request, response) => {
      this.#endSlowBody(request);
      asHttp1(request);
      handle(request, response);
    };
    this.#server.on('request', prepared);
    this.#server.on('checkContinue', untilWanted(prepared));
    this.#server.on('session', (session) => this.#watch(session));
    this.#server.on('sessionError', (_error, session: ServerHttp2Session) => session.destroy());
  }

  take(socket: Duplex): void {
    this.#server.emit('connection', socket);
  }

  /** Takes no further requests; connections end when what was asked is answered. */
  finish(): void {
    for (const session of this.#open.keys()) session.close();
  }

  cut(): void {
    for (const session of this.#open.keys()) session.destroy();
  }

  #watch(session: ServerHttp2Session): void {
    this.#open.set(session, 0);
    session.on('stream', (stream) => {
      this.#count(session, 1);
      stream.once('close', () => this.#count(session, -1));
    });
    session.once('close', () => this.#open.delete(session));
    // Without a listener Node would end the connection though an answer is still being computed.
    session.setTimeout(this.#limits.idleMs, () => {
      if (this.#open.get(session) === 0) session.destroy();
      else session.setTimeout(this.#limits.idleMs);
    });
  }

  #count(session: ServerHttp2Session, change: number): void {
    const streams = this.#open.get(session);
    if (streams !== undefined) this.#open.set(session, streams + change);
  }

  /** HTTP/1 has this in Node's `requestTimeout`. */
  #endSlowBody(request: Http2ServerRequest): void {
    const { stream } = request;
    if (stream.endAfterHeaders) return;
    const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), this.#limits.requestMs);
    const done = () => clearTimeout(timer);
    stream.once('end', done).once('close', done);
  }
}

/** The passes, and the libraries that they use, know a request by its `Host` and a body by its length or `Transfer-Encoding`. */
function asHttp1(request: Http2ServerRequest): void {
  const { headers, rawHeaders, stream, authority } = request;
  const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1] === 'host');
  if (authority !== '' && !hosts.includes(authority)) rawHeaders.push('host', authority);
  headers.host ??= authority;
  if (!stream.endAfterHeaders && headers['content-length'] === undefined) headers['transfer-encoding'] = 'chunked';
}
