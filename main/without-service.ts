/** What is asked when no service runs, and what such a question and a service both have made. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import type { BucketSettings } from '../contract/buckets.ts';
import type { Check, Doctor } from '../contract/control.ts';
import { ManagedEnvironment, type EnvironmentProgress } from './annotate/environment.ts';
import { Look } from './annotate/look.ts';
import { AskingBuckets } from './bucket-settings.ts';
import { Downloads } from './datasets/remote/downloads.ts';
import type { S3Settings } from './datasets/remote/s3-origin.ts';
import { findResources } from './resources.ts';
import { checkDataset } from './sessions/check-dataset.ts';
import { Mendings, type MendingParts } from './sessions/mendings.ts';
import { examine } from './sessions/doctor.ts';
import { readRoom } from './sessions/room.ts';
import { Buckets } from './store/buckets.ts';
import { Database } from './store/database.ts';
import { prepareHome, resolveHome, type Home } from './store/home.ts';
import { PreparedCopies } from './store/prepared.ts';
import { openLog } from './store/log.ts';
import { noWaysOut } from './store/ways-out.ts';
import { Ways } from './tunnel/ways.ts';

/** Sets up Annotate's Python environment without starting anything; `again` makes it anew. */
export async function setUp(
  options: { readonly home: string | undefined; readonly again: boolean },
  onProgress: (progress: EnvironmentProgress) => void,
  signal: AbortSignal,
): Promise<Doctor> {
  const home = resolveHome(options.home, process.env);
  prepareHome(home);
  const { log, close } = openLog(home.logs);
  try {
    const environment = makeEnvironment(home, findResources().annotateHost, log);
    if (options.again) await environment.remove();
    await environment.ensure(onProgress, signal);
    return await diagnose(options.home);
  } finally {
    close();
  }
}

/** What `doctor` says when no service runs: the same as a running one would. */
export async function diagnose(chosenHome: string | undefined): Promise<Doctor> {
  const home = resolveHome(chosenHome, process.env);
  const resources = findResources();
  const environment = makeEnvironment(home, resources.annotateHost, pino({ level: 'silent' }));
  const ways = new Ways({ settings: noWaysOut, knownHosts: home.knownHosts, log: pino({ level: 'silent' }) });
  return examine({
    home,
    environment,
    page: resources.page,
    version: resources.version,
    ways: () => ways.list(),
  });
}

/** What `check` says of a file, without a service. */
export function check(path: string, chosenHome: string | undefined, given: S3Settings = {}): Promise<Check> {
  const home = resolveHome(chosenHome, process.env);
  const resources = findResources().annotateHost;
  const log = pino({ level: 'silent' });
  const look = makeLook(makeEnvironment(home, resources, log), resources, log);
  const s3 = new AskingBuckets(given, { find: (bucket) => keptOf(home, bucket), set: () => undefined }).of;
  const downloads = new Downloads({ folder: home.downloads, limitBytes: 0, s3, log });
  return checkDataset({ look, room: () => readRoom(home.stores), downloads }, path);
}

/** What was said of a bucket. A home that nothing was kept in yet stays as it is: a look changes nothing. */
function keptOf(home: Home, bucket: string): BucketSettings | null {
  if (!existsSync(home.database)) return null;
  const database = new Database(home.database);
  try {
    return new Buckets(database).find(bucket);
  } finally {
    database.close();
  }
}

/** Mendings on a home, with or without a service. */
export function makeMendings(
  home: Home,
  environment: ManagedEnvironment,
  parts: Pick<MendingParts, 'isShared' | 'onChange' | 'log'>,
): Mendings {
  const resources = findResources().annotateHost;
  const other = { name: 'scanpy', lockFile: 'requirements-embedding.lock', selfTest: '--mend-self-test' };
  const { environments: root, cache } = home;
  return new Mendings({
    ...parts,
    environment,
    embeddingEnvironment: new ManagedEnvironment({ root, resources, cache, log: parts.log, other }),
    prepared: new PreparedCopies(home.prepared),
    program: join(resources, 'annotate_host'),
  });
}

/** Mendings for the command line, which carries them out itself. */
export function openMendings(
  chosenHome: string | undefined,
  onChange: () => void,
): { readonly mendings: Mendings; readonly close: () => Promise<void> } {
  const home = resolveHome(chosenHome, process.env);
  prepareHome(home);
  const { log, close } = openLog(home.logs);
  const environment = makeEnvironment(home, findResources().annotateHost, log);
  const mendings = makeMendings(home, environment, { isShared: () => false, onChange, log });
  return {
    mendings,
    close: async () => {
      await mendings.close();
      close();
    },
  };
}

export function makeEnvironment(home: Home, resources: string, log: Logger): ManagedEnvironment {
  return new ManagedEnvironment({ root: home.environments, resources, cache: home.cache, log });
}

export function makeLook(environment: ManagedEnvironment, resources: string, log: Logger): Look {
  const findPython = async () => (await environment.find())?.python ?? null;
  return new Look({ findPython, program: join(resources, 'annotate_host'), log });
}
