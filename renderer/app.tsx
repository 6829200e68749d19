/** The page: follows the service's state, keeps the place in the address, and shows what belongs there. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Snapshot } from '../contract/control.ts';
import { isOver, type Session as SessionData } from '../contract/session.ts';
import { AppContext, useApp, type App as AppValue } from './app-context.ts';
import { desktop } from './desktop.ts';
import { OpenDialog } from './dialogs/open-dialog.tsx';
import { useShortcuts, type Command } from './keyboard.ts';
import { useHeadingFocus } from './parts/heading-focus.ts';
import { Icon } from './parts/icon.tsx';
import { Spoken, useSpeech } from './parts/spoken.tsx';
import { useTexts } from './parts/use-texts.ts';
import { Waiting } from './parts/waiting.tsx';
import { connectControl } from './service/control-client.ts';
import { followEvents } from './service/event-stream.ts';
import { isPreparing } from './session/status.ts';
import { SAMPLE_EVERY_MS } from './session/usage-history.ts';
import { makeActions } from './state/actions.ts';
import { announcementsBetween, isUrgent } from './state/announcements.ts';
import { firstState, reduce, shownSessions, standsAlone } from './state/app-state.ts';
import { hashOf, placeFromHash, type Place } from './state/place.ts';
import { announcementText } from './texts/announcement-text.ts';
import { texts } from './texts/texts.ts';
import { Check } from './views/check.tsx';
import { DropContext, useWindowDrop } from './views/drop-context.ts';
import { Groups } from './views/groups.tsx';
import { Home } from './views/home.tsx';
import { Incompatible, NoKey } from './views/no-service.tsx';
import { Failed, Stopped, Unknown } from './views/over.tsx';
import { pathFieldId } from './views/path-form.tsx';
import { Preparing } from './views/preparing.tsx';
import { Session } from './views/session.tsx';
import { Settings } from './views/settings.tsx';
import { Sidebar } from './views/sidebar.tsx';

export function App({ token }: { token: string }) {
  const [state, dispatch] = useReducer(reduce, placeFromHash(location.hash), firstState);
  const client = useMemo(() => connectControl(token), [token]);
  const actions = useMemo(() => makeActions(client, dispatch), [client]);
  const [speech, say] = useSpeech();
  const spoken = useTexts();
  const go = useCallback((place: Place) => {
    // The address tells of it a moment later: what was there before would be seen once more, beside what is new.
    dispatch({ type: 'place', place });
    location.hash = hashOf(place);
  }, []);
  const drop = useWindowDrop(go);
  const sessions = shownSessions(state);

  // Before the first paint: an address that changes while the page opens would be missed otherwise.
  useLayoutEffect(() => {
    const listen = () => dispatch({ type: 'place', place: placeFromHash(location.hash) });
    window.addEventListener('hashchange', listen);
    return () => window.removeEventListener('hashchange', listen);
  }, []);
  useEffect(
    () =>
      followEvents({
        token,
        onNews: (news) => {
          if (news.kind === 'snapshot') dispatch({ type: 'snapshot', snapshot: news.snapshot });
          else dispatch({ type: 'connection', connection: news.kind });
        },
      }),
    [token],
  );
  useEffect(() => {
    const timer = setInterval(() => dispatch({ type: 'sampled' }), SAMPLE_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  useAnnouncements(state.snapshot, say);
  useDesktopPlaces(go, (session) => dispatch({ type: 'dialog', dialog: { kind: 'qr', session } }));
  useShortcuts((command) => follow(command, sessions, go));

  const app = useMemo<AppValue>(
    () => ({ state, sessions, client, actions, go, say, open: (dialog) => dispatch({ type: 'dialog', dialog }) }),
    // Another language reaches every part as another state does.
    [state, client, actions, go, say, spoken],
  );
  return (
    <AppContext.Provider value={app}>
      <DropContext.Provider value={drop}>
        <Frame />
        <OpenDialog />
        <Spoken speech={speech} />
      </DropContext.Provider>
    </AppContext.Provider>
  );
}

function Frame() {
  const { state, sessions } = useApp();
  const { connection, place } = state;
  useTitle(sessions, place);
  useHeadingFocus(nameOfView(place, sessions));
  if (connection === 'refused') return <NoKey />;
  if (connection === 'incompatible') return <Incompatible />;
  const alone = standsAlone(state);
  return (
    <div class={alone ? 'frame alone' : 'frame'}>
      {connection === 'lost' && (
        <p class="connection" role="status">
          <Icon name="info" /> {texts.connection.lost}
        </p>
      )}
      {!alone && <Sidebar />}
      {/* Another view is another pane: one that moved aside for the list of sessions would be seen to move. */}
      <div class="pane" key={place.to}>
        <Pane alone={alone} />
      </div>
    </div>
  );
}

