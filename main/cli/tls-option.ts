/** What `--tls`, `--tls-cert` and `--tls-key` ask for, and what is meant when nothing was said. Pure. */
import { ShareError } from '../../contract/errors.ts';
import type { TlsWish } from '../service.ts';

export interface TlsOptions {
  readonly bind: string;
  readonly hostName?: readonly string[];
  readonly tls?: 'self-made' | 'off';
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/**
 * On the network TLS is on unless said otherwise; on this computer alone nobody can listen in. A host name, or a public address,
 * without a word about TLS means a web server of the lab's own in front, which speaks TLS itself and passes plain HTTP on.
 *
 * @throws ShareError `usage`
 */
export function tlsWish({ bind, hostName = [], tls, tlsCert, tlsKey }: TlsOptions): TlsWish {
  if (tlsCert !== undefined && tlsKey !== undefined) {
    if (tls !== undefined) throw usage('--tls-cert and --tls-key take the place of --tls.');
    return { kind: 'own-files', cert: tlsCert, key: tlsKey };
  }
  if (tlsCert !== undefined || tlsKey !== undefined) throw usage('--tls-cert and --tls-key belong together.');
  if (tls !== undefined) return { kind: tls };
  return { kind: isOnNetwork(bind) && hostName.length === 0 ? 'self-made' : 'off' };
}

function isOnNetwork(bind: string): boolean {
  return !(bind === 'localhost' || bind === '::1' || /^127(\.\d{1,3}){3}$/.test(bind));
}

function usage(reason: string): ShareError {
  return new ShareError('usage', { reason });
}
