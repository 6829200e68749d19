/** Starts what labs put in front of Annotate: nginx with Basic auth, cellxgene-gateway; and, as the floor, a server of ready-made answers. */
import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { basic, untilAnswered, untilLoadable, type Credentials, type Ground, type Peer } from './peers.ts';
import { end, firstLineOf, freePort, start } from './processes.ts';

const run = promisify(execFile);

const nginxSignIn: Credentials = { user: 'guest', password: 'a password for the benchmark' };

/**
 * The self-hosting page's recipe without its `proxy_set_header Accept-Encoding ""` (with it Annotate 1.3.0 sends empty answers) and hence
 * without its `sub_filter`s, which cannot read compressed pages and are not needed under a path that ends with a slash. In the peer's
 * favour: no TLS, and a password that is compared as it is, where the recipe's htpasswd hashes it at each request.
 */
function nginxConfiguration(folder: string, port: number, launch: Peer): string {
  return `
daemon off;
user ${userInfo().username};
worker_processes auto;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 2048; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  sendfile on;
  tcp_nopush on;
  gzip on;
  server {
    listen 127.0.0.1:${port};
    location /cellxgene_example/ {
      proxy_pass ${launch.url};
      proxy_set_header Host $http_host;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      auth_basic "Registry realm";
      auth_basic_user_file ${folder}/htpasswd;
      client_max_body_size 50M;
    }
  }
}
`;
}

/** Null where nginx is not installed. */
export async function startNginx(launch: Peer): Promise<Peer | null> {
  const program = await findProgram('nginx');
  if (program === null) return null;
  const folder = await mkdtemp(join(tmpdir(), 'annotate-share-bench-'));
  const port = await freePort();
  await writeFile(join(folder, 'nginx.conf'), nginxConfiguration(folder, port, launch));
  await writeFile(join(folder, 'htpasswd'), `${nginxSignIn.user}:{PLAIN}${nginxSignIn.password}\n`);
  const child = start(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/cellxgene_example/`;
  const headers = basic(nginxSignIn);
  await untilLoadable(url, headers, child);
  return {
    name: 'nginx with Basic auth',
    behind: launch,
    url,
    headers,
    signIn: null,
    pid: child.pid ?? 0,
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const gatewayVersion = '0.4.2';

/** Makes the gateway's environment if `folder` has none yet: with pip, from PyPI. */
export async function prepareGateway({ python }: Ground, folder: string): Promise<void> {
  const program = join(folder, 'bin', 'cellxgene-gateway');
  if (await exists(program)) return;
  console.error(`Setting up cellxgene-gateway ${gatewayVersion} in an environment of its own`);
  await run(python, ['-m', 'venv', folder]);
  const packages = [`cellxgene-gateway==${gatewayVersion}`, 'cellxgene==1.3.0'];
  await run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', ...packages]);
}

/** @param environment made by `prepareGateway` */
export async function startGateway({ dataset }: Ground, environment: string): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'annotate-share-bench-'));
  const port = await freePort();
  const data = join(folder, 'data');
  await mkdir(data);
  await symlink(dataset, join(data, 'dataset.h5ad'));
  const child = start(join(environment, 'bin', 'cellxgene-gateway'), [], {
    env: {
      ...process.env,
      CELLXGENE_LOCATION: `${join(environment, 'bin', 'cellxgene')} --no-upgrade-check`,
      CELLXGENE_DATA: data,
      GATEWAY_PORT: String(port),
      GATEWAY_IP: '127.0.0.1',
      GATEWAY_LOG_LEVEL: 'WARNING',
      EXTERNAL_HOST: `127.0.0.1:${port}`,
      EXTERNAL_PROTOCOL: 'http',
    },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}/view/dataset.h5ad/`;
  // The page alone has the gateway start Annotate.
  await untilAnswered(url, child);
  await untilLoadable(url, {}, child);
  return {
    name: 'cellxgene-gateway',
    url,
    headers: {},
    signIn: null,
    pid: child.pid ?? 0,
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A bare Node server of the answers that `from` gives: nothing to sign in to, nothing to decide, the same bytes. */
export async function startBare(from: Peer): Promise<Peer> {
  const child = start(process.execPath, [join(import.meta.dirname, 'bare-server.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin?.end(JSON.stringify({ url: from.url, headers: from.headers }));
  return {
    name: 'bare Node server',
    url: await firstLineOf(child),
    headers: {},
    signIn: null,
    pid: child.pid ?? 0,
    stop: () => end(child),
  };
}

async function findProgram(name: string): Promise<string | null> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const folder of folders) if (await exists(join(folder, name))) return join(folder, name);
  return null;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
