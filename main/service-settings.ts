/** What holds for all sessions: given when the service was started, else set by the owner, else the usual. */
import {
  settingKeys,
  type ChangeSettings,
  type SettingKey,
  type Settings,
  type SettingValues,
} from '../contract/settings.ts';
import { ShareError } from '../contract/errors.ts';
import type { SettingsStore } from './store/settings.ts';

/** Stores take about as much as the uncompressed matrix; this holds a few large datasets. */
export const usualSettings: SettingValues = {
  sleepAfterMinutes: 30,
  auditDays: 90,
  downloadLimitBytes: 50e9,
  storeLimitBytes: 50e9,
};

export interface ServiceSettingsParts {
  /** What is not undefined stays as it is. */
  readonly given: { readonly [K in keyof SettingValues]?: SettingValues[K] | undefined };
  readonly store: Pick<SettingsStore, 'read' | 'write'>;
  readonly onChange: () => void;
}

/** Everything is read at the moment it is needed: a change holds from then on. */
export class ServiceSettings {
  readonly #parts: ServiceSettingsParts;
  readonly #given: Partial<SettingValues>;
  #set: Partial<SettingValues>;

  constructor(parts: ServiceSettingsParts) {
    this.#parts = parts;
    this.#given = onlySettings(parts.given);
    this.#set = onlySettings(parts.store.read());
  }

  get now(): Settings {
    return { ...usualSettings, ...this.#set, ...this.#given, fixed: keysOf(this.#given) };
  }

  /** @throws ShareError `setting-fixed` for what was given when the service was started; then nothing is changed */
  change(wish: ChangeSettings): Settings {
    const change = onlySettings(wish);
    const given = keysOf(this.#given).find((key) => key in change);
    if (given !== undefined) throw new ShareError('setting-fixed', { option: options[given] });
    this.#parts.store.write(change);
    this.#set = { ...this.#set, ...change };
    this.#parts.onChange();
    return this.now;
  }
}

/** As it was given. */
const options: Readonly<Record<SettingKey, string>> = {
  sleepAfterMinutes: '--sleep-after',
  auditDays: '--audit-days',
  downloadLimitBytes: '--download-limit',
  storeLimitBytes: '--store-limit',
};

/** Of what else is there nothing is taken over: it may be secret. */
function onlySettings(values: ServiceSettingsParts['given']): Partial<SettingValues> {
  return Object.fromEntries(settingKeys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
}

function keysOf(values: Partial<SettingValues>): SettingKey[] {
  return settingKeys.filter((key) => key in values);
}
