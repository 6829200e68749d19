/** What one can do, as functions: each asks the service and tells the state what came of it. */
import type {
  ChangeInstitute,
  ChangeInvite,
  ChangePerson,
  ChangeSession,
  StartSession,
} from '../../contract/control.ts';
import type { ChangeSettings } from '../../contract/settings.ts';
import type { Session } from '../../contract/session.ts';
import { Refused, type ControlClient } from '../service/control-client.ts';
import type { Action, Control } from './app-state.ts';

type PeopleChange =
  | { readonly invite: string; readonly inviteChange: ChangeInvite }
  | { readonly person: string; readonly personChange: ChangePerson }
  | { readonly instituteChange: ChangeInstitute };

export interface Actions {
  /** Resolves with the session that starts, or null when it was refused. */
  start(request: StartSession): Promise<Session | null>;
  /** Moves at once; goes back when it is refused. */
  change(session: string, control: Control, change: ChangeSession): void;
  /** The same for one invite of a session. */
  changeInvite(session: string, invite: string, change: ChangeInvite): void;
  signOutBrowser(session: string, browser: string): void;
  /** Somebody who came by the institute's sign-in. */
  changePerson(session: string, person: string, change: ChangePerson): void;
  changeInstitute(session: string, change: ChangeInstitute): void;
  /** For every session. Resolves with whether it was done. */
  changeNetwork(lan: boolean): Promise<boolean>;
  /** For all sessions. Rejects when it is refused: the setting goes back in its place. */
  changeSettings(change: ChangeSettings): Promise<void>;
  stop(session: string): void;
  stopAll(sessions: readonly string[]): void;
  /** Starts a session that failed or ended once more, in its own place. */
  startAgain(session: Session): Promise<Session | null>;
  forget(path: string): void;
  setFavourite(path: string, favourite: boolean): void;
}

export function makeActions(client: ControlClient, dispatch: (action: Action) => void): Actions {
  // One change after the other within a session: two on two connections could arrive the other way round.
  const lastChange = new Map<string, Promise<void>>();
  let keys = 0;

  const start = async (request: StartSession): Promise<Session | null> => {
    dispatch({ type: 'start-sent' });
    try {
      const session = await client.start(request);
      dispatch({ type: 'session-answered', session });
      return session;
    } catch (error) {
      dispatch({ type: 'refused', refusal: { session: null, control: 'start', failure: failureIn(error) } });
      return null;
    }
  };

  const stop = (session: string): void => {
    dispatch({ type: 'tried-again', session, control: 'stop' });
    client.stop(session).catch((error: unknown) => {
      dispatch({ type: 'refused', refusal: { session, control: 'stop', failure: failureIn(error) } });
    });
  };

  /** The stream shows what came of it. */
  const askPeople = (session: string, asked: Promise<unknown>): void => {
    dispatch({ type: 'tried-again', session, control: 'people' });
    asked.catch((error: unknown) => {
      dispatch({ type: 'refused', refusal: { session, control: 'people', failure: failureIn(error) } });
    });
  };

  /** Moves at once; goes back with the reason under the list of people when it is refused. */
  const changePeople = (session: string, change: PeopleChange, send: (key: number) => Promise<Action>): void => {
    const key = (keys += 1);
    dispatch({ type: 'change-sent', overlay: { key, session, ...change }, control: 'people' });
    const ask = async () => {
      try {
        dispatch(await send(key));
      } catch (error) {
        dispatch({ type: 'change-refused', key, refusal: { session, control: 'people', failure: failureIn(error) } });
      }
    };
    lastChange.set(session, (lastChange.get(session) ?? Promise.resolve()).then(ask));
  };

  return {
    start,
    stop,
    stopAll: (sessions) => sessions.forEach(stop),
    change: (session, control, change) => {
      const key = (keys += 1);
      dispatch({ type: 'change-sent', overlay: { key, session, change }, control });
      const send = async () => {
        try {
          // The answer itself may be older than what the stream has told of the session meanwhile.
          await client.change(session, change);
          dispatch({ type: 'change-done', key });
        } catch (error) {
          dispatch({ type: 'change-refused', key, refusal: { session, control, failure: failureIn(error) } });
        }
      };
      lastChange.set(session, (lastChange.get(session) ?? Promise.resolve()).then(send));
    },
    changeInvite: (session, invite, change) =>
      changePeople(session, { invite, inviteChange: change }, async (key) => ({
        type: 'invite-granted',
        key,
        session,
        invite: await client.changeInvite(invite, change),
      })),
    signOutBrowser: (session, browser) => askPeople(session, client.signOutBrowser(session, browser)),
    changePerson: (session, person, change) =>
      changePeople(session, { person, personChange: change }, async (key) => {
        await client.changePerson(session, person, change);
        return { type: 'change-done', key };
      }),
    changeInstitute: (session, change) =>
      changePeople(session, { instituteChange: change }, async (key) => {
        await client.changeInstitute(session, change);
        return { type: 'change-done', key };
      }),
    changeNetwork: async (lan) => {
      dispatch({ type: 'tried-again', session: null, control: 'network' });
      try {
        // The stream tells what follows from it for each session.
        await client.changeNetwork(lan);
        return true;
      } catch (error) {
        dispatch({ type: 'refused', refusal: { session: null, control: 'network', failure: failureIn(error) } });
        return false;
      }
    },
    changeSettings: async (change) => {
      dispatch({ type: 'settings-answered', settings: await client.changeSettings(change) });
    },
    startAgain: async (session) => {
      // It may be gone already; what counts is that it does not stand in the way of the new one.
      await client.stop(session.id).catch(() => undefined);
      return start({ dataset: session.dataset.path, title: session.title, toggles: session.toggles });
    },
    setFavourite: (path, favourite) => {
      client.setFavourite(path, favourite).catch(() => undefined);
    },
    forget: (path) => {
      client.forget(path).catch(() => undefined);
    },
  };
}

function failureIn(error: unknown) {
  return error instanceof Refused ? error.failure : null;
}
