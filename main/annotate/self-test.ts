/** Asks a new environment to prove itself: Annotate, in it, answers one request for a matrix. */
import { z } from 'zod';
import { ShareError } from '../../contract/errors.ts';
import { hostArguments } from './host-protocol.ts';
import { runCommand } from './run-command.ts';
import { hostVariables } from './scrubbed-variables.ts';

/** The first start compiles several thousand files; a slow disk with a virus scanner takes minutes over it. */
const DEADLINE_MS = 300_000;

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);

export interface SelfTest {
  readonly python: string;
  readonly program: string;
  readonly folder: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
  /** What the host program is asked for; undefined for Annotate's own test. */
  readonly flag?: string | undefined;
}

/** @throws ShareError `environment-self-test-failed`; the signal's reason when aborted */
export async function runSelfTest(test: SelfTest): Promise<void> {
  const { python, program, folder, variables, onLine, signal, flag = '--self-test' } = test;
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  let answer: z.infer<typeof answerSchema> | undefined;
  const failed = (reason: string, detail: string) =>
    new ShareError('environment-self-test-failed', { reason }, { detail });
  try {
    const { ok, output } = await runCommand({
      file: python,
      args: hostArguments(program, flag),
      guardedBy: python,
      folder,
      variables: hostVariables(variables),
      signal: AbortSignal.any([signal, deadline]),
      onLine: (line) => {
        onLine(line);
        answer = readAnswer(line) ?? answer;
      },
    });
    if (answer?.ok === false) throw failed(answer.reason, output);
    if (!ok || answer === undefined) throw failed('it ended without an answer', output);
  } catch (error) {
    if (deadline.aborted && !signal.aborted) throw failed(`it did not answer in ${DEADLINE_MS / 1000} s`, '');
    throw error;
  }
}

/** `versions` of what `doctor` names; a package that is not there is left out. */
export async function readVersions(
  python: string,
  folder: string,
  variables: NodeJS.ProcessEnv,
): Promise<Record<string, string>> {
  let versions: Record<string, string> = {};
  await runCommand({
    file: python,
    args: ['-I', '-c', askVersions],
    guardedBy: python,
    folder,
    variables: hostVariables(variables),
    onLine: (line) => {
      const answer = z.record(z.string(), z.string()).safeParse(parseJson(line));
      if (answer.success) versions = answer.data;
    },
  });
  return versions;
}

const askVersions = `
import importlib.metadata, json, platform
versions = {'python': platform.python_version()}
for name in ('cellxgene', 'anndata', 'waitress'):
    try:
        versions[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps(versions))
`;

function readAnswer(line: string): z.infer<typeof answerSchema> | undefined {
  return answerSchema.safeParse(parseJson(line)).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
