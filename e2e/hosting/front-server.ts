/** Runs a real nginx or Apache with the configuration that `hosting` prints: from a folder of its own, as nobody, on a free port. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../support/share.ts';

export const kinds = ['nginx', 'apache'] as const;
export type Kind = (typeof kinds)[number];

/** Browsers know that it is this computer; to us it is no name of ours but the one we are told. */
export const NAME = 'lab.localhost';
export const BASE_PATH = '/cellxgene_example';

const NOBODY = 65_534;
const STARTS_WITHIN_MS = 20_000;
const apacheModules = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules'].find((path) => existsSync(path)) ?? '';

export interface Front {
  readonly port: number;
  /** `https://lab.localhost:<port>/cellxgene_example` */
  readonly base: string;
  /** What it wrote down of trouble. */
  errors(): string;
  stop(): Promise<void>;
}

/** A self-made certificate and a password file with `anna` and `front-password`. */
export interface Material {
  readonly folder: string;
  readonly certificate: string;
  readonly key: string;
  readonly htpasswd: string;
  readonly frontSecret: string;
}

export function makeMaterial(): Material {
  const folder = mkdtempSync(join(tmpdir(), 'annotate-share-front-'));
  const [certificate, key, htpasswd, frontSecret] = ['a cert.pem', 'a key.pem', 'lab "users"', 'front secret'].map(
    (name) => join(folder, name),
  ) as [string, string, string, string];
  const subject = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', [...request, ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  execFileSync('htpasswd', ['-c', '-i', htpasswd, 'anna'], {
    input: 'front-password',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  writeFileSync(frontSecret, 'b64+secret/of-the-front.1=\n');
  chmodSync(folder, 0o755);
  for (const file of [certificate, key, htpasswd, frontSecret]) giveAway(file);
  return { folder, certificate, key, htpasswd, frontSecret };
}

/** What the command line prints. */
export async function printed(args: readonly string[]): Promise<string> {
  const run = runProgram(['hosting', ...args]);
  const { code } = await run.ended;
  if (code !== 0) throw new Error(`hosting ${args.join(' ')} ended with ${code}:\n${run.stdout()}${run.stderr()}`);
  return run.stdout();
}

/**
 * Starts a server with nothing around the printed configuration but what every server has.
 *
 * @param port a free one, where it listens
 * @param options of `hosting`, besides the address and the certificate
 */
export async function startFront(
  kind: Kind,
  port: number,
  options: readonly string[],
  material: Material,
): Promise<Front> {
  const base = `https://${NAME}:${port}${BASE_PATH}`;
  const tls = ['--tls-cert', material.certificate, '--tls-key', material.key];
  const site = await printed([kind, '--public-url', base, ...tls, ...options]);
  const { folder, command } = prepare(kind, site);
  const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], ...asNobody() });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => said.push(chunk));
  const errors = () => `${said.join('')}${readOrNothing(join(folder, 'error.log'))}`;
  await listening(child, port, errors);
  return { port, base, errors, stop: () => stop(child, folder) };
}

/** Lets the server itself judge a configuration; returns what it has against it. */
export function judged(kind: Kind, site: string): { readonly valid: boolean; readonly said: string } {
  const { folder, command } = prepare(kind, site);
  try {
    const test =
      kind === 'nginx' ? [...command, '-t'] : [...command.filter((word) => !word.startsWith('-DFORE')), '-t'];
    const said = execFileSync(test[0] ?? '', test.slice(1), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return { valid: true, said };
  } catch (error) {
    return { valid: false, said: error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function prepare(kind: Kind, site: string): { readonly folder: string; readonly command: [string, ...string[]] } {
  const folder = mkdtempSync(join(tmpdir(), `annotate-share-${kind}-`));
  writeFileSync(join(folder, 'site.conf'), site);
  writeFileSync(join(folder, 'main.conf'), kind === 'nginx' ? nginxMain(folder) : apacheMain(folder));
  for (const name of ['body', 'answers', 'logs']) mkdirSync(join(folder, name));
  for (const name of ['.', ...readdirSync(folder)]) giveAway(join(folder, name));
  const main = join(folder, 'main.conf');
  return kind === 'nginx'
    ? {
        folder,
        command: [program('nginx'), '-e', join(folder, 'error.log'), '-p', folder, '-c', main, '-g', 'daemon off;'],
      }
    : { folder, command: [program('apache2'), '-d', folder, '-f', main, '-DFOREGROUND'] };
}

function nginxMain(folder: string): string {
  return `
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/answers;
  fastcgi_temp_path ${folder}/logs;
  uwsgi_temp_path ${folder}/logs;
  scgi_temp_path ${folder}/logs;
  include ${folder}/site.conf;
}
`;
}

function apacheMain(folder: string): string {
  const modules = 'mpm_event authn_core authn_file authz_core authz_user auth_basic alias headers proxy proxy_http ssl';
  const loads = modules.split(' ').map((name) => `LoadModule ${name}_module ${apacheModules}/mod_${name}.so`);
  return `
${loads.join('\n')}
ServerRoot ${folder}
ServerName ${NAME}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
LogLevel warn
IncludeOptional ${folder}/site.conf
`;
}

function program(name: string): string {
  const found = ['/usr/sbin', '/usr/bin', '/usr/local/sbin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${name} is not installed`);
  return found;
}

/** Without root it already runs as somebody who may do little. */
function asNobody(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

function giveAway(path: string): void {
  if (process.getuid?.() === 0) chownSync(path, NOBODY, NOBODY);
}

function readOrNothing(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function listening(child: ChildProcess, port: number, errors: () => string): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the server does not listen:\n${errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).then((does) => {
    socket.destroy();
    return does === true;
  });
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
