/** What the command line reads before it can answer: a verb that asks a running service has no use for the parts of one. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const project = join(import.meta.dirname, '../..');
const program = join(import.meta.dirname, 'main.ts');

/** Tells on stderr, at the end, which files were loaded. */
const watching = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  process.on('exit', () => process.stderr.write(JSON.stringify(loaded)));
`;

/** The packages, and how many files of ours, that answering takes. */
async function loadedFor(
  ...args: readonly string[]
): Promise<{ packages: readonly string[]; ours: readonly string[] }> {
  const home = await mkdtemp(join(tmpdir(), 'annotate-share-quick-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(watching)}`, program, ...args],
    { env: { ...process.env, ANNOTATE_SHARE_HOME: home } },
  );
  const loaded = JSON.parse(stderr) as readonly string[];
  const packages = loaded.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []);
  const ours = loaded.filter((url) => url.startsWith(`file://${project}/main/`));
  return { packages: [...new Set(packages)].sort(), ours: ours.map((url) => url.slice(`file://${project}/`.length)) };
}

test.each([[['--help']], [['share', '--help']], [['--version']]])(
  '%j reads what verbs are called, and none of their work',
  async (args) => {
    const { packages, ours } = await loadedFor(...args);
    expect(packages).toEqual(['commander', 'zod']);
    expect(ours.filter((file) => !file.startsWith('main/cli/'))).toEqual(['main/resources.ts']);
    expect(ours).not.toContain('main/cli/share.ts');
  },
);

test('list reads what it takes to find services and ask them, and no service', async () => {
  const { packages, ours } = await loadedFor('list', '--json');
  for (const large of ['express', 'undici', 'execa', 'pino']) expect(packages).not.toContain(large);
  const beyond = ours.filter((file) => !file.startsWith('main/cli/')).sort();
  expect(beyond).toEqual([
    'main/control/client.ts',
    'main/find-services.ts',
    'main/resources.ts',
    'main/store/home.ts',
    'main/store/running-services.ts',
  ]);
});
