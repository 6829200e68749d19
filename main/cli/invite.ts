/** `annotate-share invite`: a personal link for one collaborator. */
import { ShareError } from '../../contract/errors.ts';
import type { Role } from '../../contract/session.ts';
import { say, sayJson } from './output.ts';
import { findSession } from './running.ts';

export interface InviteOptions {
  readonly name: string;
  readonly role: Role;
  /** Null: never. */
  readonly expires?: Date | null;
  readonly home?: string;
  readonly json?: boolean;
}

export async function runInvite(session: string, { name, role, expires, home, json }: InviteOptions): Promise<void> {
  if (name.trim() === '') throw new ShareError('usage', { reason: 'Say who is invited: --name "Maria Okafor".' });
  const { client } = await findSession(home, session);
  const expiresAt = expires?.toISOString() ?? null;
  const { id, url } = await client.invite(session, { name, role, expiresAt });
  if (json === true) {
    sayJson({ id, url, session, name, role, expiresAt });
    return;
  }
  say(`\n  A link for ${name} alone, as ${role}:\n`);
  say(`  ${url}\n`);
  say(expiresAt === null ? '  It works until you revoke it.' : `  It works until ${expires?.toLocaleString() ?? ''}.`);
  say(`  annotate-share revoke ${id} takes it back.\n`);
}