function Pane({ alone }: { alone: boolean }) {
  const { state, sessions } = useApp();
  const { place } = state;
  if (state.snapshot === null || place.to === 'start') return <Waiting label={texts.product} />;
  if (place.to === 'home') return <Home alone={alone} />;
  if (place.to === 'groups') return <Groups alone={alone} />;
  if (place.to === 'settings') return <Settings alone={alone} />;
  if (place.to === 'check') return <Check path={place.path} />;
  const session = sessions.find((candidate) => candidate.id === place.id) ?? state.departed;
  if (session === null) return <Unknown />;
  if (session.phase === 'failed' && session.error !== null) return <Failed session={session} error={session.error} />;
  if (session.phase === 'stopped' || session.phase === 'failed') return <Stopped session={session} />;
  if (isPreparing(session)) return <Preparing key={session.id} session={session} />;
  return <Session key={session.id} session={session} part={place.part} />;
}

function follow(command: Command, sessions: readonly SessionData[], go: (place: Place) => void): boolean {
  if (command.do === 'session') {
    const session = sessions[command.index];
    if (session !== undefined) go({ to: 'session', id: session.id, part: 'overview' });
    return session !== undefined;
  }
  if (command.do === 'settings') {
    go({ to: 'settings' });
    return true;
  }
  if (command.do !== 'share') return false;
  if (desktop === null) {
    go({ to: 'home' });
    requestAnimationFrame(() => document.getElementById(pathFieldId)?.focus());
    return true;
  }
  void desktop.chooseDataset().then((path) => {
    if (path !== null) go({ to: 'check', path });
  });
  return true;
}

function useDesktopPlaces(go: (place: Place) => void, showQr: (session: string) => void): void {
  useEffect(
    () =>
      desktop?.onNavigate((place) => {
        if (place.to === 'home') go({ to: 'home' });
        else if (place.to === 'share')
          go(place.dataset === null ? { to: 'home' } : { to: 'check', path: place.dataset });
        else {
          go({ to: 'session', id: place.id, part: 'overview' });
          if (place.show === 'qr') showQr(place.id);
        }
      }),
    [go],
  );
}

function useAnnouncements(snapshot: Snapshot | null, say: AppValue['say']): void {
  const before = useRef<Snapshot | null>(null);
  useEffect(() => {
    const news = before.current === null || snapshot === null ? [] : announcementsBetween(before.current, snapshot);
    before.current = snapshot;
    const [urgent, calm] = [news.filter(isUrgent), news.filter((item) => !isUrgent(item))];
    if (urgent.length > 0) say(urgent.map(announcementText).join('. '), 'alert');
    if (calm.length > 0) say(calm.map(announcementText).join('. '));
  }, [snapshot]);
}

function useTitle(sessions: readonly SessionData[], place: Place): void {
  const current = place.to === 'session' ? sessions.find((session) => session.id === place.id) : undefined;
  const title = current === undefined ? texts.product : `${current.title} – ${texts.product}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** Changes when another view stands in the pane, also without a change of place: a session that ends has a page of its own. */
function nameOfView(place: Place, sessions: readonly SessionData[]): string {
  if (place.to !== 'session') return `${place.to} ${hashOf(place)}`;
  const session = sessions.find((candidate) => candidate.id === place.id);
  const stage =
    session === undefined || isOver(session.phase) ? 'over' : isPreparing(session) ? 'preparing' : 'running';
  return `${hashOf(place)} ${stage}`;
}
