/** What the owner sets for all sessions of this computer, what of it is given by the command line, and what lies on its disk. */
import { z } from 'zod';
import { sleepAfterMinutesSchema } from './session.ts';

/** Ten years. */
export const LONGEST_AUDIT_DAYS = 3650;
const bytes = z.number().min(0).max(1e15);

export const settingValuesSchema = z.object({
  /** Of a dataset that was never shared: minutes without a request until its host is put away; null for never. */
  sleepAfterMinutes: sleepAfterMinutesSchema,
  /** How long the record of who did what is kept; 0 keeps none. */
  auditDays: z.number().int().min(0).max(LONGEST_AUDIT_DAYS),
  /** What all downloaded datasets together may take on disk. */
  downloadLimitBytes: bytes,
  /** What all matrix stores together may take on disk; holds from the next start of a session on. */
  storeLimitBytes: bytes,
});
export type SettingValues = z.infer<typeof settingValuesSchema>;
export type SettingKey = keyof SettingValues;
export const settingKeys = settingValuesSchema.keyof().options;

export const settingsSchema = settingValuesSchema.extend({
  /** Given when the service was started: not to be changed from here. */
  fixed: z.array(z.enum(settingKeys)),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A live change; what is left out stays as it is. Kept over starts of the service. */
export const changeSettingsSchema = z.strictObject(settingValuesSchema.shape).partial();
export type ChangeSettings = z.infer<typeof changeSettingsSchema>;

export const folderNames = ['home', 'annotations', 'prepared', 'downloads', 'logs'] as const;
export type FolderName = (typeof folderNames)[number];

/** What lies on disk, in bytes, and where. */
export const storageSchema = z.object({
  downloads: bytes,
  stores: bytes,
  /** Mended copies. */
  prepared: bytes,
  folders: z.record(z.enum(folderNames), z.string()),
});
export type Storage = z.infer<typeof storageSchema>;

/** What `DELETE /api/downloads` took away. What a session has open stays. */
export const clearedSchema = z.object({ bytes, kept: bytes });
export type Cleared = z.infer<typeof clearedSchema>;
