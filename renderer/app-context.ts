/** What every part of the page may read and do, without handing it from parent to child. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from '../contract/session.ts';
import type { ControlClient } from './service/control-client.ts';
import type { Actions } from './state/actions.ts';
import type { AppState, Dialog } from './state/app-state.ts';
import type { Place } from './state/place.ts';

export interface App {
  readonly state: AppState;
  /** With what was asked for and not answered yet. */
  readonly sessions: readonly Session[];
  readonly client: ControlClient;
  readonly actions: Actions;
  readonly go: (place: Place) => void;
  readonly open: (dialog: Dialog | null) => void;
  /** Spoken by screen readers, without moving the focus. */
  readonly say: (text: string, urgency?: 'status' | 'alert') => void;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('this part stands outside the page');
  return app;
}
