/** The only door to Annotate: one server for all sessions, and the ordered list of passes that each request goes through. */
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { accessLog, type Witness } from './access-log.ts';
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
import { InstituteSignIn } from './institute/institute-sign-in.ts';
import { inviteLink } from './invite-link.ts';
import { usualLimits, type Limits } from './limits.ts';
import { oneReading } from './one-reading.ts';
import { ownRoutes } from './own-routes.ts';
import type { AllowedHost, CertificateSource, Directory, Institute, ProxyFigures } from './ports.ts';
import { libraryPages } from './library-pages.ts';
import { probe } from './probe.ts';
import { routeAllowList } from './route-allow-list.ts';
import { securityHeaders } from './security-headers.ts';
import { sendMessage } from './send.ts';
import { signInCookie } from './sign-in-cookie.ts';
import { signInForm } from './sign-in-form.ts';
import { signIn } from './sign-in.ts';
import { stalled } from './stalled.ts';
import { terms } from './terms.ts';
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
  /** The identity provider that people may sign in with. */
  readonly institute?: Institute | undefined;
  /** Told what people did, for the audit. */
  readonly witness?: Witness | undefined;
  readonly log: Logger;
}

/** One more address that the same sessions are answered at, always by TLS. */
export interface FurtherListener {
  readonly port: number;
  /** Ends every connection that came in by it. */
  close(): Promise<void>;
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
  readonly #institute: InstituteSignIn | null;
  readonly #server: WebServer;
  readonly #further = new Set<WebServer>();
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
    const { institute } = options;
    this.#institute = institute === undefined ? null : new InstituteSignIn({ ...options, institute });
    this.#server = this.#webServer(options.certificates);
  }

  /** @throws ShareError `port-in-use`, `port-forbidden`, `address-unavailable` */
  async listen(): Promise<{ readonly port: number }> {
    return { port: await this.#server.listen(this.#options.bind, this.#options.port) };
  }

  /**
   * Answers at one more address while everything else goes on: whoever is connected elsewhere notices nothing.
   *
   * @throws ShareError `port-in-use`, `port-forbidden`, `address-unavailable`
   */
  async listenAlso(at: {
    readonly bind: string;
    readonly port: number;
    readonly certificates: CertificateSource;
  }): Promise<FurtherListener> {
    const server = this.#webServer(at.certificates);
    const port = await server.listen(at.bind, at.port).catch(async (error: unknown) => {
      await server.close();
      throw error;
    });
    this.#further.add(server);
    const close = async () => {
      this.#further.delete(server);
      await server.close();
    };
    return { port, close };
  }

  /**
   * Where the clients of tunnels connect, on this computer. What comes by it comes from the internet, and may carry any name: only the
   * tunnels' own names are answered, each for its session, and nobody is taken for the lab's own web server.
   *
   * @throws ShareError `port-in-use`
   */
  async listenForTunnels(): Promise<{ readonly port: number }> {
    const { allowedHosts } = this.#options;
    const server = this.#webServer(
      undefined,
      hostCheck(() => allowedHosts().filter(({ slug }) => slug !== null)),
    );
    this.#further.add(server);
    return { port: await server.listen('127.0.0.1', 0) };
  }

  #webServer(
    certificates: CertificateSource | undefined,
    names = hostCheck(this.#options.allowedHosts, this.#options.frontServer),
  ): WebServer {
    const passes = this.#passes(certificates !== undefined, names);
    const app = () => applicationOf(passes).use(failed(this.#options.log));
    return new WebServer({ http1: app(), http2: forHttp2(app()) }, { certificates, limits: this.#limits });
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
  #passes(byTls: boolean, names: RequestHandler): readonly RequestHandler[] {
    const { directory, basePath, cookieKeys, log, witness } = this.#options;
    return [
      accessLog(log, witness),
      this.#idleMemory.pass(),
      oneReading(),
      stalled(this.#limits.stalledMs),
      names,
      httpsOnly(byTls),
      securityHeaders(),
      ...(this.#institute === null ? [] : [this.#institute.pass()]),
      findSession(directory, basePath),
      probe(),
      signInCookie(cookieKeys, basePath),
      signInForm(this.#attempts),
      inviteLink(this.#attempts),
      signIn(this.#attempts),
      libraryPages(basePath),
      ownRoutes(),
      terms(),
      routeAllowList(),
      toggles(),
      bodyLimits(),
      this.#desk.pass(),
      admit(this.#admission),
      upstream(directory, this.#hosts, this.#desk.replies),
    ];
  }

  async #close(): Promise<void> {
    await Promise.all([this.#server, ...this.#further].map((server) => server.close()));
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
