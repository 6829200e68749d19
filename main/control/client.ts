/** Talks to the service's control API, for the command line and the desktop shell. */
import { request, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import type { ControlAddress } from '../../contract/command-line.ts';
import { auditEntrySchema, type AuditEntry, type AuditQuery } from '../../contract/audit.ts';
import {
  checkSchema,
  doctorSchema,
  errorAnswerSchema,
  madeInviteSchema,
  snapshotSchema,
  stoppedSchema,
  type ChangeInstitute,
  type ChangeInvite,
  type ChangePerson,
  type ChangeSession,
  type Check,
  type Doctor,
  type MadeInvite,
  type NewInvite,
  type RenewInvite,
  type Snapshot,
  type StartSession,
} from '../../contract/control.ts';
import { ShareError } from '../../contract/errors.ts';
import { networkSchema, type Network } from '../../contract/network.ts';
import {
  groupSchema,
  groupsSchema,
  importReportSchema,
  type ChangeAccount,
  type ChangeGroup,
  type Group,
  type Groups,
  type ImportReport,
  type ImportUsers,
} from '../../contract/groups.ts';
import {
  inviteSchema,
  personSchema,
  sessionSchema,
  type Invite,
  type Person,
  type Session,
} from '../../contract/session.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface EventTimes {
  /** The service sends at least a comment every 15 s. Silent for this long means that the connection is dead. */
  readonly silentMs: number;
  /** First pause before connecting again; doubles up to `longestPauseMs`. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
}

const usualTimes: EventTimes = { silentMs: 40_000, pauseMs: 250, longestPauseMs: 5_000 };

/** `doctor` starts Python to ask for its version, and `stop` waits for Annotate to put itself away. */
const answerWithinMs = 60_000;

/**
 * One service, by its address and token. Every call throws ShareError: what the service reported, `service-not-running` when
 * nothing answers, or `internal` when the answer is not what the contract says.
 *
 * Uses node:http alone: the desktop shell also has to run where Electron's Node has no global `fetch`.
 */
export class ControlClient {
  readonly #base: URL;
  readonly #token: string;

  constructor(address: ControlAddress) {
    this.#base = new URL(address.url);
    this.#token = address.token;
  }

  sessions(): Promise<Session[]> {
    return this.#ask(z.array(sessionSchema), 'GET', '/api/sessions');
  }

  session(id: string): Promise<Session> {
    return this.#ask(sessionSchema, 'GET', sessionPath(id));
  }

  start(what: StartSession): Promise<Session> {
    return this.#ask(sessionSchema, 'POST', '/api/sessions', what);
  }

  change(id: string, change: ChangeSession): Promise<Session> {
    return this.#ask(sessionSchema, 'PATCH', sessionPath(id), change);
  }

  async stop(id: string): Promise<void> {
    await this.#ask(z.unknown(), 'DELETE', sessionPath(id));
  }

  async stopAll(): Promise<readonly string[]> {
    return (await this.#ask(stoppedSchema, 'DELETE', '/api/sessions')).stopped;
  }

  /** The computer has slept. */
  async woke(): Promise<void> {
    await this.#ask(z.unknown(), 'POST', '/api/woke');
  }

  network(): Promise<Network> {
    return this.#ask(networkSchema, 'GET', '/api/network');
  }

  /** Newest first. Null: of what belongs to no dataset. */
  audit(id: string | null, query: Omit<AuditQuery, 'format'> = {}): Promise<AuditEntry[]> {
    return this.#ask(z.array(auditEntrySchema), 'GET', `${auditPath(id)}${queryOf(query)}`);
  }

  /** All of it as a CSV file. */
  auditCsv(id: string | null, since?: string): Promise<string> {
    return this.#text('GET', `${auditPath(id)}${queryOf({ since, format: 'csv' })}`);
  }

  invite(session: string, whom: NewInvite): Promise<MadeInvite> {
    return this.#ask(madeInviteSchema, 'POST', `${sessionPath(session)}/invites`, whom);
  }

  changeInvite(id: string, change: ChangeInvite): Promise<Invite> {
    return this.#ask(inviteSchema, 'PATCH', invitePath(id), change);
  }

  revokeInvite(id: string): Promise<Invite> {
    return this.#ask(inviteSchema, 'DELETE', invitePath(id));
  }

  renewInvite(id: string, how: RenewInvite): Promise<MadeInvite> {
    return this.#ask(madeInviteSchema, 'POST', `${invitePath(id)}/renew`, how);
  }

  async signOutBrowser(session: string, browser: string): Promise<void> {
    await this.#ask(z.unknown(), 'DELETE', `${sessionPath(session)}/browsers/${encodeURIComponent(browser)}`);
  }

  changeInstitute(session: string, change: ChangeInstitute): Promise<Session> {
    return this.#ask(sessionSchema, 'PATCH', `${sessionPath(session)}/institute`, change);
  }

  changePerson(session: string, person: string, change: ChangePerson): Promise<Person> {
    return this.#ask(personSchema, 'PATCH', `${sessionPath(session)}/people/${encodeURIComponent(person)}`, change);
  }

  groups(): Promise<Groups> {
    return this.#ask(groupsSchema, 'GET', '/api/groups');
  }

  changeGroup(name: string, change: ChangeGroup): Promise<Group> {
    return this.#ask(groupSchema, 'PATCH', groupPath(name), change);
  }

  async removeGroup(name: string): Promise<void> {
    await this.#ask(z.unknown(), 'DELETE', groupPath(name));
  }

  async changeAccount(name: string, change: ChangeAccount): Promise<void> {
    await this.#ask(z.unknown(), 'PATCH', userPath(name), change);
  }

  async removeAccount(name: string): Promise<void> {
    await this.#ask(z.unknown(), 'DELETE', userPath(name));
  }

  importUsers(files: ImportUsers): Promise<ImportReport> {
    return this.#ask(importReportSchema, 'POST', '/api/users/import', files);
  }

  doctor(): Promise<Doctor> {
    return this.#ask(doctorSchema, 'GET', '/api/doctor');
  }

  check(path: string): Promise<Check> {
    return this.#ask(checkSchema, 'GET', `/api/datasets/check?path=${encodeURIComponent(path)}`);
  }

  /**
   * Follows the whole state until `signal` aborts, connecting again whenever the connection is lost; then resolves.
   * Rejects only when going on is pointless: the service refuses us, or speaks another language.
   */
  async events(
    onSnapshot: (snapshot: Snapshot) => void,
    signal: AbortSignal,
    times: EventTimes = usualTimes,
  ): Promise<void> {
    let wait = times.pauseMs;
    const heard = (snapshot: Snapshot) => {
      wait = times.pauseMs;
      onSnapshot(snapshot);
    };
    while (!signal.aborted) {
      try {
        await this.#follow(heard, signal, times.silentMs);
      } catch (error) {
        if (!(error instanceof ShareError && error.code === 'service-not-running')) throw error;
      }
      await pause(wait, undefined, { signal }).catch(() => undefined);
      wait = Math.min(wait * 2, times.longestPauseMs);
    }
  }

  /** One connection's worth of snapshots. Resolves when the service ends it, throws `service-not-running` when it breaks. */
  async #follow(onSnapshot: (snapshot: Snapshot) => void, signal: AbortSignal, silentMs: number): Promise<void> {
    const answer = await this.#send('GET', '/api/events', undefined, { signal });
    if (answer.statusCode !== 200) throw reported(await textOf(answer), answer.statusCode);
    const parser = createParser({
      onEvent: ({ event, data }) => {
        if (event === 'snapshot') onSnapshot(understood(snapshotSchema, data));
      },
    });
    answer.setEncoding('utf8');
    answer.setTimeout(silentMs, () => answer.destroy(new Error('the service fell silent')));
    for await (const chunk of chunksOf(answer)) parser.feed(chunk);
  }

  async #ask<T>(schema: z.ZodType<T>, method: Method, path: string, body?: unknown): Promise<T> {
    const text = await this.#text(method, path, body);
    return understood(schema, text === '' ? 'null' : text);
  }

  async #text(method: Method, path: string, body?: unknown): Promise<string> {
    const answer = await this.#send(method, path, body, { signal: AbortSignal.timeout(answerWithinMs) });
    const text = await textOf(answer);
    const status = answer.statusCode ?? 0;
    if (status < 200 || status > 299) throw reported(text, status);
    return text;
  }

  #send(method: Method, path: string, body: unknown, how: { signal: AbortSignal }): Promise<IncomingMessage> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${this.#token}`,
      accept: 'application/json, text/event-stream',
      ...(content === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(content)) }),
    };
    return new Promise((resolve, reject) => {
      // A connection of its own each time: one kept alive may be closed by the service at the moment we use it again.
      const asked = request(new URL(path, this.#base), { method, headers, agent: false, ...how });
      asked.once('response', resolve);
      asked.once('error', (error) => reject(new ShareError('service-not-running', {}, { cause: error })));
      asked.end(content);
    });
  }
}

