/** `annotate-share mend`: mends a copy of a file, tells what was done, and lists or removes such copies. */
import { resolve } from 'node:path';
import { ShareError } from '../../contract/errors.ts';
import { describeDeed } from '../../contract/mending-words.ts';
import { fixes as everyFix, type Fix, type Mending, type StartMending } from '../../contract/mendings.ts';
import { check, openMendings } from '../without-service.ts';
import type { MendOptions } from './mend-options.ts';
import { ProgressLine, say, sayJson, table } from './output.ts';
import { untilAskedToStop } from './until-asked-to-stop.ts';

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

function progressOf({ step, done, detail, secondsLeft }: Extract<Mending['phase'], { name: 'working' }>): string {
  const what = [step.replaceAll('-', ' '), ...(detail === null ? [] : [detail])].join(': ');
  const left = secondsLeft === undefined ? '' : `, about ${roughly(secondsLeft)} left`;
  return done === null ? what : `${Math.floor(done * 100)} %  ${what}${left}`;
}

/** Told to nobody's second: where a line is printed for each change there are few of them. */
function roughly(seconds: number): string {
  return seconds > 90 ? `${Math.round(seconds / 60)} min` : `${Math.max(10, 10 * Math.ceil(seconds / 10))} s`;
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
