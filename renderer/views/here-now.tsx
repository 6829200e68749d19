/** Who is looking right now. */
import type { Person, Session } from '../../contract/session.ts';
import { Avatar } from '../parts/avatar.tsx';
import { hashOf } from '../state/place.ts';
import { format, texts } from '../texts/texts.ts';

/** As many as fit beside the toggles without scrolling. */
const SHOWN = 4;

export function HereNow({ session }: { session: Session }) {
  const here = session.people.filter((person) => person.here);
  const shown = here.length > SHOWN ? here.slice(0, SHOWN - 1) : here;
  return (
    <section>
      <div class="section-head">
        <h2>{texts.people.hereNow}</h2>
        {here.length > 0 && <span class="small muted">{texts.people.hereCount({ count: here.length })}</span>}
      </div>
      {here.length === 0 ? (
        <p class="small muted">{nobody(session)}</p>
      ) : (
        <ul class="list here">
          {shown.map((person) => (
            <li key={person.id}>
              <Avatar name={person.name} here />
              <div class="fit">
                <p class="clip">{person.name}</p>
                <p class="caption clip">{doing(person)}</p>
              </div>
            </li>
          ))}
          {here.length > shown.length && (
            <li class="more">
              <a href={hashOf({ to: 'session', id: session.id, part: 'people' })}>
                {texts.people.more({ count: here.length - shown.length })}
              </a>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function doing(person: Person): string {
  const role = texts.roles.name(person);
  if (person.by === 'program') return texts.people.program({ role });
  return texts.people.here({ role, when: format.momentWithTime(person.firstSeen, new Date()) });
}

function nobody(session: Session): string {
  const [last] = [...session.people].sort((a, b) => b.lastSeen.localeCompare(a.lastSeen));
  if (last === undefined) return texts.people.nobodyYet;
  return texts.people.nobodyNow({ name: last.name, when: format.momentWithTime(last.lastSeen, new Date()) });
}
