import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { controlAddressSchema } from '../../contract/command-line.ts';
import { ControlClient } from '../control/client.ts';

test('the address of one file is shared, and nothing beside it', async () => {
  // Nobody answers there: that it is tried is enough.
  const address = 'http://127.0.0.1:1/lung.h5ad';
  const home = await mkdtemp(join(tmpdir(), 'annotate-share-serve-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'serve', address, '--json'], {
    env: { ...process.env, ANNOTATE_SHARE_HOME: home, DEBUG: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await rm(home, { recursive: true, force: true });
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { control } = JSON.parse(line) as { control: unknown };
  const client = new ControlClient(controlAddressSchema.parse(control));
  expect((await client.sessions()).map(({ dataset }) => dataset.path)).toEqual([address]);
}, 60_000);
