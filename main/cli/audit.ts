/** `annotate-share audit`: who did what in a session, or at the gallery's sign-in and links that do not exist. */
import { AUDIT_LIMIT, type AuditEntry } from '../../contract/audit.ts';
import { ShareError } from '../../contract/errors.ts';
import type { ControlClient } from '../control/client.ts';
import { say, sayJson, table } from './output.ts';
import { findSession, running } from './running.ts';

export interface AuditOptions {
  readonly since?: Date;
  readonly csv?: boolean;
  readonly home?: string;
  readonly json?: boolean;
}

export async function runAudit(id: string | undefined, { since, csv, home, json }: AuditOptions): Promise<void> {
  const session = id ?? null;
  const clients = session === null ? (await running(home)).map(({ client }) => client) : [];
  const client = session === null ? clients[0] : (await findSession(home, session)).client;
  if (client === undefined) throw new ShareError('service-not-running');
  const from = since?.toISOString();
  if (csv === true) process.stdout.write(await client.auditCsv(session, from));
  else {
    const entries = await all(client, session, from);
    if (json === true) sayJson({ session, entries });
    else if (entries.length === 0) say('Nothing is kept of that time.');
    else say(table([['WHEN', 'WHO', 'WHAT', 'TIMES', 'ADDRESS'], ...entries.map(rowOf)]));
  }
}

async function all(client: ControlClient, id: string | null, since: string | undefined): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (;;) {
    const before = entries.at(-1)?.id;
    const page = await client.audit(id, { since, before, limit: AUDIT_LIMIT });
    entries.push(...page);
    if (page.length < AUDIT_LIMIT) return entries;
  }
}

function rowOf({ at, actor, name, action, subject, value, count, address }: AuditEntry): string[] {
  const who = actor === 'owner' ? 'you' : actor === 'stranger' ? 'a stranger' : (name ?? '');
  const what = [action.replaceAll('-', ' '), subject, value].filter((part) => part !== null);
  return [new Date(at).toLocaleString(), who, what.join(', '), count === 1 ? '' : String(count), address ?? ''];
}
