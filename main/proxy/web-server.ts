/** The server behind the proxy's one port: HTTP/1.1, or with a certificate HTTP/1.1 and HTTP/2 over TLS, for the same passes. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { untilWanted } from './expect-continue.ts';
import { Http2Connections, type Http2Listener } from './http2-server.ts';
import { inTurn } from './in-turn.ts';
import type { Limits } from './limits.ts';
import { close, listen } from './listening.ts';
import type { CertificateSource } from './ports.ts';
import { TlsFront } from './tls-front.ts';

export interface Applications {
  readonly http1: RequestListener;
  readonly http2: Http2Listener;
}

export interface WebServerOptions {
  readonly certificates: CertificateSource | undefined;
  readonly limits: Limits;
}

const HEADER_BYTES = 16 * 1024;

export class WebServer {
  readonly #http1: Server;
  readonly #http2: Http2Connections;
  readonly #front: TlsFront | null;

  constructor(applications: Applications, { certificates, limits }: WebServerOptions) {
    this.#http1 = http1Server(applications.http1, limits);
    this.#http2 = new Http2Connections(applications.http2, limits);
    this.#front = certificates === undefined ? null : this.#behindTls(certificates, limits);
  }

  /** @throws ShareError `port-in-use`, `port-forbidden`, `address-unavailable` */
  listen(address: string, port: number): Promise<number> {
    return listen(this.#http1, address, port);
  }

  async close(): Promise<void> {
    this.#front?.close();
    this.#http2.finish();
    await close(this.#http1, () => this.#http2.cut());
  }

  /** The HTTP/1.1 server keeps the port; the front hands its own connections back to it, which it then treats like any other. */
  #behindTls(certificates: CertificateSource, limits: Limits): TlsFront {
    const listeners = this.#http1.listeners('connection');
    const serve = (socket: Socket) => {
      for (const listener of listeners) listener.call(this.#http1, socket);
    };
    const front = new TlsFront(certificates, { http1: serve, http2: (socket) => this.#http2.take(socket) }, limits);
    this.#http1.removeAllListeners('connection');
    this.#http1.on('connection', (socket) => front.take(socket));
    return front;
  }
}

function http1Server(handle: RequestListener, limits: Limits): Server {
  const oneByOne = inTurn(handle);
  const server = createServer(
    {
      insecureHTTPParser: false,
      requireHostHeader: true,
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: limits.checkEveryMs,
    },
    oneByOne,
  );
  server.on('checkContinue', untilWanted(oneByOne));
  server.on('connect', (_request, socket) => refuseConnect(socket));
  return server;
}

/** Without this Node would just hang up. */
function refuseConnect(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
    socket.destroy(),
  );
}
