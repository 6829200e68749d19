/** `annotate-share people`: who was invited, who is there, and in which browsers. */
import type { Invite, Person, Session } from '../../contract/session.ts';
import { say, sayJson, table } from './output.ts';
import { findSession } from './running.ts';

export async function runPeople(
  id: string,
  { home, json }: { readonly home?: string; readonly json?: boolean },
): Promise<void> {
  const { sessions } = await findSession(home, id);
  const session = sessions.find((one) => one.id === id);
  if (session === undefined) return;
  const { people, invites, generalLink } = session;
  if (json === true) sayJson({ session: id, generalLink, institute: session.institute, people, invites });
  else if (people.length === 0 && invites.length === 0) say('Nobody was invited, and nobody has signed in.');
  else say(table([['INVITE', 'NAME', 'ROLE', 'STATE', 'BROWSER', 'LAST SEEN'], ...rowsOf(session)]));
}

function rowsOf({ people, invites }: Session): string[][] {
  const waiting = invites.filter(({ person }) => !people.some(({ id }) => id === person));
  return [
    ...people.flatMap((person) => rowsOfPerson(person, invites.find(({ id }) => id === person.invite) ?? null)),
    ...waiting.map(({ id, name, role, state }) => [id, name, role, state, '', '']),
  ];
}

function rowsOfPerson(person: Person, invite: Invite | null): string[][] {
  const isOver = invite !== null && invite.state !== 'opened';
  const state = person.blocked === true ? 'blocked' : person.here ? 'here' : isOver ? invite.state : 'seen';
  // Who came by the institute's sign-in is put out by the person's own id.
  const id = person.by === 'oidc' ? person.id : (invite?.id ?? '');
  const name = person.account == null ? person.name : `${person.name} (${person.account})`;
  return [
    [id, name, person.role, state, '', momentOf(person.lastSeen)],
    ...person.browsers.map((browser) => [
      '',
      '',
      '',
      '',
      `${browser.id}  ${browser.name}, ${browser.address}`,
      momentOf(browser.lastSeen),
    ]),
  ];
}

function momentOf(iso: string): string {
  return new Date(iso).toLocaleString();
}
