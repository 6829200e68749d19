/** Which services run on this home now: a small file each, so that `list` and `stop` can talk to them. */
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { controlAddressSchema, type ControlAddress } from '../../contract/command-line.ts';

const recordSchema = z.object({ pid: z.int().positive(), control: controlAddressSchema });
export type RunningService = z.infer<typeof recordSchema>;

/** The file holds the control API's token: it is readable by this user alone, like the folder it lies in. */
export function announce(folder: string, control: ControlAddress): { withdraw(): void } {
  const file = join(folder, `${process.pid}.json`);
  const beside = `${file}.new`;
  writeFileSync(beside, JSON.stringify({ pid: process.pid, control } satisfies RunningService), { mode: 0o600 });
  renameSync(beside, file);
  return { withdraw: () => rmSync(file, { force: true }) };
}

/** Those still alive. Files left by a service that was killed are cleared away. */
export function runningServices(folder: string): readonly RunningService[] {
  const found: RunningService[] = [];
  for (const name of readFolder(folder)) {
    const file = join(folder, name);
    const record = readRecord(file);
    if (record !== null && isAlive(record.pid)) found.push(record);
    else rmSync(file, { force: true });
  }
  return found;
}

function readFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return []; // no home yet: nothing runs
  }
}

function readRecord(file: string): RunningService | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process has our number: the service that wrote the file is gone or not ours to talk to.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
