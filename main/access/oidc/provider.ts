/** Signs people in with an identity provider: looks for it until it is found, sends browsers there, and reads what they bring back. */
import { createHash, createHmac } from 'node:crypto';
import pLimit from 'p-limit';
import * as oidc from 'openid-client';
import type { Logger } from 'pino';
import { describeFailure, ShareError, type ErrorCode, type Failure } from '../../../contract/errors.ts';
import { verdictOn, type AllowRule, type ClaimedAddress, type Verdict } from './allowed.ts';
import { discoveryFailure, signInFailure } from './failure-of.ts';

export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** Null for a client without one, which PKCE alone protects. */
  readonly clientSecret: string | null;
  /** What people know the provider by. */
  readonly name: string;
  readonly allow: readonly AllowRule[];
  /** Where the provider sends browsers back to, as it is registered there. */
  readonly redirectUri: URL;
}

/** Somebody whom the provider has signed in and the rules let in. */
export interface OidcPerson extends ClaimedAddress {
  readonly collaborator: string;
  readonly issuer: string;
  readonly name: string;
}

type Finding =
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly config: oidc.Configuration }
  | { readonly kind: 'missing'; readonly failure: Failure; readonly since: Date; readonly at: number };

/** A provider that does not answer keeps nobody's page open for longer. */
const ANSWER_WITHIN_SECONDS = 10;
/** Clocks that nobody looks after differ by about as much. */
const CLOCKS_DIFFER_SECONDS = 60;
const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** Who presses the button while the provider is missing has it looked for again, but not more often than this. */
const ASKED_AGAIN_MS = 2000;
const READ_AT_ONCE = 16;
const WAITING_AT_MOST = 200;

const refusals: Readonly<Record<Exclude<Verdict, 'allowed'>, ErrorCode>> = {
  'no-address': 'oidc-address-missing',
  unverified: 'oidc-address-unverified',
  'not-allowed': 'oidc-not-allowed',
};

export class OidcProvider {
  readonly #settings: OidcSettings;
  readonly #key: Buffer;
  readonly #log: Logger;
  readonly #turn = pLimit(READ_AT_ONCE);
  #finding: Finding = { kind: 'looking' };
  #search: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #retryAfterMs = FIRST_RETRY_MS;
  /** Aborted when it is closed: nothing is asked or said any more. */
  readonly #end = new AbortController();

  /** @param key from which each sign-in's nonce and code verifier follow: neither is stored, and no browser learns the verifier */
  constructor(settings: OidcSettings, key: Buffer, log: Logger) {
    this.#settings = settings;
    this.#key = key;
    this.#log = log;
  }

  get name(): string {
    return this.#settings.name;
  }

  /** The name by which people must have come: cookies of another would not be there when they come back. */
  get host(): string {
    return this.#settings.redirectUri.host;
  }

  get issuer(): string {
    return this.#settings.issuer.href;
  }

  get allow(): readonly AllowRule[] {
    return this.#settings.allow;
  }

  /** What keeps people from signing in with it right now. */
  get trouble(): { readonly failure: Failure; readonly since: Date } | null {
    return this.#finding.kind === 'missing' ? this.#finding : null;
  }

  /** Begins to look for the provider, in the background. */
  start(): void {
    void this.#look();
  }

  close(): void {
    this.#end.abort();
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  /**
   * Where a browser goes to sign in.
   *
   * @param again asks the provider not to take the account that it already knows
   * @throws ShareError `oidc-unreachable`, `oidc-issuer-wrong`
   */
  async begin(state: string, again: boolean): Promise<URL> {
    const config = await this.#found();
    return oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.#settings.redirectUri.href,
      scope: 'openid email profile',
      state,
      nonce: this.#derived('nonce', state),
      code_challenge: await oidc.calculatePKCECodeChallenge(this.#derived('verifier', state)),
      code_challenge_method: 'S256',
      ...(again ? { prompt: 'login' } : {}),
    });
  }

  /**
   * Whom the provider has signed in. Each answer is of use once: the provider takes a code no second time.
   *
   * @param answer the query with which the browser came back
   * @throws ShareError one of the `oidc-` codes
   */
  async finish(answer: URLSearchParams, state: string): Promise<OidcPerson> {
    if (this.#turn.pendingCount >= WAITING_AT_MOST) throw new ShareError('oidc-unreachable', { name: this.name });
    const person = await this.#turn(() => this.#read(answer, state)).catch((error: unknown) => {
      throw signInFailure(error, this.name);
    });
    const verdict = verdictOn(this.#settings.allow, person);
    if (verdict === 'allowed') return person;
    throw new ShareError(refusals[verdict], { name: this.name, account: accountOf(person) });
  }

