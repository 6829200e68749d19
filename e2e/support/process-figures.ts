/** What Linux tells of a process: the most memory that it has had, where it listens, and what everybody may read of it. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** In bytes, since it was started. */
export function peakMemoryOf(pid: number): number {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) * 1024;
}

/** What stands on its command line, and the values of its environment. */
export function openFactsOf(pid: number): { readonly cmdline: readonly string[]; readonly environ: readonly string[] } {
  const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'latin1').split('\0').filter(Boolean);
  const sendable = (value: string) => /^[\x20-\x7e]{1,1000}$/.test(value);
  const values = read('environ').map((entry) => entry.slice(entry.indexOf('=') + 1));
  return { cmdline: read('cmdline').filter(sendable), environ: values.filter(sendable) };
}

/** IPv4 ports of this process by TCP. */
export function listeningPortsOf(pid: number): readonly number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1] ?? [];
      } catch {
        return []; // closed while we were looking
      }
    }),
  );
  const LISTENS = '0A';
  return readFileSync(`/proc/${pid}/net/tcp`, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode = '']) => state === LISTENS && sockets.has(inode))
    .map(([, local = '']) => parseInt(local.split(':')[1] ?? '', 16));
}
