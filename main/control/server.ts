/** The control server: loopback only, its token for the API, and the page that the desktop window and a browser load. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { ControlAddress } from '../../contract/command-line.ts';
import { ShareError, toFailure } from '../../contract/errors.ts';
import { guardHost, guardToken } from './guard.ts';
import { prometheusText } from './metrics.ts';
import { apiRoutes, type ControlParts } from './routes.ts';
import { statusOf } from './statuses.ts';

export interface ControlOptions extends ControlParts {
  /** Folder of the built page. */
  readonly page: string;
  readonly log: Logger;
}

const contentSecurity = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

export class ControlServer {
  readonly #options: ControlOptions;
  readonly #token = randomBytes(32).toString('base64url');
  readonly #server: Server;
  #port = 0;

  constructor(options: ControlOptions) {
    this.#options = options;
    this.#server = createServer(this.#app());
  }

  async listen(): Promise<ControlAddress> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
    return { url: `http://127.0.0.1:${this.#port}`, token: this.#token };
  }

  /** Open event streams would keep it waiting for ever: they are cut. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  #app(): Express {
    const authority = () => [`127.0.0.1:${this.#port}`, `localhost:${this.#port}`];
    const app = express();
    app.disable('x-powered-by');
    app.disable('etag');
    app.use(
      helmet({
        contentSecurityPolicy: contentSecurity,
        strictTransportSecurity: false,
        referrerPolicy: { policy: 'no-referrer' },
      }),
    );
    app.use(guardHost(authority));
    app.use('/api', guardToken(authority, this.#token), noStore, apiRoutes(this.#options));
    app.get('/metrics', guardToken(authority, this.#token), (_request, response) => {
      response.type('text/plain; version=0.0.4').send(prometheusText(this.#options.sessions.list()));
    });
    app.use(
      express.static(this.#options.page, {
        index: 'index.html',
        dotfiles: 'ignore',
        setHeaders: (response) => response.setHeader('cache-control', 'no-cache'),
      }),
    );
    app.use(() => {
      throw new ShareError('not-found');
    });
    app.use(this.#answerError);
    return app;
  }

  readonly #answerError: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const failure = toFailure(asRequestError(error));
    if (failure.code === 'internal') this.#options.log.error({ err: error, path: request.path }, 'control API');
    // The stack is for the log, not for whoever asks.
    const { detail: _detail, ...shown } = failure;
    response.status(statusOf(failure.code)).json({ error: shown });
  };
}

const noStore: express.RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  next();
};

/** Express and its body parser throw errors with a 4xx status for what the caller did wrong. */
function asRequestError(error: unknown): unknown {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  const isCallers = typeof status === 'number' && status >= 400 && status < 500;
  return isCallers && error instanceof Error ? new ShareError('request-invalid', { reason: error.message }) : error;
}
