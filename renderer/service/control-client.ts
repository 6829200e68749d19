/** The control API's calls as functions; what arrives is checked against the contract before anything uses it. */
import { z } from 'zod';
import { bucketSchema, type Bucket, type BucketSettings } from '../../contract/buckets.ts';
import { AUDIT_LIMIT, auditEntrySchema, type AuditEntry } from '../../contract/audit.ts';
import {
  checkSchema,
  doctorSchema,
  errorAnswerSchema,
  madeInviteSchema,
  qrSchema,
  thumbnailSchema,
  type ChangeInstitute,
  type ChangeInvite,
  type ChangePerson,
  type ChangeSession,
  type Check,
  type Doctor,
  type MadeInvite,
  type NewInvite,
  type StartSession,
  type Thumbnail,
} from '../../contract/control.ts';
import type { PictureQuery } from '../../contract/dataset-facts.ts';
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
import type { Failure } from '../../contract/errors.ts';
import { mendingSchema, type Mending, type StartMending } from '../../contract/mendings.ts';
import { networkSchema, type Network } from '../../contract/network.ts';
import {
  clearedSchema,
  settingsSchema,
  storageSchema,
  type ChangeSettings,
  type Cleared,
  type Settings,
  type Storage,
} from '../../contract/settings.ts';
import { inviteSchema, sessionSchema, type Invite, type Session } from '../../contract/session.ts';
import { waysSchema, type Way } from '../../contract/tunnel.ts';
import { readPicture, type PictureData } from '../dataset/picture-data.ts';

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
  /** How a bucket in S3 is asked for. */
  changeBucket(name: string, settings: BucketSettings): Promise<Bucket>;
  mend(wish: StartMending): Promise<Mending>;
  /** Cancels one that is under way, or removes its copy. */
  removeMending(id: string): Promise<void>;
  picture(query: PictureQuery): Promise<PictureData>;
  start(request: StartSession): Promise<Session>;
  change(id: string, change: ChangeSession): Promise<Session>;
  stop(id: string): Promise<void>;
  /** `network`: of the link without a tunnel. */
  qr(id: string, of?: 'network'): Promise<string>;
  changeNetwork(lan: boolean): Promise<Network>;
  /** The certificate of the authority made here. */
  authority(): Promise<string>;
  invite(session: string, whom: NewInvite): Promise<MadeInvite>;
  changeInvite(id: string, change: ChangeInvite): Promise<Invite>;
  renewInvite(id: string, signOut: boolean): Promise<MadeInvite>;
  inviteQr(id: string): Promise<string>;
  signOutBrowser(session: string, browser: string): Promise<void>;
  changePerson(session: string, person: string, change: ChangePerson): Promise<void>;
  changeInstitute(session: string, change: ChangeInstitute): Promise<Session>;
  /** Newest first. `before`: only what is older than the entry with this id. */
  audit(session: string, page: { limit: number; before?: number | undefined }): Promise<AuditEntry[]>;
  wholeAudit(session: string): Promise<AuditEntry[]>;
  auditCsv(session: string): Promise<string>;
  acceptancesCsv(session: string): Promise<string>;
  groups(): Promise<Groups>;
  changeGroup(name: string, change: ChangeGroup): Promise<Group>;
  removeGroup(name: string): Promise<void>;
  changeAccount(name: string, change: ChangeAccount): Promise<void>;
  removeAccount(name: string): Promise<void>;
  importUsers(files: ImportUsers): Promise<ImportReport>;
  changeSettings(change: ChangeSettings): Promise<Settings>;
  storage(): Promise<Storage>;
  clearDownloads(): Promise<Cleared>;
  doctor(): Promise<Doctor>;
  forget(path: string): Promise<void>;
  setFavourite(path: string, favourite: boolean): Promise<void>;
  thumbnail(path: string): Promise<Thumbnail>;
  /** The ways to the internet, and what each needs on this computer. */
  ways(): Promise<readonly Way[]>;
}

