/** The choice of a way to the internet as it stands in a form, and the wish that it makes. Pure. */
import {
  tunnelProviders,
  tunnelRequestSchema,
  type OpenableRequest,
  type TunnelProviderName,
  type Way,
} from '../../contract/tunnel.ts';

export const wayFields = ['relay', 'target', 'serverUrl', 'port', 'ownUrl', 'command'] as const;
export type WayField = (typeof wayFields)[number];

export interface WayForm {
  readonly provider: TunnelProviderName;
  readonly values: Readonly<Record<WayField, string>>;
}

/** What each way can be told, in this order. */
export const fieldsOf: Readonly<Record<TunnelProviderName, readonly WayField[]>> = {
  localtunnel: ['relay'],
  ssh: ['target', 'serverUrl', 'port'],
  cloudflared: [],
  ngrok: ['ownUrl'],
  command: ['command'],
};

/** Under which name a field stands in the wish. */
const names: Readonly<Record<WayField, string>> = {
  relay: 'relay',
  target: 'target',
  serverUrl: 'url',
  port: 'port',
  ownUrl: 'url',
  command: 'command',
};

const empty: WayForm['values'] = { relay: '', target: '', serverUrl: '', port: '', ownUrl: '', command: '' };

/** With what was set the last time. `ways` is null until it is known. */
export function firstForm(ways: readonly Way[] | null, provider: TunnelProviderName = 'localtunnel'): WayForm {
  const values = (ways ?? []).reduce((known, { last }) => ({ ...known, ...valuesOf(last) }), empty);
  return { provider, values };
}

function valuesOf(last: Way['last']): Partial<WayForm['values']> {
  switch (last?.provider) {
    case 'localtunnel':
      return { relay: last.relay ?? '' };
    case 'ssh':
      return {
        target: last.target ?? '',
        serverUrl: last.url ?? '',
        port: last.port === undefined || last.port === 0 ? '' : String(last.port),
      };
    case 'ngrok':
      return { ownUrl: last.url ?? '' };
    default:
      return {};
  }
}

export type Wish =
  { readonly ok: true; readonly request: OpenableRequest } | { readonly ok: false; readonly field: WayField };

/** What is asked for, or the first field that is not what it should be. */
export function wishOf({ provider, values }: WayForm): Wish {
  if (provider === 'ssh' && values.serverUrl.trim() !== '' && portOf(values.port) === 0)
    return { ok: false, field: 'port' };
  if (provider === 'command' && values.command.trim() === '') return { ok: false, field: 'command' };
  const parsed = tunnelRequestSchema.safeParse(settingsOf(provider, values));
  if (parsed.success && parsed.data.provider !== 'none') return { ok: true, request: parsed.data };
  const wrong = parsed.error?.issues[0]?.path[0];
  const field = fieldsOf[provider].find((name) => names[name] === wrong) ?? fieldsOf[provider][0] ?? 'command';
  return { ok: false, field };
}

function settingsOf(provider: TunnelProviderName, values: WayForm['values']): object {
  const said = (field: WayField) => (values[field].trim() === '' ? undefined : values[field].trim());
  switch (provider) {
    case 'localtunnel':
      return { provider, relay: said('relay') };
    case 'ssh':
      // Whole, so that nothing of the last time comes back that was taken out here.
      return { provider, target: values.target.trim(), url: said('serverUrl') ?? null, port: portOf(values.port) };
    case 'cloudflared':
      return { provider };
    case 'ngrok':
      return { provider, url: said('ownUrl') ?? null };
    case 'command':
      return { provider, command: values.command.trim() };
  }
}

function portOf(text: string): number {
  return text.trim() === '' ? 0 : Number(text);
}

/** What has to be mended before a way can be used at all; settings that the form asks for are no such thing. */
export function lackOf(ways: readonly Way[] | null, provider: TunnelProviderName): Way['lacks'] {
  const lacks = ways?.find((way) => way.provider === provider)?.lacks ?? null;
  return lacks?.code === 'tunnel-not-set-up' ? null : lacks;
}

/** In the order in which they are offered: those that could be used come first, as they are named in the contract. */
export function offered(ways: readonly Way[] | null): readonly TunnelProviderName[] {
  const [usable, lacking] = [
    tunnelProviders.filter((provider) => lackOf(ways, provider) === null),
    tunnelProviders.filter((provider) => lackOf(ways, provider) !== null),
  ];
  return [...usable, ...lacking];
}
