/** The control API's calls as functions; what arrives is checked against the contract before anything uses it. */
import { z } from 'zod';
import {
  checkSchema,
  errorAnswerSchema,
  madeInviteSchema,
  qrSchema,
  type ChangeInvite,
  type ChangeSession,
  type Check,
  type MadeInvite,
  type NewInvite,
  type StartSession,
} from '../../contract/control.ts';
import type { Failure } from '../../contract/errors.ts';
import { inviteSchema, sessionSchema, type Invite, type Session } from '../../contract/session.ts';

/** A call that was not done. `failure` is null when the service did not answer at all, or not in a way the contract knows. */
export class Refused extends Error {
  readonly failure: Failure | null;

  constructor(failure: Failure | null) {
    super(failure?.message ?? 'Annotate Share did not answer');
    this.name = 'Refused';
    this.failure = failure;
  }
}

export interface ControlClient {
  check(path: string): Promise<Check>;
  start(request: StartSession): Promise<Session>;
  change(id: string, change: ChangeSession): Promise<Session>;
  stop(id: string): Promise<void>;
  qr(id: string): Promise<string>;
  invite(session: string, whom: NewInvite): Promise<MadeInvite>;
  changeInvite(id: string, change: ChangeInvite): Promise<Invite>;
  renewInvite(id: string, signOut: boolean): Promise<MadeInvite>;
  inviteQr(id: string): Promise<string>;
  signOutBrowser(session: string, browser: string): Promise<void>;
  forget(path: string): Promise<void>;
}

export function connectControl(token: string, origin = '', send: typeof fetch = fetch): ControlClient {
  const call = async <T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> => {
    const answer = await send(origin + path, {
      method,
      cache: 'no-store',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Refused(null);
    });
    const content = await readJson(answer);
    if (!answer.ok) throw new Refused(errorAnswerSchema.safeParse(content).data?.error ?? null);
    const parsed = schema.safeParse(content);
    if (!parsed.success) throw new Refused(null);
    return parsed.data;
  };
  const session = (id: string) => `/api/sessions/${encodeURIComponent(id)}`;
  const invite = (id: string) => `/api/invites/${encodeURIComponent(id)}`;
  return {
    check: (path) => call('GET', `/api/datasets/check?path=${encodeURIComponent(path)}`, checkSchema),
    start: (request) => call('POST', '/api/sessions', sessionSchema, request),
    change: (id, change) => call('PATCH', session(id), sessionSchema, change),
    stop: async (id) => {
      await call('DELETE', session(id), z.unknown());
    },
    qr: async (id) => (await call('GET', `${session(id)}/qr`, qrSchema)).svg,
    invite: (id, whom) => call('POST', `${session(id)}/invites`, madeInviteSchema, whom),
    changeInvite: (id, change) => call('PATCH', invite(id), inviteSchema, change),
    renewInvite: (id, signOut) => call('POST', `${invite(id)}/renew`, madeInviteSchema, { signOut }),
    inviteQr: async (id) => (await call('GET', `${invite(id)}/qr`, qrSchema)).svg,
    signOutBrowser: async (id, browser) => {
      await call('DELETE', `${session(id)}/browsers/${encodeURIComponent(browser)}`, z.unknown());
    },
    forget: async (path) => {
      await call('DELETE', `/api/recents?path=${encodeURIComponent(path)}`, z.unknown());
    },
  };
}

/** An empty answer (204) is as good as a body for calls that return nothing. */
async function readJson(answer: Response): Promise<unknown> {
  const text = await answer.text().catch(() => '');
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