export function connectControl(token: string, origin = '', send: typeof fetch = fetch): ControlClient {
  const answerOf = async (method: string, path: string, body?: unknown): Promise<Response> => {
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
    if (answer.ok) return answer;
    throw new Refused(errorAnswerSchema.safeParse(asJson(await answer.text().catch(() => ''))).data?.error ?? null);
  };
  const textOf = async (method: string, path: string, body?: unknown): Promise<string> => {
    const answer = await answerOf(method, path, body);
    return answer.text().catch(() => '');
  };
  const call = async <T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> => {
    const parsed = schema.safeParse(asJson(await textOf(method, path, body)));
    if (!parsed.success) throw new Refused(null);
    return parsed.data;
  };
  const session = (id: string) => `/api/sessions/${encodeURIComponent(id)}`;
  const invite = (id: string) => `/api/invites/${encodeURIComponent(id)}`;
  const audit = (id: string, limit: number, before?: number) => {
    const from = before === undefined ? '' : `&before=${before}`;
    return call('GET', `${session(id)}/audit?limit=${limit}${from}`, auditEntrySchema.array());
  };
  return {
    check: (path) => call('GET', `/api/datasets/check?path=${encodeURIComponent(path)}`, checkSchema),
    changeBucket: (name, settings) => call('PATCH', `/api/buckets/${encodeURIComponent(name)}`, bucketSchema, settings),
    mend: (wish) => call('POST', '/api/datasets/mend', mendingSchema, wish),
    removeMending: async (id) => {
      await call('DELETE', `/api/mendings/${encodeURIComponent(id)}`, z.unknown());
    },
    picture: async (query) => {
      const asked = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
      const answer = await answerOf('GET', `/api/datasets/picture?${asked.toString()}`);
      const picture = readPicture(new Uint8Array(await answer.arrayBuffer()));
      if (picture === null) throw new Refused(null);
      return picture;
    },
    start: (request) => call('POST', '/api/sessions', sessionSchema, request),
    change: (id, change) => call('PATCH', session(id), sessionSchema, change),
    stop: async (id) => {
      await call('DELETE', session(id), z.unknown());
    },
    qr: async (id, of) => (await call('GET', `${session(id)}/qr${of === undefined ? '' : `?of=${of}`}`, qrSchema)).svg,
    changeNetwork: (lan) => call('PATCH', '/api/network', networkSchema, { lan }),
    authority: () => textOf('GET', '/api/network/authority'),
    invite: (id, whom) => call('POST', `${session(id)}/invites`, madeInviteSchema, whom),
    changeInvite: (id, change) => call('PATCH', invite(id), inviteSchema, change),
    renewInvite: (id, signOut) => call('POST', `${invite(id)}/renew`, madeInviteSchema, { signOut }),
    inviteQr: async (id) => (await call('GET', `${invite(id)}/qr`, qrSchema)).svg,
    signOutBrowser: async (id, browser) => {
      await call('DELETE', `${session(id)}/browsers/${encodeURIComponent(browser)}`, z.unknown());
    },
    changePerson: async (id, person, change) => {
      await call('PATCH', `${session(id)}/people/${encodeURIComponent(person)}`, z.unknown(), change);
    },
    changeInstitute: (id, change) => call('PATCH', `${session(id)}/institute`, sessionSchema, change),
    audit: (id, { limit, before }) => audit(id, limit, before),
    wholeAudit: async (id) => {
      const entries: AuditEntry[] = [];
      for (;;) {
        const page = await audit(id, AUDIT_LIMIT, entries.at(-1)?.id);
        entries.push(...page);
        if (page.length < AUDIT_LIMIT) return entries;
      }
    },
    acceptancesCsv: (id) => textOf('GET', `${session(id)}/acceptances?format=csv`),
    auditCsv: (id) => textOf('GET', `${session(id)}/audit?format=csv`),
    ways: async () => (await call('GET', '/api/ways', waysSchema)).ways,
    thumbnail: (path) => call('GET', `/api/recents/thumbnail?path=${encodeURIComponent(path)}`, thumbnailSchema),
    setFavourite: async (path, favourite) => {
      await call('PATCH', `/api/recents?path=${encodeURIComponent(path)}`, z.unknown(), { favourite });
    },
    groups: () => call('GET', '/api/groups', groupsSchema),
    changeGroup: (name, change) => call('PATCH', `/api/groups/${encodeURIComponent(name)}`, groupSchema, change),
    removeGroup: async (name) => {
      await call('DELETE', `/api/groups/${encodeURIComponent(name)}`, z.unknown());
    },
    changeAccount: async (name, change) => {
      await call('PATCH', `/api/users/${encodeURIComponent(name)}`, z.unknown(), change);
    },
    removeAccount: async (name) => {
      await call('DELETE', `/api/users/${encodeURIComponent(name)}`, z.unknown());
    },
    importUsers: (files) => call('POST', '/api/users/import', importReportSchema, files),
    changeSettings: (change) => call('PATCH', '/api/settings', settingsSchema, change),
    storage: () => call('GET', '/api/storage', storageSchema),
    clearDownloads: () => call('DELETE', '/api/downloads', clearedSchema),
    doctor: () => call('GET', '/api/doctor', doctorSchema),
    forget: async (path) => {
      await call('DELETE', `/api/recents?path=${encodeURIComponent(path)}`, z.unknown());
    },
  };
}

/** An empty answer (204) is as good as a body for calls that return nothing. */
function asJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
