/** One session: its head, at most one banner, and the part of it one is looking at. */
import type { Session as SessionData } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { followOutside } from '../desktop.ts';
import { Icon } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { StatusMark } from '../parts/status-mark.tsx';
import { ownersLink } from '../session/network-links.ts';
import { statusWord } from '../session/sentences.ts';
import { peopleHere, statusOf } from '../session/status.ts';
import { refusalOf } from '../state/app-state.ts';
import { hashOf, parts, type Part } from '../state/place.ts';
import { format, texts } from '../texts/texts.ts';
import { Activity } from './activity.tsx';
import { SessionBanner } from './banner.tsx';
import { Gauges } from './gauges.tsx';
import { Overview } from './overview.tsx';
import { People } from './people.tsx';

export function Session({ session, part }: { session: SessionData; part: Part }) {
  return (
    <main class="session">
      <Head session={session} />
      <nav class="tabs" aria-label={texts.session.parts}>
        {parts.map((name) => (
          <a
            key={name}
            href={hashOf({ to: 'session', id: session.id, part: name })}
            aria-current={part === name ? 'page' : undefined}
          >
            {name === 'activity' ? texts.activity.tab : texts.session[name]}
          </a>
        ))}
      </nav>
      <SessionBanner session={session} />
      <div class="scroll">
        <Refusals session={session} />
        {part === 'overview' && <Overview session={session} />}
        {part === 'people' && <People session={session} />}
        {part === 'activity' && <Activity session={session} />}
      </div>
      {part === 'overview' && <Gauges session={session} />}
    </main>
  );
}

function Head({ session }: { session: SessionData }) {
  const { actions, open, state } = useApp();
  const stop = () => {
    if (peopleHere(session) > 0) open({ kind: 'stop', session: session.id });
    else actions.stop(session.id);
  };
  const url = ownersLink(session, state.snapshot?.network);
  return (
    <header class="head">
      <div class="fit">
        <h1 class="clip" tabIndex={-1} title={session.title}>
          {session.title}
        </h1>
        <StatusLine session={session} />
      </div>
      <div class="row wrap head-buttons">
        {url !== null && (
          <a
            class="btn"
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            title={texts.session.openLabel(session)}
            onClick={(event) => followOutside(event, url)}
          >
            <Icon name="open" /> {texts.session.open}
          </a>
        )}
        {session.phase === 'live' && (
          <button type="button" class="btn" onClick={() => actions.change(session.id, 'paused', { paused: true })}>
            <Icon name="pause" /> {texts.session.pause}
          </button>
        )}
        <button type="button" class="btn stop" disabled={session.phase === 'stopping'} onClick={stop}>
          <Icon name="stop" /> {texts.session.stop}
        </button>
      </div>
    </header>
  );
}

function StatusLine({ session }: { session: SessionData }) {
  const { cells, genes } = session.dataset;
  return (
    <p class="status">
      <StatusMark mark={statusOf(session)} />
      <span>
        <b>{statusWord(session)}</b>
        {session.liveSince !== null && (
          <> {texts.session.since({ time: format.momentWithTime(session.liveSince, new Date()) })}</>
        )}
        {cells !== null && genes !== null && (
          <span class="facts-line">
            {' · '}
            {texts.session.facts({ cells: format.count(cells), genes: format.count(genes) })}
          </span>
        )}
      </span>
    </p>
  );
}

/** Refusals that belong to the head's buttons. */
function Refusals({ session }: { session: SessionData }) {
  const { state } = useApp();
  const notStopped = refusalOf(state, session.id, 'stop');
  const notPaused = refusalOf(state, session.id, 'paused');
  if (notStopped === null && notPaused === null) return null;
  return (
    <div class="notice error" role="alert">
      <Icon name="error" />
      <div>
        {notStopped !== null && <p>{texts.session.notStopped({ reason: reasonOf(notStopped) })}</p>}
        {notPaused !== null && <p>{texts.session.notPaused({ reason: reasonOf(notPaused) })}</p>}
      </div>
    </div>
  );
}
