/** What has become of an invite. Pure. */
import type { Invite as Shown } from '../../contract/session.ts';
import type { Invite } from '../store/invites.ts';

export function inviteState(
  { revokedAt, expiresAt }: Pick<Invite, 'revokedAt' | 'expiresAt'>,
  opened: boolean,
  now: Date,
): Shown['state'] {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && expiresAt <= now) return 'expired';
  return opened ? 'opened' : 'waiting';
}
