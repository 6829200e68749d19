/** What a session is handed to work with. Everything that knows a file, a process or a socket comes in through here. */
import type { Logger } from 'pino';
import type { ManagedEnvironment } from '../annotate/environment.ts';
import type { SpareHosts } from '../annotate/spare-host.ts';
import type { ExampleDataset } from '../datasets/example.ts';
import type { DatasetFile } from '../datasets/check-file.ts';
import type { Downloads } from '../datasets/remote/downloads.ts';
import type { StartSession } from '../../contract/control.ts';
import type { Notice, Role, TunnelRequest } from '../../contract/session.ts';
import type { Door, ProxyFigures } from '../proxy/ports.ts';
import type { AuditLog } from '../store/audit.ts';
import type { DataUses } from '../store/data-use.ts';
import type { MovedDatasets } from './moved-datasets.ts';
import type { Datasets, RememberedDataset } from '../store/datasets.ts';
import type { Invite, Invites } from '../store/invites.ts';
import type { OidcPeople } from '../store/oidc-people.ts';
import type { SignIns } from '../store/sign-ins.ts';
import type { Clock } from '../tunnel/clock.ts';
import type { TunnelProvider } from '../tunnel/provider.ts';

export interface SessionParts {
  readonly environment: Pick<ManagedEnvironment, 'ensure'>;
  readonly example: Pick<ExampleDataset, 'fetch'>;
  readonly checkFile: (source: string) => Promise<DatasetFile>;
  /** Left away: only files of this computer can be shared. */
  readonly downloads?: Pick<Downloads, 'fetch'> | undefined;
  readonly datasets: Datasets;
  readonly moved: Pick<MovedDatasets, 'recognise'>;
  readonly signIns: SignIns;
  readonly invites: Invites;
  /** The identity provider that people may sign in with; left away where there is none. */
  readonly institute?: { readonly name: string; readonly people: OidcPeople; readonly holdsMs: number } | undefined;
  readonly audit: Pick<AuditLog, 'record' | 'revision'>;
  readonly dataUses: DataUses;
  /** The Python program that is the host. */
  readonly hostProgram: string;
  readonly hosts: Pick<SpareHosts, 'start' | 'needed'>;
  readonly stores: { readonly root: string; readonly limitBytes: number };
  readonly annotationsFolder: (datasetId: string) => string;
  readonly titleOf: (fileName: string) => string;
  readonly slugOf: (title: string, taken: ReadonlySet<string>) => string;
  readonly user: string;
  readonly passwordFor: (dataset: RememberedDataset) => string;
  readonly gatekeeper: (request: GatekeeperRequest) => Door['gatekeeper'];
  /** What an invite's link ends with; follows the session's own link. */
  readonly invitePath: (invite: Invite) => string;
  readonly tunnelProvider: (request: Exclude<TunnelRequest, { provider: 'none' }>) => TunnelProvider;
  /** Left away: the system's. */
  readonly clock?: Clock | undefined;
  /** This computer's addresses, in any form that changes with them. */
  readonly networkNow?: () => string;
  /** Where the proxy listens, for the tunnel's local end. */
  readonly tunnelTarget: () => { readonly host: string; readonly port: number };
  /** The proxy's address with its base path, without a slash at the end. */
  readonly localUrl: () => string;
  readonly basePath: string;
  /** Whether the proxy listens beyond this computer. */
  readonly onNetwork: () => boolean;
  /** Trouble with the certificate, which every session shows. */
  readonly networkNotices?: () => readonly Notice[];
  /** For a dataset of which nothing else is known: minutes without a request until its host is put away; null for never. */
  readonly sleepAfterMinutes: number | null;
  /** Called each time a host got ready: the proxy fetches what a first page needs. */
  readonly prefetch: (slug: string) => void;
  readonly figures: (sessionId: string) => ProxyFigures;
  readonly isShared: (path: string, besides: string) => boolean;
  readonly onChange: () => void;
  /** The end that was set for it has come. */
  readonly onOver: () => void;
  readonly log: Logger;
}

/** What is asked for when a session is started. */
export interface SessionRequest extends Omit<StartSession, 'tunnel'> {
  readonly id: string;
  readonly tunnel: TunnelRequest;
}

export interface GatekeeperRequest {
  readonly datasetId: string;
  readonly password: string;
  /** The general link's, as they are at the moment. */
  readonly role: () => Role;
  readonly open: () => boolean;
}
