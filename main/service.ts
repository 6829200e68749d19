/** Composition root of the service: makes every part, hands each what it needs, and takes all of it down in order. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import type { ControlAddress } from '../contract/command-line.ts';
import type { Check, Doctor } from '../contract/control.ts';
import { toFailure } from '../contract/errors.ts';
import { derivePassword } from './access/derive-password.ts';
import { collaboratorIdFor } from './access/collaborator-id.ts';
import { admittingFrontUsers } from './access/front-sign-in.ts';
import { Gate } from './access/gate.ts';
import { GeneralLink } from './access/general-link.ts';
import { Invitations } from './access/invitations.ts';
import { inviteToken } from './access/invite-token.ts';
import { NoDoor } from './access/no-door.ts';
import { ManagedEnvironment, type EnvironmentProgress } from './annotate/environment.ts';
import { SpareHosts } from './annotate/spare-host.ts';
import { openCertificate, type TlsWish } from './certificates/open.ts';
import { ControlServer } from './control/server.ts';
import { checkFile } from './datasets/check-file.ts';
import { titleOf } from './datasets/dataset-title.ts';
import { ExampleDataset } from './datasets/example.ts';
import { slugOf } from './datasets/slug.ts';
import { Proxy } from './proxy/proxy.ts';
import { trustedProxies } from './proxy/trusted-proxies.ts';
import { findResources } from './resources.ts';
import {
  allowedHosts,
  certifiedNames,
  isLoopback,
  localUrl,
  networkUrls,
  type Listening,
} from './sessions/addresses.ts';
import { checkDataset } from './sessions/check-dataset.ts';
import { examine } from './sessions/doctor.ts';
import { recentInterfaces } from './sessions/interfaces.ts';
import { Inviting } from './sessions/inviting.ts';
import { networkOf } from './sessions/network.ts';
import { Sessions } from './sessions/sessions.ts';
import { CookieKeys } from './store/cookie-keys.ts';
import { Database } from './store/database.ts';
import { Datasets } from './store/datasets.ts';
import { prepareHome, resolveHome, type Home } from './store/home.ts';
import { Invites } from './store/invites.ts';
import { openLog } from './store/log.ts';
import { announce, runningServices, type RunningService } from './store/running-services.ts';
import { serverKey } from './store/server-keys.ts';
import { SignIns } from './store/sign-ins.ts';
import { LocaltunnelProvider } from './tunnel/localtunnel-provider.ts';

export type { TlsWish } from './certificates/open.ts';

export interface ServiceOptions {
  readonly home?: string | undefined;
  readonly bind?: string | undefined;
  readonly port?: number | undefined;
  readonly basePath?: string | undefined;
  readonly hostNames?: readonly string[] | undefined;
  /** Left away: none. */
  readonly tls?: TlsWish | undefined;
  /** The lab's own web server in front: what links begin with, without a slash at the end. */
  readonly shownUrl?: string | undefined;
  /** Addresses, networks or `loopback`, from where forwarded headers are believed. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** What that server must send with each request to be believed. */
  readonly frontSecret?: string | undefined;
  /** The header in which it names whom it has signed in. */
  readonly trustUserHeader?: string | undefined;
  /** What all matrix stores together may take on disk. */
  readonly storeLimitBytes?: number | undefined;
  /** What all kept answers together may take in memory. */
  readonly cacheLimitBytes?: number | undefined;
  /** Minutes without a request after which a dataset's host is put away until the next one; null for never. */
  readonly sleepAfterMinutes?: number | null | undefined;
  /** Replaces the password that is made for each dataset. */
  readonly password?: string | undefined;
}

export interface Service {
  readonly control: ControlAddress;
  readonly logFile: string;
  stop(): Promise<void>;
}

/** Stores take about as much as the uncompressed matrix; this holds a few large datasets. */
const DEFAULT_STORE_LIMIT_BYTES = 50e9;
const DEFAULT_SLEEP_AFTER_MINUTES = 30;
const GENERAL_LINK_USER = 'guest';
const PUBLIC_RELAY = 'https://localtunnel.me';

