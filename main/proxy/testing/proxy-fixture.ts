/** Starts a proxy before a fake host for tests, and sends requests to it over real sockets. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino, type Logger } from 'pino';
import type { AdmissionOptions } from '../admission.ts';
import type { Witness } from '../access-log.ts';
import type { FrontServer } from '../front-server.ts';
import type { Limits } from '../limits.ts';
import type { AllowedHost, CertificateSource, Directory, Institute } from '../ports.ts';
import { Proxy } from '../proxy.ts';
import { FakeHost } from './fake-host.ts';
import { FakeDirectory, password } from './fake-session.ts';

export const basic = `Basic ${Buffer.from(`guest:${password}`).toString('base64')}`;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A page with a form, as a browser holds it. */
export interface OpenedForm {
  readonly token: string;
  readonly cookie: string;
  readonly answer: Answer;
}

type Fields = Readonly<Record<string, string>>;

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface FixtureOptions {
  readonly basePath?: string;
  readonly log?: Logger;
  readonly admission?: AdmissionOptions;
  readonly limits?: Partial<Limits>;
  readonly certificates?: CertificateSource;
  readonly cacheLimitBytes?: number;
  readonly cacheFolder?: string;
  readonly frontServer?: FrontServer;
  readonly institute?: Institute;
  readonly witness?: Witness;
  /** Puts real gatekeepers in the place of the fake ones. */
  readonly directory?: (fake: FakeDirectory) => Directory;
}

export class ProxyFixture {
  readonly directory = new FakeDirectory();
  readonly host = new FakeHost();
  readonly tunnels: AllowedHost[] = [];
  readonly proxy: Proxy;
  /** Replaced while the proxy runs, as keys are. */
  cookieKeys: readonly string[] = ['test-key'];
  readonly #basePath: string;
  port = 0;

  constructor(options: FixtureOptions = {}) {
    this.#basePath = options.basePath ?? '';
    this.proxy = new Proxy({
      directory: options.directory?.(this.directory) ?? this.directory,
      bind: '127.0.0.1',
      port: 0,
      basePath: this.#basePath,
      allowedHosts: () => [{ host: `127.0.0.1:${this.port}`, slug: null }, ...this.tunnels],
      cookieKeys: () => this.cookieKeys,
      institute: options.institute,
      ...(options.frontServer === undefined ? {} : { frontServer: options.frontServer }),
      admission: options.admission ?? {},
      limits: options.limits ?? {},
      certificates: options.certificates,
      cacheLimitBytes: options.cacheLimitBytes,
      cacheFolder: options.cacheFolder,
      witness: options.witness,
      log: options.log ?? pino({ level: 'silent' }),
    });
  }

  get session() {
    return this.directory.session;
  }

  async start(): Promise<this> {
    await this.host.start();
    this.session.state = { kind: 'open', upstream: { origin: this.host.origin, secret: this.host.secret } };
    this.port = (await this.proxy.listen()).port;
    return this;
  }

  async stop(): Promise<void> {
    await this.proxy.close();
    await this.host.stop();
  }

  /** Sends to the path as it is. */
  async send(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
    const request = httpRequest({ host: '127.0.0.1', port: this.port, path, method, headers, agent: false });
    const responded = once(request, 'response');
    request.end(body);
    const [response] = (await responded) as [IncomingMessage];
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
  }

  /** Asks a path of the one session as a program that has signed in. */
  ask(path: string, sent: Sent = {}): Promise<Answer> {
    return this.send(`${this.#basePath}/d/pbmc${path}`, {
      ...sent,
      headers: { authorization: basic, ...sent.headers },
    });
  }

  /** Opens a page of ours as a browser does and reads what its form carries. */
  async openForm(path: string, headers: Sent['headers'] = {}): Promise<OpenedForm> {
    const answer = await this.send(path, { headers: { accept: 'text/html', ...headers } });
    const token = /name="token" value="([^"]+)"/.exec(answer.body)?.[1] ?? '';
    const set = cookieFrom(answer);
    return { token, cookie: set === '' ? (headers['cookie'] ?? '') : set, answer };
  }

  /** Sends a form of ours, with the token and cookie of its page unless others are given. */
  async submit(page: string, action: string, fields: Fields, headers: Sent['headers'] = {}): Promise<Answer> {
    const before = headers['cookie'];
    const { token, cookie } = await this.openForm(page, before === undefined ? {} : { cookie: before });
    return this.send(action, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/html',
        ...headers,
        ...(cookie === '' ? {} : { cookie }),
      },
      body: new URLSearchParams({ token, ...fields }).toString(),
    });
  }

  /** Opens the sign-in page and sends its form. */
  signIn(
    form: { readonly user: string; readonly password: string },
    slug = 'pbmc',
    headers: Sent['headers'] = {},
  ): Promise<Answer> {
    const root = `${this.#basePath}/d/${slug}`;
    return this.submit(`${root}/`, `${root}/-/sign-in`, form, headers);
  }

  /** Opens a personal link and presses its button. */
  acceptInvite(token: string, headers: Sent['headers'] = {}): Promise<Answer> {
    const link = `${this.#basePath}/d/pbmc/-/invite/${token}`;
    return this.submit(link, link, {}, headers);
  }

  /** Signs in as a browser and returns the cookie header for the next requests. */
  async cookie(): Promise<string> {
    return cookieFrom(await this.signIn({ user: 'guest', password }));
  }

  /** Writes bytes to the socket and returns all that comes back until it is closed. */
  async raw(bytes: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    socket.write(bytes.replaceAll('HOST', `127.0.0.1:${this.port}`));
    return text(socket);
  }
}

export function cookieFrom(answer: Answer): string {
  return (answer.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ');
}
