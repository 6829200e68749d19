/** Composition root of the service: makes every part, hands each what it needs, and takes all of it down in order. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ControlAddress } from '../contract/command-line.ts';
import { toFailure } from '../contract/errors.ts';
import { derivePassword } from './access/derive-password.ts';
import { collaboratorIdFor } from './access/collaborator-id.ts';
import { admittingFrontUsers } from './access/front-sign-in.ts';
import { Gate } from './access/gate.ts';
import { GeneralLink } from './access/general-link.ts';
import { Invitations } from './access/invitations.ts';
import { inviteToken } from './access/invite-token.ts';
import { NoDoor } from './access/no-door.ts';
import { OIDC_HOLDS_MS } from './access/oidc/oidc-way.ts';
import { openOidc } from './access/oidc/open.ts';
import { oidcSettings, type OidcWish } from './access/oidc/settings.ts';
import { SpareHosts } from './annotate/spare-host.ts';
import { openCertificate, type OpenCertificate, type TlsWish } from './certificates/open.ts';
import { ControlServer } from './control/server.ts';
import { checkFile } from './datasets/check-file.ts';
import { titleOf } from './datasets/dataset-title.ts';
import { ExampleDataset } from './datasets/example.ts';
import { AskingBuckets } from './bucket-settings.ts';
import { Downloads } from './datasets/remote/downloads.ts';
import type { S3Settings } from './datasets/remote/s3-origin.ts';
import { slugOf } from './datasets/slug.ts';
import { Proxy } from './proxy/proxy.ts';
import { trustedProxies } from './proxy/trusted-proxies.ts';
import { Members } from './members.ts';
import { NetworkSwitch } from './network-switch.ts';
import { ServiceSettings } from './service-settings.ts';
import { findResources } from './resources.ts';
import { isLoopback, type Listening } from './sessions/addresses.ts';
import { checkDataset, drawDataset } from './sessions/check-dataset.ts';
import { Computer } from './sessions/computer.ts';
import { examine } from './sessions/doctor.ts';
import { recentInterfaces } from './sessions/interfaces.ts';
import { Auditing } from './sessions/auditing.ts';
import { InstituteAdmin } from './sessions/institute-admin.ts';
import { Inviting } from './sessions/inviting.ts';
import {
  answeredHosts,
  listenersOf,
  namesToCertify,
  shownUrl,
  urlHere,
  urlsForOthers,
  whyFixed,
} from './sessions/listeners.ts';
import { networkOf } from './sessions/network.ts';
import { readRoom } from './sessions/room.ts';
import type { LibraryFolder } from './sessions/library.ts';
import type { GatekeeperRequest } from './sessions/session-parts.ts';
import { GalleryPictures } from './sessions/gallery-pictures.ts';
import { thumbnailOf } from './sessions/thumbnail.ts';
import { MovedDatasets } from './sessions/moved-datasets.ts';
import { Sessions } from './sessions/sessions.ts';
import { AuditLog } from './store/audit.ts';
import { CookieKeys } from './store/cookie-keys.ts';
import { DataUses } from './store/data-use.ts';
import { Buckets } from './store/buckets.ts';
import { Database } from './store/database.ts';
import { Datasets, type RememberedDataset } from './store/datasets.ts';
import { prepareHome, resolveHome } from './store/home.ts';
import { Invites } from './store/invites.ts';
import { storageOf } from './store/storage.ts';
import { openLog } from './store/log.ts';
import { NetworkChoice } from './store/network-choice.ts';
import { announce } from './store/running-services.ts';
import { serverKey } from './store/server-keys.ts';
import { SettingsStore } from './store/settings.ts';
import { SignIns } from './store/sign-ins.ts';
import { WaysOut } from './store/ways-out.ts';
import { Ways } from './tunnel/ways.ts';
import { makeEnvironment, makeLook, makeMendings } from './without-service.ts';

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
  /** What all downloaded datasets together may take on disk. */
  readonly downloadLimitBytes?: number | undefined;
  /** How S3 is asked; left away: as AWS's own programs would. */
  readonly s3?: S3Settings | undefined;
  /** What all kept answers together may take in memory. */
  readonly cacheLimitBytes?: number | undefined;
  /** Minutes without a request after which a dataset's host is put away until the next one; null for never. */
  readonly sleepAfterMinutes?: number | null | undefined;
  /** How long the audit is kept; 0 keeps none. */
  readonly auditDays?: number | undefined;
  /** The identity provider (OpenID Connect) that people may sign in with. */
  readonly oidc?: OidcWish | undefined;
  /** Replaces the password that is made for each dataset. */
  readonly password?: string | undefined;
  /** Whose datasets are offered to the members of their groups, each opened when somebody asks for it. */
  readonly library?: LibraryFolder | undefined;
  /** Whether the owner's choice on the page to be reachable from the network is kept, and holds from the start the next time. */
  readonly remembersNetwork?: boolean | undefined;
}

