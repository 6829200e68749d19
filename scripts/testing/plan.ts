/** Which steps a test run takes, and what each needs: data, so that `scripts/test.ts` only has to go through it. */

export const modes = ['all', 'check', 'unit', 'python', 'e2e', 'desktop', 'packaged'] as const;
export type Mode = (typeof modes)[number];

/** Something that a step cannot do without. */
export type Need =
  'annotate' | 'build' | 'browser' | 'electron' | 'display' | 'package' | 'web-servers' | 'ssh-server' | 's3-server';

export interface Step {
  readonly name: string;
  readonly runner: 'script' | 'prepare' | 'vitest' | 'pytest' | 'playwright';
  readonly needs: readonly Need[];
  /** After this long its runner is ended. What it needs has bounds of its own. */
  readonly seconds: number;
}

const script = (name: string, seconds: number): Step => ({ name, runner: 'script', needs: [], seconds });
/** Steps of their own, so that a failure or a long wait is not taken for the tests'. */
const prepare = (need: Need, name: string): Step => ({ name, runner: 'prepare', needs: [need], seconds: 0 });

const check = [script('lint', 300), script('layers', 120), script('types', 300)];
const build = prepare('build', 'build');
const environment = prepare('annotate', 'environment');
const s3Server = prepare('s3-server', 's3-server');
const unit: Step = { name: 'unit', runner: 'vitest', needs: ['annotate', 'ssh-server', 's3-server'], seconds: 900 };
const python: Step = { name: 'python', runner: 'pytest', needs: ['annotate'], seconds: 600 };
const browser: readonly Step[] = [
  { name: 'renderer', runner: 'playwright', needs: ['build', 'browser'], seconds: 600 },
  { name: 'annotate', runner: 'playwright', needs: ['build', 'browser', 'annotate', 'ssh-server'], seconds: 1200 },
  { name: 'hosting', runner: 'playwright', needs: ['build', 'browser', 'annotate', 'web-servers'], seconds: 450 },
];
const desktop: Step = {
  name: 'desktop',
  runner: 'playwright',
  needs: ['build', 'electron', 'display', 'annotate'],
  seconds: 720,
};

const packaged: Step = {
  name: 'packaged',
  runner: 'playwright',
  needs: ['build', 'electron', 'display', 'browser', 'annotate', 'package'],
  seconds: 180,
};

/** What takes minutes on a new machine, and little of what the first steps need: it is begun with them. */
export function aheadOf(steps: readonly Step[]): readonly Need[] {
  return steps.some(({ needs }) => needs.includes('s3-server')) ? ['s3-server'] : [];
}

export function stepsOf(mode: Mode): readonly Step[] {
  switch (mode) {
    case 'all':
      return [...check, build, environment, s3Server, unit, python, ...browser, desktop, packaged];
    case 'check':
      return check;
    case 'unit':
      return [environment, s3Server, unit];
    case 'python':
      return [environment, python];
    case 'e2e':
      return [build, environment, ...browser];
    case 'desktop':
      return [build, environment, desktop];
    case 'packaged':
      return [build, environment, packaged];
  }
}

/** `[mode] [-- what the runner gets]`. Throws a sentence for anything else. */
export function readArguments(args: readonly string[]): { readonly mode: Mode; readonly extra: readonly string[] } {
  const end = args.indexOf('--');
  const [mode = 'all', ...rest] = end === -1 ? args : args.slice(0, end);
  const known = modes.find((name) => name === mode);
  if (known === undefined || rest.length > 0) {
    throw new Error(`usage: node scripts/test.ts [${modes.join('|')}] [-- options of the runner]`);
  }
  return { mode: known, extra: end === -1 ? [] : args.slice(end + 1) };
}
