/** A real OpenID Connect provider on loopback in tests: whoever comes is signed in as the test says, without a page in between. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider';

export const clientId = 'annotate-share';
export const clientSecret = randomBytes(24).toString('base64url');

export interface Account {
  readonly email?: string;
  readonly email_verified?: boolean | string;
  readonly name?: string;
}

const signer = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

export class RealProvider {
  readonly accounts = new Map<string, Account>();
  /** Who sits at the keyboard; null presses "Cancel". */
  user: string | null = 'maria';
  /** How far its clock is ahead of ours. */
  clockAheadSeconds = 0;
  /** How often it was asked for a token. */
  tokensAsked = 0;
  readonly #redirectUris: string[] = [];
  #server: Server | null = null;
  #port = 0;

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** @param redirectUri as it is registered for the one client */
  async start(redirectUri: string): Promise<this> {
    this.#redirectUris.splice(0, 1, redirectUri);
    const server = createServer();
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    const provider = this.#make();
    const answer = provider.callback();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.url === '/token') this.tokensAsked += 1;
      if (request.url?.startsWith('/interaction/') === true) void this.#signIn(provider, request, response);
      else void answer(request, response);
    });
    this.#server = server;
    return this;
  }

  /** Its port stays taken by nobody: `start` begins there again. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  #make(): Provider {
    const provider = this.#plain();
    provider.use(async (context, next) => {
      await next();
      const body: unknown = context.body;
      if (context.path === '/token' && isTokens(body)) body.id_token = shifted(body.id_token, this.clockAheadSeconds);
    });
    return provider;
  }

  #plain(): Provider {
    return new Provider(this.issuer, {
      adapter: inMemory(),
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: this.#redirectUris,
          response_types: ['code'],
          grant_types: ['authorization_code'],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [{ ...signer.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'test' }] },
      cookies: { keys: [randomBytes(16).toString('hex')] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
      pkce: { required: () => true },
      ttl: {
        AccessToken: 600,
        AuthorizationCode: 60,
        Grant: 600,
        IdToken: 3600,
        Interaction: 600,
        Session: 600,
      },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, ...this.accounts.get(accountId) }),
      }),
      // Nobody is asked whether the program may know their name.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    });
  }

  async #signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result =
      this.user === null
        ? { error: 'access_denied', error_description: 'cancelled' }
        : { login: { accountId: this.user, remember: false } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
}

function isTokens(body: unknown): body is { id_token: string } {
  return typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string';
}

/** The same token as a provider with another clock would have made it. */
function shifted(token: string, seconds: number): string {
  const [head = '', body = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>;
  for (const name of ['iat', 'exp', 'auth_time']) if (typeof claims[name] === 'number') claims[name] += seconds;
  const signed = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: signer, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** What the provider remembers; with its own it warns at each start that this is nothing for a real one. */
function inMemory(): (name: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  const find = (fits: (payload: AdapterPayload) => boolean) => [...kept.values()].find(fits);
  return (name) => {
    const keyOf = (id: string) => `${name} ${id}`;
    return {
      upsert: (id, payload) => {
        kept.set(keyOf(id), payload);
        return Promise.resolve();
      },
      find: (id) => Promise.resolve(kept.get(keyOf(id))),
      findByUid: (uid) => Promise.resolve(find((payload) => payload.uid === uid)),
      findByUserCode: () => Promise.resolve(undefined),
      consume: (id) => {
        const payload = kept.get(keyOf(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
        return Promise.resolve();
      },
      destroy: (id) => {
        kept.delete(keyOf(id));
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
        return Promise.resolve();
      },
    };
  };
}
