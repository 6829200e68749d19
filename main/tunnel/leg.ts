/**
 * One connection to the relay, joined by localtunnel's own code to one connection to the proxy. The relay sends visitors'
 * requests down it. Everything that needs knowing about localtunnel 2.0.2 (unmaintained) is in this file.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import HeaderHostTransformer from 'localtunnel/lib/HeaderHostTransformer.js';
import TunnelCluster from 'localtunnel/lib/TunnelCluster.js';
import type { LegOutcome } from './leg-policy.ts';

// Upstream: a `local_host` other than "localhost" puts that name in the place of the first Host header of each connection, by
// way of a UTF-8 string that mangles a binary body behind it. And "localhost" may be ::1, where anybody on a shared computer can
// listen. The proxy has to be reached at its exact address and has to see the public name: so the bytes pass as they are.
HeaderHostTransformer.prototype._transform = (chunk, _encoding, done) => done(null, chunk);

/** The relay's machine may vanish without a goodbye: after this long in silence the system asks whether it is still there. */
const KEEP_ALIVE_MS = 30_000;
const CONNECT_MS = 10_000;
/** A connection that the relay ends sooner than this, unused, was not wanted. */
const SETTLED_MS = 1000;

export interface LegEnds {
  readonly remote: { readonly host: string; readonly port: number };
  readonly local: { readonly host: string; readonly port: number };
}

export class Leg {
  readonly ended: Promise<LegOutcome>;
  readonly #remote: Socket;
  #openedAt: number | null = null;
  #proxyGone = false;

  constructor({ remote, local }: LegEnds, onOpen: () => void) {
    // Upstream: a cluster is meant for many connections, but its events do not say which one they are about. So: one each.
    const cluster = new TunnelCluster({
      remote_host: remote.host,
      remote_port: remote.port,
      local_host: local.host,
      local_port: local.port,
    });
    // Without a listener an `error` would end the process. The connection itself tells all of it, and more.
    cluster.on('error', () => undefined);
    cluster.once('open', () => this.#join());
    this.#remote = socketMadeBy(() => cluster.open());
    this.ended = this.#watch(onOpen);
  }

  /** Whether the relay means to use it. */
  get settled(): boolean {
    return this.#openedAt !== null && (this.#remote.bytesRead > 0 || performance.now() - this.#openedAt >= SETTLED_MS);
  }

  /** Ends it at once, also while it is still being connected. */
  close(): void {
    this.#remote.destroy();
  }

  async #watch(onOpen: () => void): Promise<LegOutcome> {
    const remote = this.#remote;
    const deadline = setTimeout(() => remote.destroy(), CONNECT_MS);
    let failed: LegOutcome = 'unreachable';
    remote.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') failed = 'refused';
    });
    remote.once('connect', () => {
      clearTimeout(deadline);
      remote.setKeepAlive(true, KEEP_ALIVE_MS);
      this.#openedAt = performance.now();
      onOpen();
    });
    await new Promise((resolve) => remote.once('close', resolve));
    clearTimeout(deadline);
    if (this.#proxyGone) return 'no-proxy';
    if (this.#openedAt === null) return failed;
    return this.settled ? 'served' : 'unwanted';
  }

  /** Called right before upstream connects to the proxy, in the same turn. */
  #join(): void {
    const stop = onSocketMade((local) => {
      // Upstream only half-closes this connection when the visitor's goes: an answer under way would then never end and hold
      // its place in the proxy's queues for ever.
      this.#remote.once('close', () => local.destroy());
      // Upstream tries again every second while the proxy does not listen, and tells nobody.
      const gone = () => {
        this.#proxyGone = true;
        this.#remote.destroy();
      };
      local.once('error', gone).once('connect', () => local.off('error', gone));
    });
    queueMicrotask(stop);
  }
}

/** Upstream hands out a connection only once it stands; before that, nothing of its own could end it. */
function socketMadeBy(connect: () => void): Socket {
  const made: Socket[] = [];
  const stop = onSocketMade((socket) => made.push(socket));
  try {
    connect();
  } finally {
    stop();
  }
  const [socket] = made;
  if (socket === undefined || made.length > 1)
    throw new Error(`localtunnel made ${made.length} connections instead of one`);
  return socket;
}

function onSocketMade(listener: (socket: Socket) => void): () => void {
  const channel = 'net.client.socket';
  const hear = (message: unknown) => listener((message as { readonly socket: Socket }).socket);
  subscribe(channel, hear);
  return () => void unsubscribe(channel, hear);
}
