/** A control server that serves the built page and answers as a test tells it; every answer is checked against the contract. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  changeInviteSchema,
  changeRecentSchema,
  changeSessionSchema,
  checkSchema,
  madeInviteSchema,
  newInviteSchema,
  qrSchema,
  renewInviteSchema,
  snapshotSchema,
  startSessionSchema,
  thumbnailSchema,
  type ChangeInvite,
  type ChangeSession,
  type Check,
  type MadeInvite,
  type NewInvite,
  type Snapshot,
  type StartSession,
} from '../../contract/control.ts';
import { auditEntrySchema, type AuditEntry } from '../../contract/audit.ts';
import { pictureQuerySchema } from '../../contract/dataset-facts.ts';
import { describeFailure, type ErrorCode, type Failure, type FailureValues } from '../../contract/errors.ts';
import { changeNetworkSchema, networkSchema, type Network } from '../../contract/network.ts';
import { inviteSchema, type Invite, type Session } from '../../contract/session.ts';
import { waysSchema, type Way } from '../../contract/tunnel.ts';
import { answerBucket, authority, json, qr, readAll, thumbnail } from './fake-answers.ts';
import { changedSession, startedSession, without } from './fake-changes.ts';
import { insistOnPage, servePage } from './fake-page.ts';
import { instituteChange } from './fake-institute.ts';
import { pictureOf } from './pictures.ts';
import { FakeGroups } from './fake-groups.ts';
import { FakeSettings } from './fake-settings.ts';
import { tellAudit } from './fake-audit.ts';
import { answerMending } from './fake-mendings.ts';
import {
  check as checkOf,
  invite as inviteOf,
  now,
  offNetwork,
  onNetwork,
  session as sessionOf,
  snapshot as snapshotOf,
  ways,
} from './samples.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export class FakeControl {
  /** Every call of the API but the stream, in order. */
  readonly asked: Asked[] = [];
  readonly groups = new FakeGroups();
  readonly settings = new FakeSettings();
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();
  readonly #checks = new Map<string, Check>();
  #snapshot: Snapshot = snapshotOf([], { settings: this.settings.now });
  #refusal: Failure | null = null;
  #audit: readonly AuditEntry[] = [];
  #ways: readonly Way[] = ways;
  #held: Promise<void> | null = null;
  #accepted = 'test-token';
  #available = true;

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeControl> {
    insistOnPage();
    const control = new FakeControl();
    await new Promise<void>((resolve) => control.#server.listen(0, '127.0.0.1', resolve));
    return control;
  }

  get token(): string {
    return 'test-token';
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The address as the service hands it out. */
  get url(): string {
    return `${this.origin}/#token=${this.token}`;
  }

  /** What all open pages are told from now on. */
  show(sessions: readonly Session[], rest: Partial<Snapshot> = {}): void {
    this.#snapshot = snapshotSchema.parse(
      snapshotOf(sessions, { network: this.#snapshot.network, settings: this.settings.now, ...rest }),
    );
    for (const stream of this.#streams) this.#push(stream);
  }

  /** The next call that changes something is refused with this. */
  refuseNext(code: ErrorCode, values: FailureValues = {}): void {
    this.#refusal = describeFailure(code, values);
  }

  /** Holds back answers to changes until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => (release = resolve));
    return () => {
      this.#held = null;
      release();
    };
  }

  /** What the computer has for each way to the internet. */
  offers(ways: readonly Way[]): void {
    this.#ways = ways;
  }

  /** What the audit answers from now on, newest first; `activity` in a session says that there is something new. */
  remembers(entries: readonly AuditEntry[]): void {
    this.#audit = auditEntrySchema.array().parse(entries);
  }

  #tellPicture({ searchParams }: URL, response: ServerResponse): void {
    const { path, column } = pictureQuerySchema.parse(Object.fromEntries(searchParams));
    if (path.includes('no picture')) json(response, 422, { error: describeFailure('dataset-damaged', { name: path }) });
    else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(pictureOf(column ?? null));
  }

  finds(check: Check): void {
    this.#checks.set(check.path, checkSchema.parse(check));
  }

  /** As a start of the service does: addresses from before do not open it any more. */
  replaceToken(): void {
    this.#accepted = 'another-token';
  }

  disappear(): void {
    this.#available = false;
    for (const stream of this.#streams) stream.destroy();
  }

  comeBack(): void {
    this.#available = true;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    if (!url.pathname.startsWith('/api/')) {
      await servePage(url.pathname, response);
      return;
    }
    if (!this.#available) {
      response.destroy();
      return;
    }
    if (request.headers.authorization !== `Bearer ${this.#accepted}`) {
      json(response, 401, { error: describeFailure('request-unauthorised') });
      return;
    }
    if (url.pathname === '/api/events') {
      this.#openStream(response);
      return;
    }
    const text = await readAll(request);
    const body: unknown = text === '' ? null : JSON.parse(text);
    this.asked.push({ method: request.method ?? '', path: url.pathname + url.search, body });
    await this.#call(request.method ?? '', url, body, response);
  }

  async #call(method: string, url: URL, body: unknown, response: ServerResponse): Promise<void> {
    if (method !== 'GET') await this.#held;
    if (method !== 'GET' && this.#refusal !== null) {
      const error = this.#refusal;
      this.#refusal = null;
      json(response, 409, { error });
      return;
    }
    const told =
      this.groups.answer(method, url.pathname, body) ??
      this.settings.answer(method, url.pathname, body) ??
      answerMending(method, url.pathname, body) ??
      answerBucket(url.pathname, body);
    if (told !== null) {
      json(response, ...told);
      return;
    }
    const id = /^\/api\/sessions\/([^/]+)/.exec(url.pathname)?.[1];
    const invite = /^\/api\/invites\/([^/]+)/.exec(url.pathname)?.[1];
    const browser = /\/browsers\/([^/]+)$/.exec(url.pathname)?.[1];
    const ofInstitute = instituteChange(url.pathname, body);
    if (tellAudit(this.#audit, url, response)) return;
    if (url.pathname === '/api/datasets/check') {
      const path = url.searchParams.get('path') ?? '';
      json(response, 200, this.#checks.get(path) ?? checkOf(path));
    } else if (url.pathname === '/api/datasets/picture') {
      this.#tellPicture(url, response);
    } else if (url.pathname === '/api/ways') {
      json(response, 200, waysSchema.parse({ ways: this.#ways }));
    } else if (url.pathname === '/api/recents' && method === 'DELETE') {
      const recents = this.#snapshot.recents.filter((recent) => recent.path !== url.searchParams.get('path'));
      this.show(this.#snapshot.sessions, { recents });
      json(response, 204, null);
    } else if (url.pathname === '/api/recents/thumbnail') {
      json(
        response,
        200,
        thumbnailSchema.parse({ png: thumbnail(url.searchParams.get('path') ?? ''), sentence: 'umap of 700 cells' }),
      );
    } else if (url.pathname === '/api/recents' && method === 'PATCH') {
      const { favourite } = changeRecentSchema.parse(body);
      const recents = this.#snapshot.recents.map((recent) =>
        recent.path === url.searchParams.get('path') ? { ...recent, favourite } : recent,
      );
      this.show(this.#snapshot.sessions, { recents });
      json(response, 204, null);
    } else if (url.pathname === '/api/network' && method === 'PATCH') {
      json(response, 200, this.#changeNetwork(changeNetworkSchema.parse(body).lan));
    } else if (url.pathname === '/api/network/authority') {
      response.writeHead(200, { 'content-type': 'application/x-x509-ca-cert' });
      response.end(authority);
    } else if (url.pathname === '/api/sessions' && method === 'POST') {
      json(response, 202, this.#start(startSessionSchema.parse(body)));
    } else if (id !== undefined && url.pathname.endsWith('/invites')) {
      json(response, 201, this.#invite(id, newInviteSchema.parse(body)));
    } else if (invite !== undefined && url.pathname.endsWith('/renew')) {
      json(response, 200, this.#renew(invite, renewInviteSchema.parse(body).signOut ?? false));
    } else if (invite !== undefined && method === 'PATCH') {
      json(response, 200, this.#changeInvite(invite, changeInviteSchema.parse(body)));
    } else if (browser !== undefined && method === 'DELETE') {
      this.#eachSession((session) => ({ ...session, people: session.people.map((one) => without(one, browser)) }));
      json(response, 204, null);
    } else if (ofInstitute !== null) {
      this.#eachSession(ofInstitute);
      json(response, 200, this.#snapshot.sessions[0]);
    } else if ((id ?? invite) !== undefined && url.pathname.endsWith('/qr')) {
      json(response, 200, qrSchema.parse({ svg: qr }));
    } else if (id !== undefined && method === 'PATCH') {
      json(response, 200, this.#change(id, changeSessionSchema.parse(body)));
    } else if (id !== undefined && method === 'DELETE') {
      this.show(
        this.#snapshot.sessions.filter((session) => session.id !== id),
        { recents: this.#snapshot.recents },
      );
      json(response, 204, null);
    } else json(response, 404, { error: describeFailure('not-found') });
  }

  /** As the service does: each session's link becomes one that others can use, or this computer's own again. */
  #changeNetwork(lan: boolean): Network {
    const network = networkSchema.parse(lan ? onNetwork : offNetwork);
    const base = network.addresses[0] ?? 'http://127.0.0.1:40123';
    const sessions = this.#snapshot.sessions.map((session) =>
      session.url === null ? session : { ...session, url: `${base}${new URL(session.url).pathname}` },
    );
    this.show(sessions, { ...this.#snapshot, sessions, network });
    return network;
  }

  #start(request: StartSession): Session {
    const started = startedSession(request);
    this.show([...this.#snapshot.sessions, started], { recents: this.#snapshot.recents });
    return started;
  }

  #change(id: string, change: ChangeSession): Session {
    const before = this.#snapshot.sessions.find((session) => session.id === id) ?? sessionOf(id, id);
    const after = changedSession(before, change);
    this.show(
      this.#snapshot.sessions.map((session) => (session.id === id ? after : session)),
      { recents: this.#snapshot.recents },
    );
    return after;
  }

  #invite(id: string, { name, role, expiresAt }: NewInvite): MadeInvite {
    const made = inviteOf(name, { role, expiresAt: expiresAt ?? null });
    this.#eachSession((session) => (session.id === id ? { ...session, invites: [...session.invites, made] } : session));
    return madeInviteSchema.parse({ id: made.id, url: made.url });
  }

  #changeInvite(id: string, { revoked, ...change }: ChangeInvite): Invite {
    const revokedAt = revoked === true ? now.toISOString() : null;
    const state = revoked === true ? 'revoked' : 'opened';
    const after = this.#eachInvite(id, (before) =>
      inviteSchema.parse({ ...before, ...change, ...(revoked === undefined ? {} : { revokedAt, state }) }),
    );
    return after ?? inviteOf(id);
  }

  #renew(id: string, signOut: boolean): MadeInvite {
    const url = `https://calm-otter-27.loca.lt/d/fetal-lung/-/invite/${'9'.repeat(52)}`;
    const after = this.#eachInvite(id, (before) => ({ ...before, url, revokedAt: null, state: 'opened' }));
    if (signOut) {
      this.#eachSession((session) => ({
        ...session,
        people: session.people.map((one) => (one.invite === id ? { ...one, browsers: [] } : one)),
      }));
    }
    return madeInviteSchema.parse({ id, url: after?.url ?? url });
  }

  #eachInvite(id: string, change: (invite: Invite) => Invite): Invite | undefined {
    const changed = (invite: Invite) => (invite.id === id ? change(invite) : invite);
    this.#eachSession((session) => ({ ...session, invites: session.invites.map(changed) }));
    return this.#snapshot.sessions.flatMap((session) => session.invites).find((invite) => invite.id === id);
  }

  #eachSession(change: (session: Session) => Session): void {
    this.show(this.#snapshot.sessions.map(change), { recents: this.#snapshot.recents });
  }

  #openStream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': open\n\n');
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
    this.#push(response);
  }

  #push(stream: ServerResponse): void {
    stream.write(`event: snapshot\ndata: ${JSON.stringify(this.#snapshot)}\n\n`);
  }
}
