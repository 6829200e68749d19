/** `annotate-share share`: one dataset, until it is told to stop. */
import type { ReadyLine } from '../../contract/command-line.ts';
import type { StartSession } from '../../contract/control.ts';
import { ShareError } from '../../contract/errors.ts';
import type { Network } from '../../contract/network.ts';
import type { Session } from '../../contract/session.ts';
import { ControlClient } from '../control/client.ts';
import type { Service } from '../service.ts';
import { serviceOptions, sleepAfterMinutes, type ListeningOptions } from './listening-options.ts';
import { openInBrowser } from './open-in-browser.ts';
import { certificateLines } from './certificate-line.ts';
import { hidingLines } from './hiding-lines.ts';
import { hidingWish, type HidingOptions } from './hiding-options.ts';
import { fail, ProgressLine, remark, say, sayJson } from './output.ts';
import { describeProgress } from './progress.ts';
import { endOf, moment, newsOf } from './share-news.ts';
import { datasetArgument } from './source-option.ts';
import { termsWish, type TermsOptions } from './terms-option.ts';
import { tunnelWish, type TunnelOptions } from './tunnel-option.ts';
import { untilAskedToStop } from './until-asked-to-stop.ts';
import { wayLines } from './way-lines.ts';
import { follow, isReady } from './follow.ts';

export interface ShareOptions extends ListeningOptions, TunnelOptions, TermsOptions, HidingOptions {
  readonly title?: string;
  readonly diffexp: boolean;
  readonly annotations: boolean;
  /** Undefined: as the last time this dataset was shared. */
  readonly generalLink?: boolean;
  readonly expires?: Date | 'when I quit';
}

export async function runShare(argument: string | undefined, options: ShareOptions): Promise<void> {
  const json = options.json ?? false;
  // Platforms that run programs for people keep such settings in the environment. What is said is worth more.
  const dataset = argument ?? (process.env['DATASET'] || undefined);
  if (dataset === undefined)
    throw new ShareError('usage', { reason: 'Which dataset? Name an .h5ad file, or set DATASET.' });
  const dataUse = await termsWish(options);
  const abort = new AbortController();
  void untilAskedToStop().then(() => abort.abort());
  const serviceWish = await serviceOptions(options);
  // Large: what was asked for wrongly is told before it is read.
  const { startService } = await import('../service.ts');
  const service = await startService(serviceWish);
  try {
    const client = new ControlClient(service.control);
    const { id } = await client.start({ ...wish(dataset, options), ...(dataUse === undefined ? {} : { dataUse }) });
    const session = await untilReady(client, id, abort.signal);
    if (session !== null) {
      if (json) sayJson(readyLine(session, service));
      else greet(session, await client.network(), options.passwordFile);
      if (options.open === true) await openInBrowser(session.url ?? '');
      // Until it is told to stop; a session that gives up meanwhile ends the program with its reason.
      let known = session;
      await follow(client, id, abort.signal, (now) => {
        for (const line of newsOf(known, now)) remark(line);
        known = now;
        return false;
      });
      const end = abort.signal.aborted ? null : endOf(known, new Date());
      if (end !== null) remark(end);
    }
  } catch (error) {
    if (!abort.signal.aborted) process.exitCode = fail(error, json);
  } finally {
    if (!json) remark('Stopping…');
    await service.stop();
  }
  // Signal handlers and nothing else are left; a stray timer of a library must not keep a stopped program alive.
  process.exit();
}

function wish(dataset: string, options: ShareOptions): StartSession {
  const { title, diffexp, annotations, sleepAfter, generalLink, expires } = options;
  return {
    dataset: dataset === 'example' ? dataset : datasetArgument(dataset),
    ...(title === undefined ? {} : { title }),
    toggles: { diffexp, annotations },
    ...(generalLink === undefined ? {} : { generalLink: { open: generalLink } }),
    ...(expires instanceof Date ? { expiresAt: expires.toISOString() } : {}),
    ...hidingWish(options),
    sleepAfterMinutes: sleepAfterMinutes(sleepAfter),
    tunnel: tunnelWish(options),
  };
}

/** Null when it was told to stop before. */
async function untilReady(client: ControlClient, id: string, stop: AbortSignal): Promise<Session | null> {
  const line = new ProgressLine();
  try {
    return await follow(client, id, stop, (session) => {
      line.show(describeProgress(session));
      return isReady(session);
    });
  } finally {
    line.end();
  }
}

function readyLine({ id, title, url, publicUrl, signIn }: Session, { control }: Service): ReadyLine {
  return { event: 'ready', session: { id, title, url: url ?? '', publicUrl }, signIn, control, pid: process.pid };
}

/** A password that the owner keeps in a file is not written anywhere else: what is printed often ends in a log. */
function greet(session: Session, network: Network, passwordFile: string | undefined): void {
  const { id, title, url, publicUrl, signIn, dataset, generalLink, hiddenColumns, hideExpression } = session;
  const size = dataset.cells === null ? '' : ` (${dataset.cells.toLocaleString('en')} cells)`;
  say(`\n  ${title}${size} is being shared.\n`);
  say(`  Link      ${publicUrl ?? url ?? ''}`);
  if (publicUrl !== null) say(`  Here      ${url ?? ''}`);
  for (const line of wayLines(session)) say(`            ${line}`);
  for (const line of certificateLines(network)) say(line);
  if (generalLink.open) {
    say(`  User      ${signIn.user}`);
    say(`  Password  ${passwordFile === undefined ? signIn.password : `as in ${passwordFile}`}\n`);
  } else {
    say('  The general link is closed: people get in by personal links only. From another terminal:');
    say(`  annotate-share invite ${id} --name "Maria Okafor"\n`);
  }
  if (hiddenColumns.length > 0 || hideExpression) say(`  ${hidingLines(session).join(' ')}\n`);
  if (session.expiresAt !== null) say(`  It ends at ${moment(session.expiresAt)}.\n`);
  say('  The file is only read, never changed. Ctrl+C stops sharing.\n');
}
