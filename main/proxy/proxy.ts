/** The only door to Annotate: one server for all sessions, and the ordered list of passes that each request goes through. */
import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { accessLog } from './access-log.ts';
import { Admission } from './admission.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { bodyLimits, tellTooLarge } from './body-limits.ts';
import { findSession } from './find-session.ts';
import type { FrontServer } from './front-server.ts';
import { hostCheck } from './host-check.ts';
import { inviteLink } from './invite-link.ts';
import { close, listen, serverOptions } from './listening.ts';
import { ownRoutes } from './own-routes.ts';
import type { AllowedHost, Directory } from './ports.ts';
import { routeAllowList } from './route-allow-list.ts';
import { securityHeaders } from './security-headers.ts';
import { sendMessage } from './send.ts';
import { signInCookie } from './sign-in-cookie.ts';
import { signInForm } from './sign-in-form.ts';
import { signIn } from './sign-in.ts';
import { toggles } from './toggles.ts';
import { HostClient } from './upstream.ts';

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
  readonly log: Logger;
}

export class Proxy {
  readonly #options: ProxyOptions;
  readonly #attempts = new AttemptLimit();
  readonly #admission = new Admission();
  readonly #hosts: HostClient;
  readonly #server: Server;
  #closing: Promise<void> | null = null;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#hosts = new HostClient(options.directory, options.log);
    const app = applicationOf(this.#passes());
    app.use(failed(options.log));
    this.#server = createServer(serverOptions, app);
  }

  /** @throws ShareError `port-in-use`, `port-forbidden`, `address-unavailable` */
  async listen(): Promise<{ readonly port: number }> {
    return { port: await listen(this.#server, this.#options.bind, this.#options.port) };
  }

  /** How many differential expressions wait for their turn at this session. */
  waiting(sessionId: string): number {
    return this.#admission.waiting(sessionId);
  }

  /** Lets what runs come to its end for a moment, then ends it. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The order is the design: each pass relies on those before it, and nothing reaches Annotate but through all of them. */
  #passes(): readonly RequestHandler[] {
    const { directory, basePath, allowedHosts, cookieKeys, frontServer, log } = this.#options;
    return [
      accessLog(log),
      hostCheck(allowedHosts, frontServer),
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
      this.#admission.pass(),
      this.#hosts.pass(),
    ];
  }

  async #close(): Promise<void> {
    await close(this.#server);
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
  for (const pass of passes) app.use(pass);
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
