/** `annotate-share hosting`: prints what a lab's server needs around Annotate Share. Starts nothing and writes nothing. */
import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { ShareError } from '../../contract/errors.ts';
import { apache } from './hosting/apache.ts';
import type { HostingKind } from './hosting/kinds.ts';
import { nginx } from './hosting/nginx.ts';
import type { HostingPlan } from './hosting/plan.ts';
import { procfile } from './hosting/procfile.ts';
import { systemd } from './hosting/systemd.ts';
import { readFrontSecret } from './listening-options.ts';
import { oidcPlan, type OidcOptions } from './oidc-option.ts';
import { say, sayJson } from './output.ts';
import type { PublicUrl } from './public-url.ts';

export interface HostingOptions extends OidcOptions {
  readonly publicUrl?: PublicUrl;
  readonly port: number;
  readonly home?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly htpasswd?: string;
  readonly trustUserHeader?: string;
  readonly trustedProxy?: readonly string[];
  readonly frontSecretFile?: string;
  readonly passwordFile?: string;
  readonly user: string;
  readonly json?: boolean;
}

export async function runHosting(
  kind: HostingKind,
  dataset: string | undefined,
  options: HostingOptions,
): Promise<void> {
  const configuration = print(kind, await planFor(kind, dataset, options));
  if (options.json === true) sayJson({ kind, configuration });
  else say(configuration.trimEnd());
}

function print(kind: HostingKind, plan: HostingPlan): string {
  switch (kind) {
    case 'nginx':
      return nginx(plan, needed(plan.publicUrl));
    case 'apache':
      return apache(plan, needed(plan.publicUrl));
    case 'systemd':
      return systemd(plan);
    case 'procfile':
      return procfile(plan);
  }
}

function needed(publicUrl: PublicUrl | null): PublicUrl {
  if (publicUrl === null)
    throw new ShareError('usage', { reason: '--public-url is needed: the address by which people reach that server.' });
  return publicUrl;
}

async function planFor(kind: HostingKind, dataset: string | undefined, options: HostingOptions): Promise<HostingPlan> {
  const { publicUrl, port, home, tlsCert, tlsKey, htpasswd, trustUserHeader, frontSecretFile, passwordFile } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new ShareError('usage', { reason: '--tls-cert and --tls-key belong together.' });
  if (tlsCert !== undefined && publicUrl?.https === false)
    throw new ShareError('usage', { reason: 'A certificate is for an address that begins with https.' });
  // Heroku's router stands in this network; on one's own server the web server runs beside us.
  const usualProxy = kind === 'procfile' ? '10.0.0.0/8' : 'loopback';
  // A Procfile's paths belong to the platform's computer, all others to this one.
  const here = (path: string) => (kind === 'procfile' || isAbsolute(path) ? path : resolve(path));
  return {
    publicUrl: publicUrl ?? null,
    port,
    home: home === undefined ? null : here(home),
    tls: tlsCert === undefined || tlsKey === undefined ? null : { certificate: here(tlsCert), key: here(tlsKey) },
    htpasswd: htpasswd === undefined ? null : here(htpasswd),
    userHeader: trustUserHeader ?? null,
    frontSecret:
      frontSecretFile === undefined
        ? null
        : { file: here(frontSecretFile), value: await readFrontSecret(frontSecretFile) },
    trustedProxies: options.trustedProxy ?? [usualProxy],
    passwordFile: passwordFile === undefined ? null : here(passwordFile),
    oidc: oidcPlan(options, here),
    dataset: dataset === undefined ? null : here(dataset),
    account: options.user,
    program: thisProgram(),
  };
}

/** An installed program is its own file, started by its first line; a checkout needs its Node. */
function thisProgram(): readonly string[] {
  const [node, script = ''] = process.argv;
  const isOwnFile = readFileSync(script, { encoding: 'utf8' }).startsWith('#!') && !script.endsWith('.ts');
  return isOwnFile ? [script] : [node ?? process.execPath, script];
}
