/** The only door to Annotate: one server for all sessions, and the ordered list of passes that each request goes through. */
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { accessLog } from './access-log.ts';
import { Admission, type AdmissionOptions } from './admission.ts';
import { admit } from './admit.ts';
import { Desk } from './answers/desk.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { bodyLimits, tellTooLarge } from './body-limits.ts';
import { findSession } from './find-session.ts';
import type { FrontServer } from './front-server.ts';
import { hostCheck } from './host-check.ts';
import { HostClient } from './host-client.ts';
import { forHttp2 } from './http2-express.ts';
import { httpsOnly } from './https-only.ts';
import { IdleMemory } from './idle-memory.ts';
import { inOrder } from './in-order.ts';
import { inviteLink } from './invite-link.ts';
import { usualLimits, type Limits } from './limits.ts';
import { oneReading } from './one-reading.ts';
import { ownRoutes } from './own-routes.ts';
import type { AllowedHost, CertificateSource, Directory, ProxyFigures } from './ports.ts';
import { routeAllowList } from './route-allow-list.ts';
import { securityHeaders } from './security-headers.ts';
import { sendMessage } from './send.ts';
import { signInCookie } from './sign-in-cookie.ts';
import { signInForm } from './sign-in-form.ts';
import { signIn } from './sign-in.ts';
import { stalled } from './stalled.ts';
import { toggles } from './toggles.ts';
import { upstream } from './upstream.ts';
import { WebServer } from './web-server.ts';

export interface ProxyOptions {
  readonly directory: Directory;
  readonly bind: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Empty, or a path that begins with a slash and does not end with one. */
  readonly basePath: string;
  /** Asked at each request: tunnels come and go. */
  readonly allowedHosts: () => readonly AllowedHost[];
  /** The first signs; all are accepted. Asked at each use: keys are replaced while the proxy runs. */
  readonly cookieKeys: () => readonly string[];
  /** The lab's own web server, where requests come through one. */
  readonly frontServer?: FrontServer;
  /** What all kept answers together may take in memory. */
  readonly cacheLimitBytes?: number | undefined;
  /** Where Annotate's own files are kept packed between starts of the service. */
  readonly cacheFolder?: string | undefined;
  /** Left away, as many heavy requests run at once as there are cores. */
  readonly admission?: AdmissionOptions;
  /** Left away, the proxy speaks HTTP; with it HTTPS only, on the same port. */
  readonly certificates?: CertificateSource | undefined;
  readonly limits?: Partial<Limits>;
  readonly log: Logger;
}

const MIB = 1024 * 1024;
export const DEFAULT_CACHE_LIMIT_BYTES = 128 * MIB;

export class Proxy {
  readonly #options: ProxyOptions;
  readonly #attempts = new AttemptLimit();
  readonly #admission: Admission;
  readonly #hosts = new HostClient();
  readonly #idleMemory = new IdleMemory();
  readonly #desk: Desk;
  readonly #server: WebServer;
  #closing: Promise<void> | null = null;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#admission = new Admission(options.admission);
    this.#desk = new Desk({
      directory: options.directory,
      hosts: this.#hosts,
      admission: this.#admission,
      limitBytes: options.cacheLimitBytes ?? DEFAULT_CACHE_LIMIT_BYTES,
      cacheFolder: options.cacheFolder ?? null,
      log: options.log,
    });
    const passes = this.#passes();
    const app = () => applicationOf(passes).use(failed(options.log));
    this.#server = new WebServer(
      { http1: app(), http2: forHttp2(app()) },
      { certificates: options.certificates, limits: this.#limits },
    );
  }

  /** @throws ShareError `port-in-use`, `port-forbidden`, `address-unavailable` */
  async listen(): Promise<{ readonly port: number }> {
    return { port: await this.#server.listen(this.#options.bind, this.#options.port) };
  }

  get #limits(): Limits {
    return { ...usualLimits, ...this.#options.limits };
  }

  figures(sessionId: string): ProxyFigures {
    return {
      heavy: this.#admission.figures(sessionId),
      answers: this.#desk.figures(sessionId),
      memory: this.#admission.memory,
    };
  }

  /** Fetches what a first page of this session needs, in the background; call it each time a host got ready. Never rejects. */
  prefetch(slug: string): Promise<void> {
    return this.#desk.prefetch(slug);
  }

  /** Lets what runs come to its end for a moment, then ends it. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The order is the design: each pass relies on those before it, and nothing reaches Annotate but through all of them. */
  #passes(): readonly RequestHandler[] {
    const { directory, basePath, allowedHosts, certificates, cookieKeys, frontServer, log } = this.#options;
    return [
      accessLog(log),
      this.#idleMemory.pass(),
      oneReading(),
      stalled(this.#limits.stalledMs),
      hostCheck(allowedHosts, frontServer),
      httpsOnly(certificates !== undefined),
      securityHeaders(),
      findSession(directory, basePath),
      signInCookie(cookieKeys),
      signInForm(this.#attempts),
      inviteLink(this.#attempts),
      signIn(this.#attempts),
      ownRoutes(),
      routeAllowList(),
      toggles(),
      bodyLimits(),
      this.#desk.pass(),
      admit(this.#admission),
      upstream(directory, this.#hosts, this.#desk.replies),
    ];
  }

  async #close(): Promise<void> {
    await this.#server.close();
    this.#desk.close();
    this.#idleMemory.close();
    await this.#hosts.close();
    this.#attempts.close();
  }
}

function applicationOf(passes: readonly RequestHandler[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  // One hop, and only what the host check has written: it replaces whatever a client sent.
  app.set('trust proxy', 1);
  app.use(inOrder(passes));
  return app;
}

/** Nothing of an error is told to a stranger; the log has it, by the request's id. */
function failed(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error, request: response.get('X-Request-Id') }, 'a request failed');
    if (response.headersSent) {
      next(error);
      return;
    }
    if (status === 413) tellTooLarge(request, response);
    else sendMessage(response, status, 'This request failed.');
  };
}

/** Only the parser of forms throws errors with a status. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : 500;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
