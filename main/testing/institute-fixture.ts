/** Signing in with a provider in tests: the real proxy, gate and store in front of a fake host, and a real provider on loopback. */
import { pino } from 'pino';
import { expect } from 'vitest';
import { Gate } from '../access/gate.ts';
import { GeneralLink } from '../access/general-link.ts';
import { Invitations } from '../access/invitations.ts';
import { NoDoor } from '../access/no-door.ts';
import { OidcWay } from '../access/oidc/oidc-way.ts';
import { OidcProvider } from '../access/oidc/provider.ts';
import { oidcSettings } from '../access/oidc/settings.ts';
import type { Browser, Opening, Shown } from '../access/oidc/testing/browser.ts';
import { clientId, clientSecret, RealProvider } from '../access/oidc/testing/real-provider.ts';
import type { Institute, Witnessed } from '../proxy/ports.ts';
import { ProxyFixture } from '../proxy/testing/proxy-fixture.ts';
import { Database } from '../store/database.ts';
import { Datasets } from '../store/datasets.ts';
import { Invites } from '../store/invites.ts';
import { OidcPeople } from '../store/oidc-people.ts';
import { SignIns } from '../store/sign-ins.ts';

const basePath = '/lab';
export const password = 'hk4t-m9wq-x2vd-8rpn';
/** Hashing takes longer than all that is looked at here. */
const hasher = {
  hash: (text: string) => Promise.resolve(text),
  verify: (text: string, hash: string) => Promise.resolve(text === hash),
};

export class InstituteFixture {
  readonly database = new Database(':memory:');
  readonly datasetId = new Datasets(this.database).remember({ path: '/x', sizeBytes: 1, title: 'X' }, () => 'pbmc').id;
  readonly signIns = new SignIns(this.database);
  readonly people = new OidcPeople(this.database);
  readonly real = new RealProvider();
  readonly proxy: ProxyFixture;
  /** What anybody logged. */
  log = '';
  /** What the audit would keep. */
  readonly witnessed: Witnessed[] = [];
  /** Whether the dataset belongs to groups. */
  reserved = false;
  /** How far the clock of the way into the dataset is ahead, in milliseconds. */
  laterMs = 0;
  #ours: OidcProvider | null = null;

  constructor() {
    const gate = this.gate();
    this.proxy = new ProxyFixture({
      basePath,
      institute: this.#throughOurs(),
      log: this.#logger(),
      witness: (event) => this.witnessed.push(event),
      directory: (fake) => ({
        strangers: new NoDoor({ hasher }),
        find: (slug) => {
          const door = fake.find(slug);
          return door === null ? null : { ...door, gatekeeper: gate };
        },
      }),
    });
  }

  async start(): Promise<this> {
    await this.proxy.start();
    this.proxy.host.json('/api/v0.2/colors', {});
    this.proxy.host.json('/api/v0.2/genesets', {});
    this.proxy.host.on(
      '/',
      (_, response) => void response.setHeader('Content-Type', 'text/html').end('<html><head></head></html>'),
    );
    await this.real.start(this.callback);
    this.real.accounts.set('maria', { email: 'Maria@example.org', email_verified: true, name: 'Maria Okafor' });
    this.comeBackWith(['example.org', 'guest@other.example']);
    return this;
  }

  async stop(): Promise<void> {
    this.ours.close();
    await this.proxy.stop();
    await this.real.stop();
    this.database.close();
  }

