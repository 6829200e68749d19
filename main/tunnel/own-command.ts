/** The owner's own command as words, and the address in what it says. Pure: no shell reads any of it. */
import { parse } from 'shell-quote';
import { ShareError } from '../../contract/errors.ts';

export type OwnCommand = string | readonly string[];

/**
 * Words as a terminal would part them; `{port}` stands for the port where the proxy listens.
 *
 * @throws ShareError `tunnel-not-set-up` for what only a shell could do
 */
export function commandWords(command: OwnCommand, port: number): readonly string[] {
  const words = typeof command === 'string' ? partedWords(command) : command;
  if (words[0] === undefined || words[0] === '') throw notSetUp('the command is empty');
  return words.map((word) => word.replaceAll('{port}', String(port)));
}

function partedWords(command: string): readonly string[] {
  // `$NAME` stays as it is: the program finds its variables in its environment.
  return parse(command, (name) => `$${name}`).map((part) => {
    if (typeof part === 'string') return part;
    if ('pattern' in part) return part.pattern;
    const sign = 'op' in part ? part.op : '#';
    throw notSetUp(`its command has “${sign}”, which only a shell understands`);
  });
}

function notSetUp(lack: string): ShareError {
  return new ShareError('tunnel-not-set-up', { way: 'a command', lack, option: '--tunnel-command' });
}

/** The first web address in a line that is not where we listen ourselves; null when there is none. */
export function addressIn(line: string, localPort: number): string | null {
  // Colours of a terminal stand between letters.
  const plain = line.replace(/\u001b\[[\d;]*m/g, '');
  for (const [found] of plain.matchAll(/https?:\/\/[^\s"'<>|\\()[\]{},;]+/gi)) {
    const text = found.replace(/[.:!?]+$/, '');
    if (!URL.canParse(text)) continue;
    const url = new URL(text);
    if (!isOurs(url, localPort)) return url.origin;
  }
  return null;
}

function isOurs({ hostname, port }: URL, localPort: number): boolean {
  return port === String(localPort) && /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0)$/.test(hostname);
}
