import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serviceLineSchema, type ServiceLine } from '../contract/command-line.ts';
import { ControlClient } from './control/client.ts';

const program = resolve(import.meta.dirname, 'service-process.ts');

interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly lines: string[];
  readonly reader: Interface;
  readonly ended: Promise<number | null>;
}

let home: string;
let started: Started[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'service-process-'));
  started = [];
});
afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
});

function start(...args: string[]): Started {
  const child = spawn(process.execPath, [program, ...args]);
  child.stdin.on('error', () => undefined);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = new Promise<number | null>((settle) => child.once('close', settle));
  const one = { child, lines, reader, ended };
  started.push(one);
  return one;
}

async function firstLine({ reader }: Started): Promise<ServiceLine> {
  const [line] = (await once(reader, 'line')) as [string];
  return serviceLineSchema.parse(JSON.parse(line));
}

async function listening(one: Started) {
  const line = await firstLine(one);
  if (line.event !== 'listening') throw new Error(JSON.stringify(line));
  return line;
}

const ends: [string, (child: ChildProcessWithoutNullStreams) => void][] = [
  ['its parent is gone', (child) => child.stdin.end()],
  ['SIGTERM', (child) => child.kill('SIGTERM')],
  ['SIGINT', (child) => child.kill('SIGINT')],
  ['SIGHUP', (child) => child.kill('SIGHUP')],
];
test.each(ends)('%s: it says one line, answers, and ends in order', async (_name, end) => {
  const one = start('--home', home, '--with-parent');
  const { control, pid } = await listening(one);
  expect(pid).toBe(one.child.pid);
  expect(await new ControlClient(control).sessions()).toEqual([]);
  end(one.child);
  expect(await one.ended).toBe(0);
  expect(one.lines).toHaveLength(1);
  // In order: it has taken itself off the list of running services.
  expect(readdirSync(join(home, 'run'))).toEqual([]);
});

test('its parent is gone before it is up', async () => {
  const one = start('--home', home, '--with-parent');
  one.child.stdin.end();
  expect(await one.ended).toBe(0);
  expect(readdirSync(join(home, 'run'))).toEqual([]);
});

test('started by hand, it goes on when stdin is empty', async () => {
  const one = start('--home', home);
  one.child.stdin.end();
  const { control } = await listening(one);
  expect(await new ControlClient(control).sessions()).toEqual([]);
  one.child.kill('SIGTERM');
  expect(await one.ended).toBe(0);
});

test('what keeps it from starting is its one line', async () => {
  const file = join(home, 'a-file');
  writeFileSync(file, '');
  const one = start('--home', join(file, 'below'), '--with-parent');
  expect(await firstLine(one)).toMatchObject({ event: 'failed', error: { code: 'home-unwritable' } });
  expect(await one.ended).toBe(1);
  expect(one.lines).toHaveLength(1);
});
