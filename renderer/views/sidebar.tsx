/** The sessions at the side; in a narrow window one button with the session's name and the list beneath it. */
import { useState } from 'preact/hooks';
import { isOver, type Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icon.tsx';
import { StatusMark } from '../parts/status-mark.tsx';
import { subLine } from '../session/sentences.ts';
import { peopleHere, statusOf } from '../session/status.ts';
import { hashOf } from '../state/place.ts';
import { texts } from '../texts/texts.ts';

export function Sidebar() {
  const { state, sessions, actions, open } = useApp();
  const [unfolded, setUnfolded] = useState(false);
  const { place } = state;
  const current = place.to === 'session' ? sessions.find((session) => session.id === place.id) : undefined;
  const running = sessions.filter((session) => !isOver(session.phase));
  const stopEverything = () => {
    const here = running.reduce((sum, session) => sum + peopleHere(session), 0);
    if (here > 0) open({ kind: 'stop-all' });
    else actions.stopAll(running.map((session) => session.id));
  };
  return (
    <aside class={unfolded ? 'side unfolded' : 'side'}>
      <button type="button" class="btn sessions" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
        {current !== undefined && <StatusMark mark={statusOf(current)} />}
        <span class="clip">{current?.title ?? texts.sidebar.heading}</span>
        <Icon name="down" />
      </button>
      <a
        class="btn share"
        href={hashOf({ to: 'home' })}
        aria-label={texts.sidebar.share}
        aria-current={place.to === 'home' ? 'page' : undefined}
        onClick={() => setUnfolded(false)}
      >
        <Icon name="plus" /> <span>{texts.sidebar.share}</span>
      </a>
      <nav aria-label={texts.sidebar.heading} onKeyDown={moveWithArrows}>
        <ul>
          {sessions.map((session) => (
            <SessionItem
              key={session.id}
              session={session}
              current={session.id === current?.id}
              onChosen={() => setUnfolded(false)}
            />
          ))}
        </ul>
      </nav>
      <div class="foot">
        <GroupsLink onChosen={() => setUnfolded(false)} />
        {running.length > 0 && (
          <button type="button" class="btn quiet ink pull" onClick={stopEverything}>
            <Icon name="stop" /> {texts.stop.everything}
          </button>
        )}
        <SettingsLink onChosen={() => setUnfolded(false)} />
      </div>
    </aside>
  );
}

export function GroupsLink({ onChosen }: { onChosen?: () => void }) {
  const { state } = useApp();
  return (
    <a
      class="btn quiet ink pull to-groups"
      href={hashOf({ to: 'groups' })}
      aria-current={state.place.to === 'groups' ? 'page' : undefined}
      onClick={onChosen}
    >
      {texts.groups.link}
    </a>
  );
}

export function SettingsLink({ onChosen }: { onChosen?: () => void }) {
  const { state } = useApp();
  return (
    <a
      class="btn quiet ink icon to-settings"
      href={hashOf({ to: 'settings' })}
      aria-label={texts.settings.title}
      title={texts.settings.title}
      aria-current={state.place.to === 'settings' ? 'page' : undefined}
      onClick={onChosen}
    >
      <Icon name="settings" />
    </a>
  );
}

interface SessionItemProps {
  readonly session: Session;
  readonly current: boolean;
  readonly onChosen: () => void;
}

function SessionItem({ session, current, onChosen }: SessionItemProps) {
  const status = statusOf(session);
  return (
    <li>
      <a
        class="item"
        href={hashOf({ to: 'session', id: session.id, part: 'overview' })}
        aria-current={current ? 'page' : undefined}
        onClick={onChosen}
      >
        <StatusMark mark={status} />
        <span class="title clip" title={session.title}>
          {session.title}
        </span>
        <span class={status === 'trouble' ? 'sub clip warn' : 'sub clip'}>{subLine(session)}</span>
      </a>
    </li>
  );
}

/** Up and down, Home and End go through the list; Tab leaves it link by link as ever. */
function moveWithArrows(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll('a')];
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  items[Math.min(items.length - 1, Math.max(0, to))]?.focus();
}
