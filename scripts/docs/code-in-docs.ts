/** Finds in a Markdown text what a reader would type: the lines of its code blocks, and code within its sentences. */
import MarkdownIt from 'markdown-it';
import { parse } from 'shell-quote';

const markdown = new MarkdownIt();

export interface DocText {
  readonly file: string;
  readonly text: string;
}

/** Lines that end in a backslash go on in the next one. */
export function codeIn(text: string): readonly string[] {
  return markdown.parse(text, {}).flatMap(({ type, content, children, info }) => {
    if (type === 'fence') return /^(?:sh|)$/.test(info) ? content.replaceAll(/\\\n\s*/g, '').split('\n') : [];
    return (children ?? []).filter((child) => child.type === 'code_inline').map((child) => child.content);
  });
}

/** Every command of a line, as words. What stands for something, such as `<session>` or `…`, is a word as well. */
export function commandsIn(line: string): readonly (readonly string[])[] {
  const readable = line.replaceAll(/<([a-z -]+)>/g, 'PLACEHOLDER').replaceAll(/\$/g, '');
  const commands: string[][] = [[]];
  for (const part of parse(readable)) {
    if (typeof part === 'string') commands.at(-1)?.push(part);
    else if ('comment' in part) break;
    else if ('pattern' in part) commands.at(-1)?.push(part.pattern);
    else commands.push([]);
  }
  return commands.filter((words) => words.length > 0);
}

/** What follows the program's name, also where npm starts it; null for other programs. */
export function argumentsOf(words: readonly string[]): readonly string[] | null {
  if (words[0] === 'npm') {
    const script = words.find((word) => word === 'cli' || word === 'share');
    const after = words.indexOf('--');
    if (words[1] !== 'run' || script === undefined || after === -1) return null;
    return script === 'cli' ? words.slice(after + 1) : ['share', ...words.slice(after + 1)];
  }
  // As another user, or with a variable set: the name is not the first word then.
  const name = words.indexOf('annotate-share', words[0] === 'sudo' ? words.indexOf('-u') + 2 : 0);
  return name === -1 ? null : words.slice(name + 1);
}

/** The script of package.json that a command runs; null when it is none. */
export function npmScript([program, verb, ...rest]: readonly string[]): string | null {
  if (program !== 'npm') return null;
  if (verb === 'start' || verb === 'test') return verb;
  return verb === 'run' ? (rest.find((word) => !word.startsWith('--')) ?? null) : null;
}

/** Addresses of other sites. */
export function outsideLinks(text: string): readonly string[] {
  return markdown
    .parse(text, {})
    .flatMap(({ children }) => children ?? [])
    .map((token) => token.attrGet('href') ?? token.attrGet('src'))
    .filter((address) => typeof address === 'string')
    .filter((address) => /^[a-z]+:/i.test(address));
}
