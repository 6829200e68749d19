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
  if (json === true) sayJson({ session: id, generalLink, people, invites });
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
  const state = person.here ? 'here' : invite === null || invite.state === 'opened' ? 'seen' : invite.state;
  return [
    [invite?.id ?? '', person.name, person.role, state, '', momentOf(person.lastSeen)],
    ...person.browsers.map(({ id, name, address, lastSeen }) => [
      '',
      '',
      '',
      '',
      `${id}  ${name}, ${address}`,
      momentOf(lastSeen),
    ]),
  ];
}

function momentOf(iso: string): string {
  return new Date(iso).toLocaleString();
}
