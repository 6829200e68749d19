import { expect, test } from 'vitest';
import { capture } from './command.ts';

const node = (script: string, seconds = 10) => capture({ argv: [process.execPath, '-e', script], seconds });

test('tells the exit code and keeps what was written', async () => {
  const outcome = await node('console.log("out"); console.error("err"); process.exitCode = 3');
  expect(outcome.exitCode).toBe(3);
  expect(outcome.output).toContain('out\n');
  expect(outcome.output).toContain('err\n');
});

test('a program that is not there is an outcome, not an exception', async () => {
  const outcome = await capture({ argv: ['no-such-program-anywhere'], seconds: 10 });
  expect(outcome).toEqual({ exitCode: null, output: expect.stringContaining('ENOENT') as string, timedOut: false });
});

test('standard input is closed: a program that asks does not wait', async () => {
  const outcome = await node('process.stdin.resume().on("end", () => console.log("ended"))');
  expect(outcome).toMatchObject({ exitCode: 0, output: 'ended\n' });
});

test('past its time a program is killed with what it started', async () => {
  // The grandchild holds our pipe: the outcome is only told once nobody does any more.
  const outcome = await node(
    `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
     console.log('started'); setInterval(() => {}, 1000);`,
    1,
  );
  expect(outcome).toEqual({ exitCode: null, output: 'started\n', timedOut: true });
});
