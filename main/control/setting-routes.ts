/** The control API's calls about what holds for all sessions, and what lies on this computer's disk. */
import type { Router } from 'express';
import {
  changeSettingsSchema,
  type ChangeSettings,
  type Cleared,
  type Settings,
  type Storage,
} from '../../contract/settings.ts';
import { parsed } from './parsed.ts';

export interface SettingCalls {
  readonly read: () => Settings;
  readonly change: (change: ChangeSettings) => Settings;
  readonly storage: () => Promise<Storage>;
  readonly clearDownloads: () => Promise<Cleared>;
}

export function addSettings(routes: Router, { read, change, storage, clearDownloads }: SettingCalls): void {
  routes.get('/settings', (_request, response) => void response.json(read()));
  routes.patch('/settings', (request, response) => {
    response.json(change(parsed(changeSettingsSchema, request.body)));
  });
  routes.get('/storage', async (_request, response) => void response.json(await storage()));
  routes.delete('/downloads', async (_request, response) => void response.json(await clearDownloads()));
}
