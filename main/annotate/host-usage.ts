/** How much memory and processor time a host takes, as the operating system tells. */
import { readFile } from 'node:fs/promises';
import { execa } from 'execa';

export interface HostUsage {
  readonly memoryBytes: number;
  readonly cpuSeconds: number;
}

/** Linux counts processor time in hundredths of a second towards programs, whatever the kernel's own tick is. */
const TICKS_PER_SECOND = 100;

/** Null when the process is gone, or where nobody tells (Windows). */
export async function readHostUsage(pid: number): Promise<HostUsage | null> {
  try {
    return process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid);
  } catch {
    return null;
  }
}

async function fromProc(pid: number): Promise<HostUsage | null> {
  const [stat, memory] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => readFile(`/proc/${pid}/status`, 'utf8')),
  ]);
  const cpuSeconds = parseStat(stat);
  const memoryBytes = parseMemory(memory);
  return cpuSeconds === null || memoryBytes === null ? null : { memoryBytes, cpuSeconds };
}

async function fromPs(pid: number): Promise<HostUsage | null> {
  const { stdout } = await execa('ps', ['-o', 'rss=,time=', '-p', String(pid)], { timeout: 5_000 });
  return parsePs(stdout);
}

/** User and system time of `/proc/<pid>/stat`. The second field is the program's name, which may hold spaces and brackets. */
export function parseStat(stat: string): number | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : null;
}

/**
 * Bytes that the process holds for itself, from `smaps_rollup`: not the pages of mapped files (the matrix store above all), which
 * the system takes back whenever it wants them. Older kernels tell only all of it (`Pss`), `status` even shared pages (`VmRSS`).
 */
export function parseMemory(text: string): number | null {
  const kilobytes = ['Pss_Anon', 'Pss', 'VmRSS']
    .map((name) => new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1])
    .find((found) => found !== undefined);
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** `rss=,time=`: kilobytes, then `[[days-]hours:]minutes:seconds[.hundredths]`. */
export function parsePs(line: string): HostUsage | null {
  const match = /^\s*(\d+)\s+(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)\s*$/.exec(line);
  if (match === null) return null;
  const [kilobytes, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  if (kilobytes === undefined || days === undefined || hours === undefined) return null;
  const cpuSeconds = ((days * 24 + hours) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return { memoryBytes: kilobytes * 1024, cpuSeconds };
}
