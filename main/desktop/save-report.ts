/** Makes the report of what went wrong and puts it where the owner says. */
import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { homedir, hostname, release, userInfo } from 'node:os';
import { join } from 'node:path';
import { app, shell } from 'electron';
import { resolveHome } from '../store/home.ts';
import type { Dialogs } from './dialogs.ts';
import { reportText } from './report.ts';
import type { ServiceKeeper } from './service-keeper.ts';
import { snapshotOf } from './shell-state.ts';
import { words } from './words.ts';

/** Of a log that has grown to megabytes, the end tells. */
const READ_BYTES = 400_000;

/** @returns false when the owner named no file */
export async function saveReport(dialogs: Dialogs, { state, control }: ServiceKeeper): Promise<boolean> {
  const made = new Date();
  const proposed = `annotate-share-report-${made.toISOString().slice(0, 10)}.txt`;
  const file = await dialogs.chooseReportFile(join(app.getPath('documents'), proposed));
  if (file === null) return false;
  const home = resolveHome(undefined, process.env);
  const text = reportText({
    made,
    about: {
      version: app.getVersion(),
      installed: String(app.isPackaged),
      system: `${process.platform} ${process.arch} ${release()}`,
      electron: process.versions.electron,
      service: state.service,
    },
    snapshot: snapshotOf(state),
    known: [...(control === null ? [] : [control.token]), home.root, homedir(), userInfo().username, hostname()],
    logs: { 'service.log': await endOf(join(home.logs, 'service.log')) },
  });
  await writeFile(file, text, { mode: 0o600 });
  await dialogs.inform(words.reportSaved, words.reportSavedDetail);
  shell.showItemInFolder(file);
  return true;
}

async function endOf(path: string): Promise<string | null> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch {
    return null;
  }
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - READ_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
