/** What a way out to the internet looks like to a session, whatever program or service is behind it. */

export interface TunnelRequest {
  /** Where the proxy listens. The tunnel leads there and nowhere else. */
  readonly localHost: string;
  readonly localPort: number;
  /** The name to be had at the relay, or null for any. Another name than the one asked for is an error, never a surprise. */
  readonly name: string | null;
  /** Gives the opening up. Once the tunnel is open it means nothing any more: `close()` does. */
  readonly signal: AbortSignal;
}

export interface OpenTunnel {
  /** The public address, without a path: `https://name.relay.example`. */
  readonly url: string;
  /** Resolves when no request can come through any more, asked for or not. Never rejects. */
  readonly closed: Promise<{ readonly reason: string }>;
  /** Gives everything back: connections, timers. Safe to call more than once. */
  close(): Promise<void>;
}

export interface TunnelProvider {
  readonly name: string;
  /**
   * Opens within a bounded time, or leaves nothing behind.
   *
   * @throws ShareError `tunnel-unreachable`, `tunnel-name-refused`, `tunnel-failed`
   * @throws the signal's own reason when it was aborted
   */
  open(request: TunnelRequest): Promise<OpenTunnel>;
}
