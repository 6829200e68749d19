/** What the docs say exists does: files, headings, pictures, npm scripts, verbs and options. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { program } from '../../main/cli/program.ts';
import { argumentsOf, codeIn, commandsIn, npmScript, outsideLinks, type DocText } from './code-in-docs.ts';
import { troubleWith } from './command-line.ts';

const project = resolve(import.meta.dirname, '../..');
const checker = fileURLToPath(import.meta.resolve('remark-validate-links'));
const remark = join(project, 'node_modules/remark-cli/cli.js');
const run = promisify(execFile);

/** Nobody looks whether these still answer: a new one is to be thought about. */
const outside: readonly string[] = [
  'docs.astral.sh',
  'keepachangelog.com',
  'loca.lt',
  'semver.org',
  'www.conventionalcommits.org',
];

const texts: readonly DocText[] = await Promise.all(
  [...(await docsIn('.')), ...(await docsIn('docs')), ...(await docsIn('docs/decisions'))].map(async (file) => ({
    file,
    text: await readFile(join(project, file), 'utf8'),
  })),
);

async function docsIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(project, folder));
  return entries.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

/** What leads nowhere among the local links of these files, as the checker tells it; empty when all is well. */
async function deadLinks(folder: string, files: readonly string[]): Promise<string> {
  const options = ['--quiet', '--frail', '--no-stdout', '--no-color', '--no-config', '--no-ignore'];
  const argv = [remark, ...files, ...options, '--use', `${checker}=repository:false`];
  return run(process.execPath, argv, { cwd: folder }).then(
    ({ stderr }) => stderr,
    (error: unknown) => (error as { readonly stderr: string }).stderr,
  );
}

describe('links', () => {
  test('every file, heading and picture that the docs lead to is there', { timeout: 60_000 }, async () => {
    expect(texts.length).toBeGreaterThan(20);
    const files = texts.map(({ file }) => file);
    expect(await deadLinks(project, files)).toBe('');
  });

  test('one that leads nowhere is found', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dead-links-'));
    await writeFile(join(folder, 'a.md'), '[file](gone.md) [heading](b.md#gone) [own](#gone) ![picture](gone.png)\n');
    await writeFile(join(folder, 'b.md'), '# There\n');
    const told = await deadLinks(folder, ['a.md', 'b.md']);
    for (const lost of ['gone.md', '#gone', 'gone.png']) expect(told).toContain(lost);
    expect(told).toContain('4 warnings');
    await rm(folder, { recursive: true });
  });

  test('what leads to other sites does so by https, and to these alone', () => {
    const links = texts.flatMap(({ file, text }) => outsideLinks(text).map((link) => ({ file, link })));
    expect(links.filter(({ link }) => !URL.canParse(link) || new URL(link).protocol !== 'https:')).toEqual([]);
    const sites = new Set(links.map(({ link }) => new URL(link).host));
    expect([...sites].sort()).toEqual(outside);
  });
});

describe('what people are told to type', () => {
  // What was planned once, or is told of other times, stands in decisions and in the changelog.
  const told = texts.filter(({ file }) => !file.includes('decisions') && file !== 'CHANGELOG.md');
  const commands = told.flatMap(({ file, text }) =>
    codeIn(text).flatMap((line) => commandsIn(line).map((words) => ({ file, line, words }))),
  );

  test('the program has every verb and option', () => {
    const ours = commands.flatMap(({ file, line, words }) => {
      const given = argumentsOf(words);
      return given === null ? [] : [{ file, line, trouble: troubleWith(program, given) }];
    });
    expect(ours.length).toBeGreaterThan(60);
    expect(ours.filter(({ trouble }) => trouble !== null)).toEqual([]);
  });

  test('package.json has every script', async () => {
    const { scripts } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as { scripts: object };
    const named = commands.flatMap(({ file, words }) => {
      const script = npmScript(words);
      return script === null ? [] : [{ file, script }];
    });
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
  });

  test.each([
    ['annotate-share shar lung.h5ad', 'there is no verb shar'],
    ['annotate-share share lung.h5ad --titel x', 'share has no option --titel'],
    ['annotate-share share lung.h5ad --tunnel carrier-pigeon', 'share --tunnel does not take carrier-pigeon'],
    ['annotate-share share lung.h5ad --title', 'share --title needs a value'],
    ['annotate-share stop a b', 'stop takes at most 1'],
    ['npm run --silent cli -- lst', 'there is no verb lst'],
    ['npm run --silent share -- lung.h5ad --no-diffexp', null],
    ['annotate-share share <file> --title "Fetal lung" --port=8080  # a comment --nothing', null],
    ['sudo -u annotate-share annotate-share list --jsn > a.json', 'list has no option --jsn'],
  ])('%s', (line, trouble) => {
    const [words = []] = commandsIn(line);
    expect(troubleWith(program, argumentsOf(words) ?? ['nothing of ours'])).toBe(trouble);
  });

  test('a code block is read line by line, with lines that go on joined', () => {
    expect(codeIn('Say `annotate-share list`:\n\n```sh\na --b \\\n  --c\nd | e\n```\n')).toEqual([
      'annotate-share list',
      'a --b --c',
      'd | e',
      '',
    ]);
    expect(commandsIn('d | e > f')).toEqual([['d'], ['e'], ['f']]);
  });
});
