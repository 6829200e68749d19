/** What the owner can set about the app on this computer, as the menu shows it. Pure. */

export const settingNames = ['openAtLogin', 'notifications', 'stayAwake', 'updates'] as const;
export type SettingName = (typeof settingNames)[number];

/** Null where this computer or this build does not have it. */
export type Settings = Readonly<Record<SettingName, boolean | null>>;

export const usualSettings = { notifications: true, stayAwake: true, updates: true } as const;
