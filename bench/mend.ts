/** One mending: how long each of its steps takes, and how much memory the processes that do it had at most. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { fixSchema, type Mending } from '../contract/mendings.ts';
import { openMendings } from '../main/without-service.ts';
import { judge, megabytes } from './median.ts';
import { familyOf } from './processes.ts';

/** What is computed takes more than what is only written. */
const MOST_MEGABYTES = { convert: 500, embedding: 4000 };

const { positionals, values } = parseArgs({ allowPositionals: true, options: { home: { type: 'string' } } });
const [file, ...wanted] = positionals;
if (file === undefined) throw new Error('usage: node bench/mend.ts <file> <fix>… [--home <folder>]');
const fixes = wanted.map((fix) => fixSchema.parse(fix));

const highest = new Map<number, number>();
let step = '';
const { mendings, close } = openMendings(values.home, () => undefined);
try {
  const { id } = await mendings.start({ path: resolve(file), fixes });
  const began = performance.now();
  let now: Mending | undefined;
  do {
    await pause(200);
    await look();
    now = mendings.list().find((one) => one.id === id);
    const next = now?.phase.name === 'working' ? now.phase.step : (now?.phase.name ?? 'gone');
    if (next !== step) {
      console.log(`${seconds(began).padStart(8)}  ${megabytes(most()).padStart(9)}  ${next}`);
      step = next;
    }
  } while (now?.phase.name === 'working');
  if (now?.phase.name !== 'done') throw new Error(JSON.stringify(now?.phase));
  console.log(`${megabytes(now.phase.sizeBytes)} written`);
  const atMost = fixes.includes('compute-embedding') ? MOST_MEGABYTES.embedding : MOST_MEGABYTES.convert;
  judge('Most memory (VmHWM, MB) of a process that mends', Math.round(most() / 1e6), { atMost });
  await mendings.remove(id);
} finally {
  await close();
}

/** Of one after the other the larger counts: they do not run at once. */
function most(): number {
  return Math.max(0, ...highest.values());
}

async function look(): Promise<void> {
  for (const pid of (await familyOf(process.pid)).slice(1)) {
    const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
    const [command, status] = await Promise.all([read('cmdline'), read('status')]);
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    if (command.includes('--mend\0') && peak !== undefined)
      highest.set(pid, Math.max(highest.get(pid) ?? 0, Number(peak) * 1024));
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
