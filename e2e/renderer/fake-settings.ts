/** What holds for all sessions, what lies on disk, and a checkup, as the service answers them; every answer is checked against the contract. */
import { doctorSchema } from '../../contract/control.ts';
import {
  changeSettingsSchema,
  clearedSchema,
  settingsSchema,
  storageSchema,
  type Settings,
  type Storage,
} from '../../contract/settings.ts';

const usual: Settings = {
  sleepAfterMinutes: 30,
  auditDays: 90,
  downloadLimitBytes: 50e9,
  storeLimitBytes: 50e9,
  fixed: [],
};
const home = '/home/lina/.local/share/annotate-share';
const onDisk: Storage = {
  downloads: 7_400_000_000,
  stores: 21_300_000_000,
  prepared: 812_000_000,
  folders: {
    home,
    annotations: `${home}/annotations`,
    prepared: `${home}/prepared`,
    downloads: `${home}/cache/downloads`,
    logs: `${home}/logs`,
  },
};

export class FakeSettings {
  now: Settings = usual;
  storage: Storage = onDisk;
  well = true;

  /** As when something was given on the command line. */
  set(settings: Partial<Settings>): void {
    this.now = settingsSchema.parse({ ...this.now, ...settings });
  }

  answer(method: string, path: string, body: unknown): [number, unknown] | null {
    switch (`${method} ${path}`) {
      case 'PATCH /api/settings':
        this.now = settingsSchema.parse({ ...this.now, ...changeSettingsSchema.parse(body) });
        return [200, this.now];
      case 'GET /api/storage':
        return [200, storageSchema.parse(this.storage)];
      case 'DELETE /api/downloads': {
        const kept = 1_200_000_000;
        const bytes = this.storage.downloads - kept;
        this.storage = { ...this.storage, downloads: kept };
        return [200, clearedSchema.parse({ bytes, kept })];
      }
      case 'GET /api/doctor':
        return [200, doctorSchema.parse({ ok: this.well, version: '0.1.0', home, checkups: checkups(this.well) })];
      default:
        return null;
    }
  }
}

function checkups(well: boolean) {
  return [
    { name: 'Home', state: 'ok', finding: home, hint: null },
    well
      ? { name: 'Python', state: 'ok', finding: '3.12.8', hint: null }
      : { name: 'Python', state: 'error', finding: 'There is none.', hint: 'Install Python 3.11 or 3.12.' },
  ];
}