  get ours(): OidcProvider {
    if (this.#ours === null) throw new Error('the provider is known once it was started');
    return this.#ours;
  }

  /** As after a start with other options. */
  comeBackWith(
    allow: readonly string[],
    { issuer = this.real.issuer, secret = clientSecret }: { readonly issuer?: string; readonly secret?: string } = {},
  ): void {
    this.#ours?.close();
    const wish = { issuer, clientId, clientSecret: secret, name: 'Example University', allow, publicUrl: this.here };
    this.#ours = new OidcProvider(oidcSettings(wish), Buffer.alloc(32, 1), this.#logger());
  }

  gate(): Gate {
    const { datasetId, signIns, people } = this;
    const issuer = () => this.ours.issuer;
    const allow = () => this.ours.allow;
    const provider = {
      get issuer() {
        return issuer();
      },
      get allow() {
        return allow();
      },
    };
    const general = { datasetId, user: 'guest', password, role: () => 'viewer' as const, open: () => true, signIns };
    return new Gate({
      datasetId,
      signIns,
      guessable: false,
      generalLink: new GeneralLink({ ...general, hasher }),
      invitations: new Invitations({
        datasetId,
        key: Buffer.alloc(32, 7),
        invites: new Invites(this.database),
        signIns,
      }),
      oidc: new OidcWay({
        datasetId,
        people,
        signIns,
        provider,
        reserved: () => this.reserved,
        now: () => new Date(Date.now() + this.laterMs),
      }),
    });
  }

  get here(): string {
    return `http://127.0.0.1:${this.proxy.port}${basePath}`;
  }

  get callback(): string {
    return `${this.here}/-/oidc/callback`;
  }

  /** An address inside a session. */
  page(slug = 'pbmc', rest = ''): string {
    return `${this.here}/d/${slug}/${rest}`;
  }

  /** Opens a page, finds the provider's button there, and presses it. */
  async signIn(browser: Browser, address = this.page(), options: Opening = {}): Promise<Shown> {
    const shown = await browser.open(address);
    const href = /href="([^"]*\/-\/oidc\/begin[^"]*)"/.exec(shown.body)?.[1] ?? '';
    return browser.open(new URL(href.replaceAll('&amp;', '&'), address), options);
  }

  /** Signs in at the provider and stops before coming back: the address there, with its code. */
  async stopBeforeReturn(browser: Browser, before = (url: URL) => url): Promise<URL> {
    const isBack = (url: URL) => url.href.startsWith(`${this.callback}?`);
    const { url } = await this.signIn(browser, this.page(), { before: (next) => (isBack(next) ? null : before(next)) });
    if (!isBack(url)) throw new Error(`the provider did not send the browser back, but to ${url.href}`);
    return url;
  }

  async isIn(browser: Browser): Promise<boolean> {
    return (await browser.open(this.page('pbmc', 'api/v0.2/colors'))).status === 200;
  }

  /** Whose annotations are read and written for this browser. */
  async askedBy(browser: Browser): Promise<unknown> {
    // Whoever has saved nothing is answered as everybody else.
    for (const { collaborator } of this.people.listFor(this.datasetId)) this.proxy.session.saved.add(collaborator);
    await browser.open(this.page('pbmc', 'api/v0.2/genesets'));
    return this.proxy.host.last.headers['x-annotate-share-collaborator'];
  }

  /** What somebody reads who is turned away, and what the owner finds in the log. */
  async expectRefused(shown: Shown, words: RegExp, code: string, status = 403): Promise<void> {
    expect(shown.body.slice(shown.body.indexOf('<main>'))).toMatch(words);
    expect(shown.status).toBe(status);
    await expect.poll(() => this.log).toContain(`"code":"${code}"`);
  }

  block(blockedAt: Date | null): void {
    for (const { collaborator } of this.people.listFor(this.datasetId))
      this.people.change(this.datasetId, collaborator, { role: null, blockedAt });
  }

  #logger() {
    return pino({ level: 'trace' }, { write: (line) => void (this.log += line) });
  }

  /** The proxy is made before anybody knows its port, and so where the provider sends people back to. */
  #throughOurs(): Institute {
    const ours = () => this.ours;
    return {
      get name() {
        return ours().name;
      },
      get host() {
        return ours().host;
      },
      get trouble() {
        return ours().trouble;
      },
      get signOutUrl() {
        return ours().signOutUrl;
      },
      begin: (state, again) => ours().begin(state, again),
      finish: (answer, state) => ours().finish(answer, state),
    };
  }
}
