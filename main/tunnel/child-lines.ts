/** Reads what a child process says line by line, however much it says and whatever ends its lines. */
import type { Readable } from 'node:stream';

/** A program that never ends its line must not fill our memory. */
const LONGEST_LINE = 8_000;

export function eachLine(stream: Readable, heed: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '').slice(-LONGEST_LINE);
    for (const line of lines) heed(line.slice(0, LONGEST_LINE));
  });
  stream.on('end', () => {
    if (rest !== '') heed(rest);
  });
  // A pipe that breaks ends as one that was closed: the end of the process tells the rest.
  stream.on('error', () => undefined);
}
