/** The shell's own preferences. Everything about sessions and datasets is the service's. */
import Store from 'electron-store';
import type { NewsKind } from '../../contract/desktop-settings.ts';
import { usualSettings } from './settings.ts';
import type { Bounds } from './window-bounds.ts';

export interface Preferences {
  readonly windowBounds: Bounds | null;
  readonly notifications: boolean;
  readonly stayAwake: boolean;
  readonly updates: boolean;
  /** What the owner is not told of. */
  readonly mutedNews: readonly NewsKind[];
}

export function openPreferences(): Store<Preferences> {
  return new Store<Preferences>({
    name: 'preferences',
    defaults: { windowBounds: null, mutedNews: [], ...usualSettings },
    // A file that cannot be read is not worth a start that fails: begin anew.
    clearInvalidConfig: true,
  });
}
