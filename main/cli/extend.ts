/** `annotate-share extend`: a session that ends by itself ends later. */
import { ShareError } from '../../contract/errors.ts';
import { say, sayJson } from './output.ts';
import { findSession } from './running.ts';
import { moment } from './share-news.ts';

export async function runExtend(
  id: string,
  byMs: number,
  { home, json }: { readonly home?: string; readonly json?: boolean },
): Promise<void> {
  const { client, sessions } = await findSession(home, id);
  const before = sessions.find((session) => session.id === id)?.expiresAt ?? null;
  if (before === null)
    throw new ShareError('usage', { reason: 'This session has no end: it goes on until it is stopped.' });
  const { expiresAt } = await client.change(id, { expiresAt: extended(before, byMs) });
  if (json === true) sayJson({ id, expiresAt });
  else say(`It ends at ${moment(expiresAt ?? before)}.`);
}

function extended(end: string, byMs: number): string {
  return new Date(Date.parse(end) + byMs).toISOString();
}
