/** Stands before the servers when there is a certificate: tells by a connection's first byte whether it speaks TLS, and agrees on it. */
import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Limits } from './limits.ts';
import type { CertificateSource } from './ports.ts';

/** The type of a TLS record that begins a handshake (RFC 8446, 5.1). No HTTP method begins with it. */
const HANDSHAKE = 0x16;

export interface Servers {
  http1(socket: Socket): void;
  http2(socket: TLSSocket): void;
}

export class TlsFront {
  readonly #tls: Server;
  readonly #servers: Servers;
  readonly #limits: Limits;
  readonly #forgetSource: () => void;
  /** Connections that have not said yet what they want. */
  readonly #fresh = new Map<string, Socket>();

  constructor(source: CertificateSource, servers: Servers, limits: Limits) {
    this.#servers = servers;
    this.#limits = limits;
    this.#tls = createServer({
      ...source.current(),
      ALPNProtocols: ['h2', 'http/1.1'],
      minVersion: 'TLSv1.2',
      handshakeTimeout: limits.headersMs,
    });
    this.#tls.on('secureConnection', (socket) => {
      this.#fresh.delete(endsOf(socket));
      if (socket.alpnProtocol === 'h2') servers.http2(socket);
      else servers.http1(socket);
    });
    this.#tls.on('tlsClientError', (_error, socket) => socket.destroy());
    // Connections that stand keep the certificate they began with.
    this.#forgetSource = source.subscribe(() => this.#tls.setSecureContext(source.current()));
  }

  take(socket: Socket): void {
    const giveUp = () => socket.destroy();
    const ends = endsOf(socket);
    this.#fresh.set(ends, socket);
    socket.once('close', () => this.#fresh.delete(ends));
    socket.setTimeout(this.#limits.headersMs, giveUp).on('error', giveUp);
    socket.once('readable', () => {
      const first: unknown = socket.read(1);
      socket.off('timeout', giveUp).setTimeout(0);
      if (!(first instanceof Buffer)) {
        socket.destroy();
        return;
      }
      socket.unshift(first);
      if (first[0] === HANDSHAKE) {
        // As Node's own TLS servers have it: half a TLS connection is none.
        socket.allowHalfOpen = false;
        this.#tls.emit('connection', socket);
      } else {
        this.#fresh.delete(ends);
        socket.off('error', giveUp);
        this.#servers.http1(socket);
      }
    });
  }

  close(): void {
    this.#forgetSource();
    for (const socket of this.#fresh.values()) socket.destroy();
  }
}

/** The same for a connection and for the TLS on it, and for no other one that is open. */
function endsOf({ remoteAddress, remotePort, localAddress }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress}`;
}
