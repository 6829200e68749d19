/** One person's browser, as far as it concerns a server: a cookie, six connections, and a cache that asks whether what it kept is still right. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { buildConnector, errors, Pool, type Dispatcher } from 'undici';
import type { Credentials } from './peers.ts';
import { ACCEPT_ENCODING, type Asked } from './page-plan.ts';

const CONNECTIONS = 6;
const CONNECT_WITHIN_MS = 60_000;
/** A browser asks again when a connection that was kept open turns out to be closed. */
const TRIES = 4;
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

export interface Address {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signIn: Credentials | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly chunks: readonly Buffer[];
}

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Traffic {
  /** From the server, with headers: what its owner has to upload. */
  received: number;
  sent: number;
  requests: number;
  /** Of connections that were closed before an answer began. */
  askedAgain: number;
}

/** What is kept of an answer, for the next time. */
interface Kept {
  readonly fresh: boolean;
  readonly ask: Readonly<Record<string, string>>;
}

const PLAIN = { 'accept-encoding': 'identity' };

export class Browser {
  readonly address: Address;
  readonly #acceptEncoding: string;
  readonly #cookies = new Map<string, string>();
  readonly #kept: Map<string, Kept> | null;
  readonly #origin: string;

  /** @param keeps whether it has a cache; without one, every page load is a first one */
  constructor(address: Address, { keeps = false, acceptEncoding = ACCEPT_ENCODING } = {}) {
    this.address = address;
    this.#acceptEncoding = acceptEncoding;
    this.#origin = new URL(address.url).origin;
    this.#kept = keeps ? new Map() : null;
  }

  /** By the form where there is one. Without one the first answer of Annotate may still set a cookie. */
  async signIn(): Promise<void> {
    const { url, signIn } = this.address;
    const connections = this.connect();
    const { pathname } = new URL(url);
    try {
      if (signIn === null) {
        this.#takeCookies(await connections.ask(this.#get({ path: `${pathname}api/v0.2/config`, accept: '*/*' })));
        return;
      }
      const page = await connections.ask(this.#get({ path: pathname, accept: 'text/html' }, PLAIN));
      this.#takeCookies(page);
      const token = /name="token" value="([^"]+)"/.exec(Buffer.concat(page.chunks).toString())?.[1] ?? '';
      const body = new URLSearchParams({ token, ...signIn }).toString();
      for (;;) {
        const headers = this.headers({ 'content-type': 'application/x-www-form-urlencoded' });
        const answer = await connections.ask({ method: 'POST', path: `${pathname}-/sign-in`, headers, body });
        this.#takeCookies(answer);
        if (answer.status === 303) return;
        if (answer.status !== 429) throw new Error(`signing in answered ${answer.status}`);
        await pause(retryAfterMs(answer));
      }
    } finally {
      await connections.close();
    }
  }

  connect(): Connections {
    return new Connections(this.#origin);
  }

  /** Null when the cache answers by itself. */
  request(asked: Asked): Sent | null {
    const kept = this.#kept?.get(asked.path);
    return kept?.fresh === true ? null : this.#get(asked, kept?.ask);
  }

  headers(more: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      'user-agent': USER_AGENT,
      'accept-encoding': this.#acceptEncoding,
      'accept-language': 'en',
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'cors',
      ...this.address.headers,
      ...(cookie === '' ? {} : { cookie }),
      ...more,
    };
  }

  keep(path: string, { status, headers }: Answer): void {
    if (this.#kept === null || status !== 200) return;
    const caching = headers['cache-control'] ?? '';
    if (caching.includes('no-store')) return;
    const age = Number(/max-age=(\d+)/.exec(caching)?.[1] ?? 0);
    const ask = {
      ...(headers.etag === undefined ? {} : { 'if-none-match': headers.etag }),
      ...(headers['last-modified'] === undefined ? {} : { 'if-modified-since': headers['last-modified'] }),
    };
    this.#kept.set(path, { fresh: age > 0 && !caching.includes('no-cache'), ask });
  }

  #get({ path, accept }: Asked, more: Readonly<Record<string, string>> = {}): Sent {
    return { method: 'GET', path, headers: this.headers({ accept, ...more }) };
  }

  #takeCookies({ headers }: Answer): void {
    for (const line of headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value);
    }
  }
}

/** Six connections over HTTP/1.1, opened when first needed, and what went over them. */
export class Connections {
  readonly #pool: Pool;
  readonly #sockets: Socket[] = [];
  #requests = 0;
  #askedAgain = 0;

  constructor(origin: string) {
    const connect = buildConnector({ timeout: CONNECT_WITHIN_MS });
    this.#pool = new Pool(origin, {
      connections: CONNECTIONS,
      pipelining: 1,
      connect: (options, callback) =>
        connect(options, (...opened) => {
          if (opened[1] !== null) this.#sockets.push(opened[1]);
          callback(...opened);
        }),
    });
  }

  /** Bodies come as they are on the wire, still packed. */
  async ask(sent: Sent): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      this.#requests += 1;
      try {
        return await dispatch(this.#pool, sent);
      } catch (error) {
        if (tries === TRIES || !wasClosed(error) || sent.method !== 'GET') throw error;
        this.#askedAgain += 1;
      }
    }
  }

  async close(): Promise<Traffic> {
    const sum = (of: (socket: Socket) => number) => this.#sockets.reduce((total, socket) => total + of(socket), 0);
    const traffic = {
      received: sum(({ bytesRead }) => bytesRead),
      sent: sum(({ bytesWritten }) => bytesWritten),
      requests: this.#requests,
      askedAgain: this.#askedAgain,
    };
    await this.#pool.destroy();
    return traffic;
  }
}

export function retryAfterMs({ headers }: Answer): number {
  return Number(headers['retry-after'] ?? 1) * 1000;
}

/** The lowest level that undici has: on few cores, what the asking side takes is missing on the other. */
function dispatch(pool: Dispatcher, { method, path, headers, body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let heard: IncomingHttpHeaders = {};
    const chunks: Buffer[] = [];
    pool.dispatch(
      { method, path, headers, body: body ?? null, headersTimeout: 0, bodyTimeout: 0 },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode, answered) => {
          status = statusCode;
          heard = answered;
        },
        onResponseData: (_controller, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => resolve({ status, headers: heard, chunks }),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

function wasClosed(error: unknown): boolean {
  if (error instanceof errors.SocketError) return true;
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