  /** Where one signs out of the provider itself; null where it offers no such page. */
  get signOutUrl(): string | null {
    if (this.#finding.kind !== 'found') return null;
    const { config } = this.#finding;
    return config.serverMetadata().end_session_endpoint === undefined ? null : oidc.buildEndSessionUrl(config).href;
  }

  async #read(answer: URLSearchParams, state: string): Promise<OidcPerson> {
    const config = await this.#found();
    const url = new URL(this.#settings.redirectUri);
    url.search = answer.toString();
    const tokens = await oidc.authorizationCodeGrant(config, url, {
      expectedState: state,
      expectedNonce: this.#derived('nonce', state),
      pkceCodeVerifier: this.#derived('verifier', state),
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new ShareError('oidc-answer-refused', { name: this.name });
    const { iss, sub } = claims;
    const isWhole = claims['email'] !== undefined && claims['name'] !== undefined;
    const canTellMore = config.serverMetadata().userinfo_endpoint !== undefined;
    const more = isWhole || !canTellMore ? {} : await oidc.fetchUserInfo(config, tokens.access_token, sub);
    const said: readonly Claims[] = [claims, more];
    return {
      // Neither name nor address: both change, and an address that was given up may become another person's.
      collaborator: `institute-${createHash('sha256').update(`oidc\n${iss}\n${sub}`).digest('hex').slice(0, 20)}`,
      issuer: this.#settings.issuer.href,
      ...addressIn(said),
      name: nameIn(said) ?? `Somebody of ${this.name}`,
    };
  }

  #derived(what: 'nonce' | 'verifier', state: string): string {
    return createHmac('sha256', this.#key).update(`${what}\n${state}`).digest('base64url');
  }

  async #found(): Promise<oidc.Configuration> {
    const before = this.#finding;
    if (before.kind === 'missing' && Date.now() - before.at < ASKED_AGAIN_MS) throw new ShareError(before.failure);
    if (before.kind !== 'found') await this.#look();
    const { name } = this;
    if (this.#finding.kind === 'found') return this.#finding.config;
    throw new ShareError(
      this.#finding.kind === 'missing' ? this.#finding.failure : describeFailure('oidc-unreachable', { name }),
    );
  }

  /** Never rejects; looked for once at a time. */
  #look(): Promise<void> {
    this.#search ??= this.#lookOnce().finally(() => (this.#search = null));
    return this.#search;
  }

  async #lookOnce(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    try {
      const config = await discover(this.#settings, this.#end.signal);
      if (this.#end.signal.aborted) return;
      this.#finding = { kind: 'found', config };
      this.#log.info({ issuer: this.#settings.issuer.href }, 'found the sign-in provider');
    } catch (error) {
      if (this.#end.signal.aborted) return;
      const { failure } = discoveryFailure(error, this.name);
      const since = this.#finding.kind === 'missing' ? this.#finding.since : new Date();
      this.#finding = { kind: 'missing', failure, since, at: Date.now() };
      this.#log.warn({ failure, issuer: this.#settings.issuer.href }, 'did not find the sign-in provider');
      this.#retry = setTimeout(() => void this.#look(), this.#retryAfterMs).unref();
      this.#retryAfterMs = Math.min(this.#retryAfterMs * 2, LONGEST_RETRY_MS);
    }
  }
}

type Claims = Readonly<Record<string, unknown>>;

function discover({ issuer, clientId, clientSecret }: OidcSettings, end: AbortSignal): Promise<oidc.Configuration> {
  const metadata = { [oidc.clockTolerance]: CLOCKS_DIFFER_SECONDS };
  // Only this computer itself is asked in the clear: no other address without https gets this far.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to stand out
  const inTheClear = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(issuer, clientId, metadata, authentication(clientSecret), {
    timeout: ANSWER_WITHIN_SECONDS,
    execute: [oidc.enableNonRepudiationChecks, ...inTheClear],
    [oidc.customFetch]: (url, { signal, ...options }) =>
      fetch(url, { ...options, signal: signal === undefined ? end : AbortSignal.any([signal, end]) } as RequestInit),
  });
}

/** How the provider wants the secret; without a word of its own, as the standard takes for granted. */
function authentication(secret: string | null): oidc.ClientAuth {
  if (secret === null) return oidc.None();
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (provider, client, body, headers) => {
    const { token_endpoint_auth_methods_supported: ways = ['client_secret_basic'] } = provider;
    const way = ways.includes('client_secret_basic') || !ways.includes('client_secret_post') ? basic : post;
    way(provider, client, body, headers);
  };
}

/** Address and its verification from one source: one's own word must not vouch for another's address. */
function addressIn(said: readonly Claims[]): ClaimedAddress {
  const found = said.flatMap((claims) => {
    const { email, email_verified: verified } = claims;
    // Some providers answer the text `true`.
    return typeof email === 'string' ? [{ address: email, verified: verified === true || verified === 'true' }] : [];
  });
  return found.find(({ verified }) => verified) ?? found[0] ?? { address: null, verified: false };
}

function nameIn(said: readonly Claims[]): string | null {
  const names = ['name', 'preferred_username', 'email'].flatMap((claim) => said.map((claims) => claims[claim]));
  const readable = names.map((name) =>
    typeof name === 'string' ? name.replace(/\p{C}/gu, '').trim().slice(0, 80) : '',
  );
  return readable.find((name) => name !== '') ?? null;
}

function accountOf({ address, name }: Pick<OidcPerson, 'address' | 'name'>): string {
  return address ?? name;
}
