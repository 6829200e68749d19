/** `annotate-share revoke`: takes a personal link back, or signs one browser out. */
import { ShareError } from '../../contract/errors.ts';
import { say, sayJson } from './output.ts';
import { running } from './running.ts';

export interface RevokeOptions {
  readonly home?: string;
  readonly json?: boolean;
}

/** @param id an invite's or a browser's, as `people` shows them */
export async function runRevoke(id: string, { home, json }: RevokeOptions): Promise<void> {
  const services = await running(home);
  if (services.length === 0) throw new ShareError('service-not-running');
  for (const { client, sessions } of services) {
    for (const session of sessions) {
      const invite = session.invites.find((one) => one.id === id);
      const person = session.people.find(({ browsers }) => browsers.some((browser) => browser.id === id));
      if (invite !== undefined) await client.revokeInvite(id);
      else if (person !== undefined) await client.signOutBrowser(session.id, id);
      else continue;
      const name = invite?.name ?? person?.name ?? '';
      if (json === true) sayJson({ revoked: id, kind: invite === undefined ? 'browser' : 'invite', name });
      else if (invite === undefined) say(`Signed out one browser of ${name}.`);
      else say(`${name} is out, and the link opens nothing any more. Their annotations are kept.`);
      return;
    }
  }
  throw new ShareError(id.startsWith('b-') ? 'browser-not-found' : 'invite-not-found', { id });
}
