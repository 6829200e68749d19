/** What the owner sets about the app on this computer, as the window shows it: the service knows nothing of it. */
import { z } from 'zod';

/** What the owner is told of while not looking at the window. */
export const newsKinds = ['joined', 'ready', 'link', 'ending', 'trouble'] as const;
export type NewsKind = (typeof newsKinds)[number];

export const changeDesktopSettingsSchema = z
  .strictObject({
    openAtLogin: z.boolean(),
    notifications: z.boolean(),
    stayAwake: z.boolean(),
    updates: z.boolean(),
    /** Not told of, whatever else is. */
    mutedNews: z.array(z.enum(newsKinds)),
  })
  .partial();
export type ChangeDesktopSettings = z.infer<typeof changeDesktopSettingsSchema>;

export interface DesktopSettings {
  readonly version: string;
  /** Null where this computer or this build does not have it. */
  readonly openAtLogin: boolean | null;
  readonly updates: boolean | null;
  readonly notifications: boolean;
  readonly stayAwake: boolean;
  readonly mutedNews: readonly NewsKind[];
}

/** What came of looking for a newer version: `off` for a build that has no feed. */
export type UpdateLook =
  { readonly is: 'off' | 'newest' | 'unknown' } | { readonly is: 'found'; readonly version: string };