function sessionPath(id: string): string {
  return `/api/sessions/${encodeURIComponent(id)}`;
}

function auditPath(id: string | null): string {
  return id === null ? '/api/audit' : `${sessionPath(id)}/audit`;
}

function queryOf(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(given)).toString()}`;
}

function invitePath(id: string): string {
  return `/api/invites/${encodeURIComponent(id)}`;
}

function groupPath(name: string): string {
  return `/api/groups/${encodeURIComponent(name)}`;
}

function userPath(name: string): string {
  return `/api/users/${encodeURIComponent(name)}`;
}

async function textOf(answer: IncomingMessage): Promise<string> {
  answer.setEncoding('utf8');
  let text = '';
  for await (const chunk of chunksOf(answer)) text += chunk;
  return text;
}

/** A broken connection becomes `service-not-running`; what the reader of the chunks throws stays as it is. */
async function* chunksOf(answer: IncomingMessage): AsyncGenerator<string> {
  try {
    for await (const chunk of answer) yield String(chunk);
  } catch (error) {
    throw new ShareError('service-not-running', {}, { cause: error });
  }
}

function understood<T>(schema: z.ZodType<T>, text: string): T {
  const result = schema.safeParse(parsed(text));
  if (result.success) return result.data;
  const reason = 'the control API’s answer is not what this version expects.';
  throw new ShareError('internal', { reason }, { detail: z.prettifyError(result.error), cause: result.error });
}

function reported(text: string, status: number | undefined): ShareError {
  const answer = errorAnswerSchema.safeParse(parsed(text));
  if (answer.success) return new ShareError(answer.data.error);
  return new ShareError('internal', { reason: `the control API answered ${String(status)}.` }, { detail: text });
}

/** Undefined for what is not JSON: no schema of ours takes it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
