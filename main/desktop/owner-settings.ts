/** The owner's settings of the app on this computer: what they are now, and changing them. */
import type { ChangeDesktopSettings, NewsKind } from '../../contract/desktop-settings.ts';
import type Store from 'electron-store';
import { opensAtLogin, setOpensAtLogin } from './open-at-login.ts';
import type { Preferences } from './preferences.ts';
import { settingNames, type SettingName, type Settings } from './settings.ts';

export class OwnerSettings {
  readonly #preferences: Store<Preferences>;
  readonly #canUpdate: boolean;

  constructor(preferences: Store<Preferences>, canUpdate: boolean) {
    this.#preferences = preferences;
    this.#canUpdate = canUpdate;
  }

  get now(): Settings {
    return {
      openAtLogin: opensAtLogin(),
      notifications: this.#preferences.get('notifications'),
      stayAwake: this.#preferences.get('stayAwake'),
      updates: this.#canUpdate ? this.#preferences.get('updates') : null,
    };
  }

  has(name: SettingName): boolean {
    return this.now[name] === true;
  }

  get mutedNews(): readonly NewsKind[] {
    return this.#preferences.get('mutedNews');
  }

  /** @throws what the file system says, where the entry for the login cannot be written */
  change({ mutedNews, ...wish }: ChangeDesktopSettings): void {
    for (const name of settingNames) {
      const on = wish[name];
      if (on !== undefined) this.set(name, on);
    }
    if (mutedNews !== undefined) this.#preferences.set('mutedNews', mutedNews);
  }

  /** @throws what the file system says, where the entry for the login cannot be written */
  set(name: SettingName, on: boolean): void {
    if (name === 'openAtLogin') setOpensAtLogin(on);
    else this.#preferences.set(name, on);
  }
}
