/** How the command line speaks: results on stdout, everything else on stderr, one JSON line where programs read. */
import { toFailure } from '../../contract/errors.ts';
import type { FailedLine } from '../../contract/command-line.ts';

// `… | head` closes our output when it has read enough: no reason to crash, and none to stop sharing.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

export function sayJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function remark(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Tells what went wrong and returns the exit code. The stack of a defect goes to stderr only when asked for (`DEBUG`). */
export function fail(error: unknown, json: boolean, exitCode = 1): number {
  const { detail, ...failure } = toFailure(error);
  if (json) sayJson({ event: 'failed', error: failure } satisfies FailedLine);
  else remark(`${failure.message}\n${failure.hint}\n(${failure.code})`);
  if (detail !== undefined && process.env['DEBUG'] !== undefined) remark(detail);
  return exitCode;
}

/** Rewrites one line on a terminal; elsewhere says each new thing once. */
export class ProgressLine {
  #last = '';

  show(line: string): void {
    if (line === this.#last) return;
    this.#last = line;
    if (process.stderr.isTTY)
      process.stderr.write(`\r\x1b[K${line.slice(0, Math.max(20, process.stderr.columns - 1))}`);
    else remark(line);
  }

  end(): void {
    if (process.stderr.isTTY && this.#last !== '') process.stderr.write('\r\x1b[K');
    this.#last = '';
  }
}

export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
