/** What a printed configuration is made from, and how Annotate Share itself is started to fit it. */
import type { OidcPlan } from '../oidc-option.ts';
import type { PublicUrl } from '../public-url.ts';
import { forComment, forShell } from './quote.ts';

export interface HostingPlan {
  readonly publicUrl: PublicUrl | null;
  /** Where Annotate Share listens on loopback. */
  readonly port: number;
  readonly home: string | null;
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  /** A password file by which the server in front lets people pass. */
  readonly htpasswd: string | null;
  /** In which the server in front names whom it let pass. */
  readonly userHeader: string | null;
  readonly frontSecret: { readonly file: string; readonly value: string } | null;
  readonly trustedProxies: readonly string[];
  readonly passwordFile: string | null;
  /** The provider that people of an institute sign in with. */
  readonly oidc: OidcPlan | null;
  /** A file, or a folder of them. */
  readonly dataset: string | null;
  /** The account that a service manager starts it under. */
  readonly account: string;
  /** This program as it was started, without arguments. */
  readonly program: readonly string[];
}

/** What the proxy sends besides what it is asked; a server in front must set it or take it away. */
export const USER_HEADER = 'X-Remote-User';
export const LARGEST_UPLOAD_MIB = 64;
/** Differential expressions wait in a queue; each may take minutes with a large dataset. */
export const SLOWEST_ANSWER_SECONDS = 600;

/** Verb and options that fit the plan; `own` stands for those that only one way of starting needs. */
export function startArguments(plan: HostingPlan, own: readonly string[] = []): readonly string[] {
  const { publicUrl, dataset, home, trustedProxies, userHeader, frontSecret, passwordFile } = plan;
  return [
    ...(dataset === null ? ['serve'] : [isFile(dataset) ? 'share' : 'serve', dataset]),
    ...own,
    ...(publicUrl === null ? [] : ['--public-url', publicUrl.base]),
    ...trustedProxies.flatMap((proxy) => ['--trusted-proxy', proxy]),
    ...(frontSecret === null ? [] : ['--front-secret-file', frontSecret.file]),
    ...(userHeader === null ? [] : ['--trust-user-header', userHeader]),
    ...(passwordFile === null ? [] : ['--password-file', passwordFile]),
    ...oidcArguments(plan.oidc),
    ...(home === null ? [] : ['--home', home]),
  ];
}

function oidcArguments(oidc: OidcPlan | null): readonly string[] {
  if (oidc === null) return [];
  return [
    ...['--oidc-issuer', oidc.issuer, '--oidc-client-id', oidc.clientId],
    ...(oidc.secretFile === null ? [] : ['--oidc-client-secret-file', oidc.secretFile]),
    ...oidc.allow.flatMap((who) => ['--oidc-allow', who]),
    ...(oidc.name === null ? [] : ['--oidc-name', oidc.name]),
  ];
}

export function isFile(dataset: string): boolean {
  return /\.h5ad$/i.test(dataset);
}

export function startCommand(plan: HostingPlan): string {
  const words = ['annotate-share', ...startArguments(plan, ['--port', String(plan.port)])];
  return words.map((word) => forShell(word)).join(' ');
}

export function comment(...lines: string[]): string {
  return lines.map((line) => `# ${forComment(line)}`.trimEnd()).join('\n');
}

/** Shifts every line that is not empty. */
export function indented(text: string, spaces = 4): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}