/** @throws ShareError `home-unwritable`, `port-in-use`, `address-unavailable`, `usage` */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const frontServer = {
    proxies: trustedProxies(options.trustedProxies ?? []),
    secret: options.frontSecret ?? null,
    userHeader: options.trustUserHeader?.toLowerCase() ?? null,
  };
  const home = resolveHome(options.home, process.env);
  prepareHome(home);
  const { log, file: logFile, close: closeLog } = openLog(home.logs);
  const resources = findResources();
  const database = new Database(home.database);
  const environment = makeEnvironment(home, resources.annotateHost, log);
  const hosts = new SpareHosts({ log });
  const signIns = new SignIns(database);
  const invites = new Invites(database);
  const linkKey = serverKey(database, 'general-links');
  const inviteKey = serverKey(database, 'invites');
  const cookieKeys = new CookieKeys(database);
  const guessable = options.password !== undefined;
  const invitationsOf = (datasetId: string | null) => new Invitations({ datasetId, key: inviteKey, invites, signIns });
  const listening = {
    bind: options.bind ?? '127.0.0.1',
    port: options.port ?? 0,
    basePath: options.basePath ?? '',
    hostNames: options.hostNames ?? [],
    tls: options.tls !== undefined && options.tls.kind !== 'off',
    computer: hostname(),
  };
  const onNetwork = !isLoopback(listening.bind);
  const interfaces = recentInterfaces();
  let proxyPort = 0;
  const whereWeListen = (): Listening => ({ ...listening, port: proxyPort });
  const { certificate, close: closeCertificate } = await openCertificate(options.tls ?? { kind: 'off' }, {
    folder: home.certificates,
    owner: hostname(),
    names: () => certifiedNames(whereWeListen(), interfaces()),
    log,
  }).catch((error: unknown) => {
    log.error({ failure: toFailure(error) }, 'service did not start');
    database.close();
    closeLog();
    throw error;
  });
  const network = () =>
    networkOf(
      networkUrls(whereWeListen(), interfaces()),
      certificate?.facts() ?? null,
      join(home.certificates, 'authority.crt'),
    );

  const sessions = new Sessions(
    {
      environment,
      example: new ExampleDataset({ cache: home.cache, resources: resources.annotateHost, log }),
      checkFile,
      datasets: new Datasets(database),
      signIns,
      invites,
      hostProgram: join(resources.annotateHost, 'annotate_host'),
      hosts,
      sleepAfterMinutes:
        options.sleepAfterMinutes === undefined ? DEFAULT_SLEEP_AFTER_MINUTES : options.sleepAfterMinutes,
      prefetch: (slug) => void proxy.prefetch(slug),
      stores: { root: home.stores, limitBytes: options.storeLimitBytes ?? DEFAULT_STORE_LIMIT_BYTES },
      annotationsFolder: (datasetId) => join(home.annotations, datasetId),
      titleOf,
      slugOf,
      user: GENERAL_LINK_USER,
      passwordFor: ({ id, passwordGeneration }) => options.password ?? derivePassword(linkKey, id, passwordGeneration),
      gatekeeper: (request) => {
        const generalLink = new GeneralLink({ ...request, user: GENERAL_LINK_USER, signIns });
        const { datasetId } = request;
        const invitations = invitationsOf(datasetId);
        return admittingFrontUsers(new Gate({ datasetId, signIns, guessable, generalLink, invitations }), request.role);
      },
      invitePath: ({ id, generation }) => `-/invite/${inviteToken(inviteKey, id, generation)}`,
      tunnelProvider: ({ relay }) => new LocaltunnelProvider({ relay: relay ?? PUBLIC_RELAY, log }),
      tunnelTarget: () => ({ host: onNetwork ? '127.0.0.1' : listening.bind, port: proxyPort }),
      localUrl: () => options.shownUrl ?? localUrl(whereWeListen(), interfaces()),
      basePath: listening.basePath,
      onNetwork: onNetwork || options.shownUrl !== undefined,
      networkNotices: () => network().notices,
      figures: (sessionId) => proxy.figures(sessionId),
      log,
    },
    new NoDoor({ invitations: invitationsOf(null), guessable }),
  );
  const proxy: Proxy = new Proxy({
    ...listening,
    directory: sessions.directory,
    allowedHosts: () => allowedHosts(whereWeListen(), interfaces(), sessions.tunnelHosts()),
    cookieKeys: () => cookieKeys.current(),
    frontServer,
    cacheLimitBytes: options.cacheLimitBytes,
    cacheFolder: home.cache,
    certificates: certificate ?? undefined,
    log,
  });
  const doctor = () => examine({ home, environment, page: resources.page, version: resources.version });
  const control = new ControlServer({
    sessions,
    inviting: new Inviting({ sessions, invites, signIns, collaboratorIdFor }),
    network,
    version: resources.version,
    check: checkDataset,
    doctor,
    page: resources.page,
    log,
  });

  const cleanUp = async () => {
    await sessions.close();
    closeCertificate();
    await Promise.all([proxy.close(), control.close(), hosts.close()]);
    database.close();
    closeLog();
  };
  try {
    proxyPort = (await proxy.listen()).port;
    const address = await control.listen();
    const notice = announce(home.run, address);
    log.info({ proxy: proxyPort, control: address.url }, 'service started');
    let stopped: Promise<void> | null = null;
    const stop = () => {
      notice.withdraw();
      log.info('service stops');
      return cleanUp();
    };
    return { control: address, logFile, stop: () => (stopped ??= stop()) };
  } catch (error) {
    log.error({ failure: toFailure(error) }, 'service did not start');
    await cleanUp();
    throw error;
  }
}

/** Sets up Annotate's Python environment without starting anything; `again` makes it anew. */
export async function setUp(
  options: { readonly home: string | undefined; readonly again: boolean },
  onProgress: (progress: EnvironmentProgress) => void,
  signal: AbortSignal,
): Promise<Doctor> {
  const home = resolveHome(options.home, process.env);
  prepareHome(home);
  const { log, close } = openLog(home.logs);
  try {
    const environment = makeEnvironment(home, findResources().annotateHost, log);
    if (options.again) await environment.remove();
    await environment.ensure(onProgress, signal);
    return await diagnose(options.home);
  } finally {
    close();
  }
}

/** What `doctor` says when no service runs: the same as a running one would. */
export async function diagnose(chosenHome: string | undefined): Promise<Doctor> {
  const home = resolveHome(chosenHome, process.env);
  const resources = findResources();
  const environment = makeEnvironment(home, resources.annotateHost, pino({ level: 'silent' }));
  return examine({ home, environment, page: resources.page, version: resources.version });
}

/** What `check` says of a file, without a service. */
export function check(path: string): Promise<Check> {
  return checkDataset(path);
}

export function findServices(chosenHome: string | undefined): readonly RunningService[] {
  return runningServices(resolveHome(chosenHome, process.env).run);
}

function makeEnvironment(home: Home, resources: string, log: Logger): ManagedEnvironment {
  return new ManagedEnvironment({ root: home.environments, resources, cache: home.cache, log });
}
