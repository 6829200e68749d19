/** `annotate-share mend`: mends a copy of a file, tells what was done, and lists or removes such copies. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ShareError } from '../../contract/errors.ts';
import { describeDeed } from '../../contract/mending-words.ts';
import { fixes as everyFix, type Fix, type Mending, type StartMending } from '../../contract/mendings.ts';
import { check, openMendings } from '../service.ts';
import { ProgressLine, say, sayJson, table } from './output.ts';
import { untilAskedToStop } from './until-asked-to-stop.ts';

interface MendOptions {
  readonly all?: boolean;
  readonly convert?: boolean;
  readonly makeNamesUnique?: boolean;
  readonly convertMatrix?: boolean;
  readonly dropBroken?: boolean;
  readonly dropColumns?: readonly string[];
  readonly computeEmbedding?: boolean;
  readonly out?: string;
  readonly list?: boolean;
  readonly remove?: string;
  readonly home?: string;
  readonly json?: boolean;
}

export function withMendOptions(command: Command): Command {
  return command
    .option('--all', 'everything that check offers, until the copy can be shared')
    .option('--convert', 'make an .h5ad file out of one of another kind')
    .option('--make-names-unique', 'give cells and genes that are named alike -1, -2 and so on')
    .option('--convert-matrix', 'write the matrix as 32 bit numbers')
    .option('--drop-broken', 'leave out columns and parts that Annotate cannot read')
    .option('--drop-columns <names>', 'also leave out these columns of the cells (comma-separated)', names)
    .option('--compute-embedding', 'compute a UMAP; installs scanpy, about 200 MB, the first time')
    .option('--out <file>', 'where the copy goes (default: the app’s own folder, where --list shows it)')
    .option('--list', 'show the copies that there are')
    .option('--remove <id>', 'remove one of them');
}

export async function runMend(dataset: string | undefined, options: MendOptions): Promise<void> {
  const line = new ProgressLine();
  let onChange: () => void = () => undefined;
  const { mendings, close } = openMendings(options.home, () => onChange());
  try {
    if (options.remove !== undefined) await mendings.remove(options.remove);
    if (options.list === true || options.remove !== undefined) {
      tellAll(mendings.list(), options.json === true);
      return;
    }
    if (dataset === undefined) throw new ShareError('usage', { reason: 'mend needs a file, or --list.' });
    const wish = await wishOf(resolve(dataset), options);
    const { id } = await mendings.start(wish);
    const ended = await new Promise<Mending>((settle) => {
      onChange = () => {
        const now = mendings.list().find((one) => one.id === id);
        if (now === undefined) return;
        if (now.phase.name === 'working') line.show(progressOf(now.phase));
        else settle(now);
      };
      void untilAskedToStop().then(() => mendings.remove(id));
      onChange();
    });
    line.end();
    tell(ended, options.json === true);
  } finally {
    line.end();
    await close();
  }
}

async function wishOf(path: string, options: MendOptions): Promise<StartMending> {
  const chosen: Record<Fix, boolean> = {
    convert: options.convert === true,
    'make-names-unique': options.makeNamesUnique === true,
    'convert-matrix': options.convertMatrix === true,
    'drop-broken': options.dropBroken === true,
    'compute-embedding': options.computeEmbedding === true,
  };
  if (options.all === true) {
    for (const { fix } of (await check(path, options.home)).offers ?? []) chosen[fix] = true;
    // What is made out of counts has no embedding; where there is one, none is computed.
    if (chosen.convert) chosen['compute-embedding'] = true;
  }
  return {
    path,
    fixes: everyFix.filter((fix) => chosen[fix]),
    ...(options.dropColumns === undefined ? {} : { dropColumns: [...options.dropColumns] }),
    ...(options.out === undefined ? {} : { out: resolve(options.out) }),
  };
}

function progressOf({ step, done, detail }: Extract<Mending['phase'], { name: 'working' }>): string {
  const what = detail ?? step.replaceAll('-', ' ');
  return done === null ? what : `${Math.floor(done * 100)} %  ${what}`;
}

function tell(mending: Mending, json: boolean): void {
  const { phase } = mending;
  if (phase.name === 'failed') throw new ShareError(phase.failure);
  if (json) sayJson(mending);
  if (phase.name !== 'done') {
    process.exitCode = 1;
    return;
  }
  const isSound = phase.still.every(({ severity }) => severity !== 'error');
  if (!isSound) process.exitCode = 2;
  if (json) return;
  for (const deed of phase.did) say(describeDeed(deed));
  say(`\n${phase.path}`);
  for (const { severity, message, hint, code } of phase.still)
    if (severity !== 'hint') say(`\n${severity === 'error' ? 'Still: ' : 'Warning: '}${message}\n${hint}\n(${code})`);
  if (isSound) say(`\nIt can be shared: annotate-share share ${JSON.stringify(phase.path)}`);
}

function tellAll(all: readonly Mending[], json: boolean): void {
  if (json) sayJson({ mendings: all });
  else if (all.length === 0) say('There are no mended copies.');
  else {
    const rows = all.map(({ id, source, phase }) =>
      phase.name === 'done' ? [id, phase.path, source, phase.did.map(describeDeed).join(' ')] : [id, '', source, ''],
    );
    say(table([['ID', 'COPY', 'OF', 'WHAT WAS DONE'], ...rows]));
  }
}

function names(value: string): string[] {
  return value.split(',').filter((name) => name !== '');
}
