/** A real S3 server on loopback: versitygw, which `scripts/build-s3-server.ts` builds. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

export const s3Credentials = { accessKeyId: 'annotate-test', secretAccessKey: 'annotate-test-secret' };

export interface S3Server {
  readonly endpoint: string;
  close(): Promise<void>;
}

export async function startS3Server(): Promise<S3Server> {
  const program = await gatewayProgram();
  const root = await mkdtemp(join(tmpdir(), 'annotate-share-s3-'));
  const data = join(root, 'buckets');
  const sidecar = join(root, 'metadata');
  await Promise.all([mkdir(data), mkdir(sidecar)]);
  const port = await freePort();
  const { accessKeyId, secretAccessKey } = s3Credentials;
  const keys = ['--access', accessKeyId, '--secret', secretAccessKey, '--region', 'us-east-1'];
  const child = spawn(program, [...keys, '--port', `127.0.0.1:${port}`, 'posix', '--sidecar', sidecar, data], {
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await answered(endpoint, child);
  return {
    endpoint,
    close: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Named by `scripts/test.ts`. Else it is looked for now, and built where it is not there, which takes minutes. */
async function gatewayProgram(): Promise<string> {
  const named = process.env['ANNOTATE_SHARE_S3_SERVER'] || null;
  if (named !== null) return named;
  const script = join(import.meta.dirname, '../../../../scripts/build-s3-server.ts');
  return (await promisify(execFile)(process.execPath, [script])).stdout.trim();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** It says nowhere when it is ready but by answering. */
async function answered(endpoint: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the S3 server ended with ${child.exitCode}`);
    const isUp = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await pause(50);
  }
}
