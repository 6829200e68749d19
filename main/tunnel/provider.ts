/** What a way out to the internet looks like to a session, whatever program or service is behind it. */
import type { Failure } from '../../contract/errors.ts';

export interface TunnelRequest {
  /** Where the proxy listens. The tunnel leads there and nowhere else. */
  readonly localHost: string;
  readonly localPort: number;
  /**
   * What `OpenTunnel.name` was the last time, so that the address stays the same, or null for any. Where names can be asked for,
   * another one than asked for is an error, never a surprise; a way that gives addresses as it likes ignores it.
   */
  readonly name: string | null;
  /** Gives the opening up. Once the tunnel is open it means nothing any more: `close()` does. */
  readonly signal: AbortSignal;
}

export interface OpenTunnel {
  /** The public address, without a path: `https://name.relay.example`. */
  readonly url: string;
  /** What to ask for to get the same address again; null where that cannot be asked for. */
  readonly name: string | null;
  /** Resolves when no request can come through any more, asked for or not. Never rejects. */
  readonly closed: Promise<{ readonly reason: string }>;
  /** Gives everything back: connections, timers, child processes. Safe to call more than once. Never rejects. */
  close(): Promise<void>;
}

/** Whether a way can be used on this computer. What it lacks is an error of ours, with a hint on how to get it. */
export type Availability =
  { readonly ok: true; readonly version: string | null } | { readonly ok: false; readonly failure: Failure };

/**
 * What the way's operator shows a browser before its first look at us: `owner-address` asks visitors to type the owner's public
 * internet address (localtunnel's public relay), `button` has to be clicked away (ngrok without a paid plan). Null for nothing.
 */
export type Interstitial = 'owner-address' | 'button' | null;

export interface TunnelProvider {
  readonly name: string;
  /** Whether somebody besides the owner's own lab can read what passes: said before it is opened, and shown while it is. */
  readonly readsAlong: boolean;
  readonly interstitial: Interstitial;
  /** Headers by which a program gets past the interstitial; sent when the public address is probed. Lower case, empty for none. */
  readonly passInterstitial: Readonly<Record<string, string>>;
  /** Milliseconds that opening takes at the very most; the supervisor aborts `signal` after them. */
  readonly openDeadlineMs: number;
  /** Finds out what this way needs and whether it is there: installed, signed in, a setting given. Nothing is opened. Never rejects. */
  available(): Promise<Availability>;
  /**
   * Opens within a bounded time, or leaves nothing behind.
   *
   * A failure that trying again cannot mend (not installed, key refused, host key changed) carries a code of `hopeless` in
   * `reopen-policy.ts`: the supervisor then stops instead of trying again and again.
   *
   * @throws ShareError `tunnel-unreachable`, `tunnel-name-refused`, `tunnel-failed`, or a code of the way's own
   * @throws the signal's own reason when it was aborted
   */
  open(request: TunnelRequest): Promise<OpenTunnel>;
}
