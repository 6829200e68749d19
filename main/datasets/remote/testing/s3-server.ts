/** A real S3 server on loopback: versitygw, which is built once with Go and kept among the tests' tools. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const VERSION = '1.8.0';
const MODULE = 'github.com/versity/versitygw/cmd/versitygw';

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

/** Says for itself what is missing where it cannot be built. */
async function gatewayProgram(): Promise<string> {
  const tools = join(homedir(), '.cache', 'annotate-share-tests', 'tools');
  const program = join(tools, `versitygw-${VERSION}`);
  if ((await stat(program).catch(() => null)) !== null) return program;
  await mkdir(tools, { recursive: true });
  const building = await mkdtemp(join(tools, 'building-'));
  const path = [process.env['PATH'] ?? '', '/usr/local/go/bin'].join(delimiter);
  const env = { ...process.env, PATH: path, GOBIN: building };
  await promisify(execFile)('go', ['install', `${MODULE}@v${VERSION}`], { env, cwd: building });
  await rename(join(building, 'versitygw'), program);
  await rm(building, { recursive: true, force: true });
  return program;
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
