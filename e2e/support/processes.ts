/** Looks at processes as the system knows them, to find a host and to prove that nothing is left behind. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Everything that was started by this process, directly or not. */
export function descendantsOf(pid: number): readonly ProcessRow[] {
  const rows = processes();
  const found: ProcessRow[] = [];
  const parents = new Set([pid]);
  for (let before = -1; before !== found.length;) {
    before = found.length;
    for (const row of rows) {
      if (parents.has(row.parent) && !parents.has(row.pid)) {
        parents.add(row.pid);
        found.push(row);
      }
    }
  }
  return found;
}

/** The Python processes that run Annotate for this service. */
export function hostsOf(servicePid: number): readonly ProcessRow[] {
  return descendantsOf(servicePid).filter(({ command }) => command.includes('annotate_host'));
}

/** Those of these that still live. Dead ones that nobody has collected yet are dead. */
export function stillAlive(pids: readonly number[]): readonly number[] {
  const alive = new Set(processes().map(({ pid }) => pid));
  return pids.filter((pid) => alive.has(pid));
}

function processes(): readonly ProcessRow[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs();
}

/** Small Linux images have no `ps`. */
function fromProc(): readonly ProcessRow[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The program's name stands in brackets and may itself hold brackets and spaces.
        const [state, parent] = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        if (state === 'Z' || state === 'X') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return []; // it ended while we were looking
      }
    });
}

function fromPs(): readonly ProcessRow[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined || state?.startsWith('Z') === true
        ? []
        : [{ pid: Number(pid), parent: Number(parent), command: command ?? '' }];
    });
}