export type { OidcWish } from './access/oidc/settings.ts';

export interface Service {
  readonly control: ControlAddress;
  readonly logFile: string;
  stop(): Promise<void>;
}

const GENERAL_LINK_USER = 'guest';

/** @throws ShareError `home-unwritable`, `port-in-use`, `address-unavailable`, `usage` */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const frontServer = {
    proxies: trustedProxies(options.trustedProxies ?? []),
    secret: options.frontSecret ?? null,
    userHeader: options.trustUserHeader?.toLowerCase() ?? null,
  };
  const oidcWish = options.oidc === undefined ? null : oidcSettings(options.oidc);
  const home = resolveHome(options.home, process.env);
  prepareHome(home);
  const { log, file: logFile, close: closeLog } = openLog(home.logs);
  const resources = findResources();
  const database = new Database(home.database);
  const settings = new ServiceSettings({
    given: options,
    store: new SettingsStore(database),
    onChange: () => sessions.noteChange(),
  });
  const environment = makeEnvironment(home, resources.annotateHost, log);
  const look = makeLook(environment, resources.annotateHost, log);
  const hosts = new SpareHosts({ log });
  const signIns = new SignIns(database);
  const invites = new Invites(database);
  const datasets = new Datasets(database);
  const moved = new MovedDatasets(datasets, log);
  const buckets = new AskingBuckets(options.s3 ?? {}, new Buckets(database));
  const downloads = new Downloads({
    folder: home.downloads,
    get limitBytes() {
      return settings.now.downloadLimitBytes;
    },
    s3: buckets.of,
    log,
  });
  const pictures = new GalleryPictures({ folder: join(home.cache, 'pictures'), look, downloads, log });
  const members = new Members(database);
  const { memberships } = members;
  const audit = new AuditLog(database, {
    get days() {
      return settings.now.auditDays;
    },
    onTrouble: (error) => log.error({ err: error }, 'the audit could not be written'),
  });
  const ways = new Ways({ settings: new WaysOut(database), knownHosts: home.knownHosts, log });
  const oidc = await openOidc(oidcWish, { database, signIns, log });
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
  let tunnelPort = 0;
  const own = (): Listening => ({ ...listening, port: proxyPort });
  const networkSwitch: NetworkSwitch = new NetworkSwitch({
    own: () => ownCertificate,
    openCertificate: () => certificateFor({ kind: 'self-made' }),
    listen: (at) => proxy.listenAlso({ ...at, bind: '0.0.0.0' }),
    fixed: whyFixed(own(), options.shownUrl),
    choice: options.remembersNetwork === true ? new NetworkChoice(database) : null,
    onChange: () => sessions.noteChange(),
    log,
  });
  const listeners = () => listenersOf(own(), networkSwitch.port);
  const certificateFor = (wish: TlsWish): Promise<OpenCertificate> =>
    openCertificate(wish, {
      folder: home.certificates,
      owner: hostname(),
      // A name has no port in a certificate.
      names: () => namesToCertify(listenersOf(own(), networkSwitch.isWanted ? 0 : null), interfaces()),
      log,
    });
  const ownCertificate = await certificateFor(options.tls ?? { kind: 'off' }).catch((error: unknown) => {
    log.error({ failure: toFailure(error) }, 'service did not start');
    database.close();
    closeLog();
    throw error;
  });
  const network = () =>
    networkOf(
      networkSwitch.lan,
      { addresses: urlsForOthers(listeners(), interfaces()), here: urlHere(listeners(), interfaces()) },
      networkSwitch.certificate?.facts() ?? null,
      join(home.certificates, 'authority.crt'),
    );

  const passwordFor = ({ id, passwordGeneration }: Pick<RememberedDataset, 'id' | 'passwordGeneration'>) =>
    options.password ?? derivePassword(linkKey, id, passwordGeneration);
  const gatekeeper = (request: GatekeeperRequest) => {
    const generalLink = new GeneralLink({ ...request, user: GENERAL_LINK_USER, signIns });
    const { datasetId } = request;
    const invitations = invitationsOf(datasetId);
    const byInstitute = oidc.wayInto(datasetId, () => memberships.isOwned(datasetId));
    const gate = new Gate({ datasetId, signIns, guessable, generalLink, invitations, memberships, oidc: byInstitute });
    return admittingFrontUsers(gate, request.role, { datasetId, memberships });
  };
  const shown = () => options.shownUrl ?? shownUrl(listeners(), interfaces());
  const sessions = new Sessions(
    {
      environment,
      example: new ExampleDataset({ cache: home.cache, resources: resources.annotateHost, log }),
      checkFile,
      downloads,
      datasets,
      moved,
      signIns,
      invites,
      audit,
      dataUses: new DataUses(database),
      hostProgram: join(resources.annotateHost, 'annotate_host'),
      hosts,
      get sleepAfterMinutes() {
        return settings.now.sleepAfterMinutes;
      },
      prefetch: (slug) => void proxy.prefetch(slug),
      stores: {
        root: home.stores,
        get limitBytes() {
          return settings.now.storeLimitBytes;
        },
      },
      annotationsFolder: (datasetId) => join(home.annotations, datasetId),
      titleOf,
      slugOf,
      user: GENERAL_LINK_USER,
      passwordFor,
      gatekeeper,
      invitePath: ({ id, generation }) => `-/invite/${inviteToken(inviteKey, id, generation)}`,
      tunnelProvider: (request) => ways.provider(request),
      tunnelTarget: () => ({ host: '127.0.0.1', port: tunnelPort }),
      localUrl: shown,
      basePath: listening.basePath,
      onNetwork: () => onNetwork || options.shownUrl !== undefined || networkSwitch.port !== null,
      networkNotices: () => [...network().notices, ...oidc.notices()],
      institute:
        oidc.provider === null ? undefined : { name: oidc.provider.name, people: oidc.people, holdsMs: OIDC_HOLDS_MS },
      networkNow: () => JSON.stringify(interfaces()),
      figures: (sessionId) => proxy.figures(sessionId),
      log,
    },
    new NoDoor({ invitations: invitationsOf(null), memberships, guessable }),
  );
  const library = members.openLibrary({
    sessions,
    gatekeeperOf: ({ id: datasetId, path, passwordGeneration }) =>
      gatekeeper({
        datasetId,
        password: passwordFor({ id: datasetId, passwordGeneration }),
        role: () => datasets.find(path)?.generalRole ?? 'viewer',
        open: () => datasets.find(path)?.generalOpen ?? false,
      }),
    look,
    moved,
    downloads,
    folder: options.library ?? null,
    home,
    log,
  });
  const doors = sessions.directory;
  const auditing = new Auditing({ sessions, log: audit });
  const proxy: Proxy = new Proxy({
    ...listening,
    directory: { ...doors, find: (slug) => doors.find(slug) ?? library.door(slug), library },
    allowedHosts: () => answeredHosts(listeners(), interfaces(), sessions.tunnelHosts()),
    cookieKeys: () => cookieKeys.current(),
    frontServer,
    cacheLimitBytes: options.cacheLimitBytes,
    cacheFolder: home.cache,
    institute: oidc.provider ?? undefined,
    witness: (event) => auditing.witness(event),
    certificates: ownCertificate.certificate ?? undefined,
    log,
  });
  const mendings = makeMendings(home, environment, {
    isShared: (path) => sessions.isShared(path),
    onChange: () => sessions.noteChange(),
    log,
  });
  const computer = new Computer();
  const doctor = () =>
    examine({ home, environment, page: resources.page, version: resources.version, ways: () => ways.list() });
  const control = new ControlServer({
    sessions,
    inviting: new Inviting({ sessions, invites, signIns, audit, collaboratorIdFor }),
    institute: new InstituteAdmin({ sessions, people: oidc.people, audit, isSetUp: oidc.provider !== null }),
    auditing,
    grouping: members.grouping(audit, downloads, {
      url: () => `${shown()}/`,
      onChange: () => sessions.noteChange(),
    }),
    network: { read: network, change: (lan) => networkSwitch.change(lan) },
    version: resources.version,
    datasets: {
      check: (path) =>
        checkDataset(
          {
            look,
            downloads,
            bucket: (name) => buckets.shown(name),
            room: () => readRoom(home.stores),
            known: (file) => moved.find(file, (shared) => sessions.isShared(shared)),
          },
          path,
        ),
      picture: (query) => drawDataset({ look, downloads }, query),
      thumbnail: (path) => thumbnailOf({ datasets, pictures }, path),
      changeBucket: (name, wish) => buckets.change(name, wish),
    },
    mendings,
    library,
    doctor,
    ways: () => ways.list(),
    computer: () => computer.left(),
    settings: {
      read: () => settings.now,
      change: (change) => settings.change(change),
      storage: () => storageOf(home),
      clearDownloads: () => downloads.clear(),
    },
    page: resources.page,
    log,
  });

  const cleanUp = async () => {
    library.close();
    await mendings.close();
    oidc.close();
    await sessions.close();
    ownCertificate.close();
    await Promise.all([networkSwitch.close(), proxy.close(), control.close(), hosts.close()]);
    audit.close();
    database.close();
    closeLog();
  };
  try {
    await library.look();
    proxyPort = (await proxy.listen()).port;
    tunnelPort = (await proxy.listenForTunnels()).port;
    oidc.start();
    await networkSwitch.resume();
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
