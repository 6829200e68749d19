/** Looks whether everything that sharing needs is there, and says in plain words what is not. Changes nothing. */
import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Checkup, Doctor } from '../../contract/control.ts';
import type { Failure } from '../../contract/errors.ts';
import type { Way } from '../../contract/tunnel.ts';
import type { ManagedEnvironment } from '../annotate/environment.ts';
import type { Home } from '../store/home.ts';

export interface DoctorParts {
  readonly home: Home;
  readonly environment: Pick<ManagedEnvironment, 'inspect'>;
  /** Folder of the built page. */
  readonly page: string;
  readonly version: string;
  /** The ways out to the internet. */
  readonly ways?: () => Promise<readonly Way[]>;
}

/** Setting up the environment and working with a dataset needs about this much. */
const COMFORTABLE_BYTES = 2_000_000_000;

export async function examine({ home, environment, page, version, ways }: DoctorParts): Promise<Doctor> {
  const looked = await Promise.all([
    checkHome(home),
    checkSpace(home),
    checkEnvironment(environment),
    checkPage(page),
    ...(ways === undefined ? [] : [checkWays(ways)]),
  ]);
  const checkups: Checkup[] = [
    {
      name: 'Program',
      state: 'ok',
      finding: `Annotate Share ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
      hint: null,
    },
    ...looked,
  ];
  return { ok: checkups.every(({ state }) => state !== 'error'), version, home: home.root, checkups };
}

async function checkHome(home: Home): Promise<Checkup> {
  const name = 'App-data folder';
  const folder = await nearestExisting(home.root);
  try {
    await access(folder, constants.W_OK);
    return { name, state: 'ok', finding: `${home.root}; logs in ${home.logs}`, hint: null };
  } catch {
    return {
      name,
      state: 'error',
      finding: `${folder} cannot be written.`,
      hint: 'Choose another place with --home or ANNOTATE_SHARE_HOME.',
    };
  }
}

async function checkSpace(home: Home): Promise<Checkup> {
  const name = 'Disk space';
  const { bavail, bsize } = await statfs(await nearestExisting(home.root));
  const free = bavail * bsize;
  const finding = `${(free / 1e9).toFixed(1)} GB free`;
  if (free >= COMFORTABLE_BYTES) return { name, state: 'ok', finding, hint: null };
  return {
    name,
    state: 'warning',
    finding,
    hint: 'Setting up Annotate needs about 2 GB. Free some space, or choose another place with --home.',
  };
}

async function checkEnvironment(environment: DoctorParts['environment']): Promise<Checkup> {
  const name = 'Annotate’s Python environment';
  const { state, installer, root, versions, tried, obstacle } = await environment.inspect();
  if (state === 'ready') {
    const list = Object.entries(versions).map(([part, version]) => `${part} ${version}`);
    return { name, state: 'ok', finding: `${list.join(', ')}; in ${root}`, hint: null };
  }
  if (obstacle !== null) {
    const passedOver = tried.map(({ command, reason }) => `${command} (${reason})`);
    const looked = passedOver.length === 0 ? '' : ` Passed over: ${passedOver.join('; ')}.`;
    return { name, state: 'error', finding: `${obstacle.failure.message}${looked}`, hint: obstacle.failure.hint };
  }
  const finding = state === 'missing' ? 'Not set up yet' : 'Set up only in part, and not used like that';
  return {
    name,
    state: 'warning',
    finding: `${finding}; ${installer ?? 'Python'} will do it.`,
    hint: 'annotate-share setup does it now; otherwise the first share does.',
  };
}

/** A way that is missing is no trouble: nobody needs all of them. */
async function checkWays(ways: NonNullable<DoctorParts['ways']>): Promise<Checkup> {
  const told = (await ways()).map(({ provider, version, lacks }) => {
    if (lacks === null) return version === null ? provider : `${provider} (${version})`;
    return `${provider} (${shortLack(lacks)})`;
  });
  return { name: 'Ways to the internet', state: 'ok', finding: told.join('; '), hint: null };
}

function shortLack({ code, message }: Failure): string {
  if (code === 'tunnel-program-missing') return 'not installed';
  return code === 'tunnel-not-set-up' ? 'not set up yet' : message.replace(/\.$/, '');
}

async function checkPage(page: string): Promise<Checkup> {
  const name = 'Window page';
  const found = await stat(join(page, 'index.html')).then(
    () => true,
    () => false,
  );
  return found
    ? { name, state: 'ok', finding: 'built', hint: null }
    : {
        name,
        state: 'error',
        finding: 'The page of the window is missing.',
        hint: 'From a checkout: npm run build. Otherwise install Annotate Share again.',
      };
}

async function nearestExisting(folder: string): Promise<string> {
  const exists = await stat(folder).then(
    () => true,
    () => false,
  );
  return exists || dirname(folder) === folder ? folder : await nearestExisting(dirname(folder));
}
