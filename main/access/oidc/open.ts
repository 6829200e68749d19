/** Puts together what signing in with an identity provider takes: the provider, who came in by it, and the way into each dataset. */
import type { Logger } from 'pino';
import type { Notice } from '../../../contract/session.ts';
import type { Database } from '../../store/database.ts';
import { OidcPeople } from '../../store/oidc-people.ts';
import { serverKey } from '../../store/server-keys.ts';
import type { SignIns } from '../../store/sign-ins.ts';
import { OidcWay } from './oidc-way.ts';
import type { OidcProvider, OidcSettings } from './provider.ts';

export interface Oidc {
  readonly people: OidcPeople;
  /** Null where none was set up. */
  readonly provider: OidcProvider | null;
  /** @param reserved whether the dataset belongs to groups, and so to their members alone */
  readonly wayInto: (datasetId: string, reserved?: () => boolean) => OidcWay;
  /** What the owner of every session is told. */
  readonly notices: () => readonly Notice[];
  /** Begins to look for the provider. */
  readonly start: () => void;
  readonly close: () => void;
}

export async function openOidc(
  settings: OidcSettings | null,
  { database, signIns, log }: { readonly database: Database; readonly signIns: SignIns; readonly log: Logger },
): Promise<Oidc> {
  const people = new OidcPeople(database);
  const provider = settings === null ? null : await providerOf(settings, serverKey(database, 'oidc'), log);
  return {
    people,
    provider,
    wayInto: (datasetId, reserved = () => false) => new OidcWay({ datasetId, provider, people, signIns, reserved }),
    notices: () => {
      const trouble = provider?.trouble ?? null;
      if (trouble === null) return [];
      const { code, message, hint } = trouble.failure;
      return [{ code, message, hint, severity: 'warning', since: trouble.since.toISOString() }];
    },
    start: () => provider?.start(),
    close: () => provider?.close(),
  };
}

/** The client is read from disk only where an institute is set up. */
async function providerOf(settings: OidcSettings, key: Buffer, log: Logger): Promise<OidcProvider> {
  const { OidcProvider } = await import('./provider.ts');
  return new OidcProvider(settings, key, log);
}
