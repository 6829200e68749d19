/** `annotate-share revoke`: takes a personal link back, puts somebody out who came by the institute's sign-in, or signs one browser out. */
import { ShareError } from '../../contract/errors.ts';
import { say, sayJson } from './output.ts';
import { running } from './running.ts';

export interface RevokeOptions {
  readonly home?: string;
  readonly json?: boolean;
  /** Lets somebody back in who was put out. */
  readonly undo?: boolean;
}

/** @param id an invite's, a person's or a browser's, as `people` shows them */
export async function runRevoke(id: string, { home, json, undo = false }: RevokeOptions): Promise<void> {
  if (undo && !id.startsWith('institute-'))
    throw new ShareError('usage', { reason: '--undo is for people who came by the institute’s sign-in.' });
  const services = await running(home);
  if (services.length === 0) throw new ShareError('service-not-running');
  for (const { client, sessions } of services) {
    for (const session of sessions) {
      const member = session.people.find((one) => one.id === id && one.by === 'oidc');
      if (member !== undefined) {
        await client.changePerson(session.id, id, { blocked: !undo });
        if (json === true) sayJson({ revoked: id, kind: 'person', name: member.name, blocked: !undo });
        else if (undo) say(`${member.name} may come back.`);
        else say(`${member.name} is out and may not come back. Their annotations are kept.`);
        return;
      }
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
  if (id.startsWith('institute-')) throw new ShareError('oidc-person-not-found', { id });
  throw new ShareError(id.startsWith('b-') ? 'browser-not-found' : 'invite-not-found', { id });
}
