/** How long the proxy waits for a client that is slow or silent. Tests hand in shorter times. */

/** All in milliseconds. */
export interface Limits {
  /** For a request's headers, and before them for TLS to be agreed. */
  readonly headersMs: number;
  /** For a whole request with its body: 32 MiB over a slow uplink. */
  readonly requestMs: number;
  /** Between two requests on one connection. */
  readonly idleMs: number;
  /** An answer of which not a byte was taken for this long is given up, with the memory that it holds. */
  readonly stalledMs: number;
  /** How often the times for headers and requests are looked at. */
  readonly checkEveryMs: number;
}

export const usualLimits: Limits = {
  headersMs: 15_000,
  requestMs: 5 * 60_000,
  idleMs: 65_000,
  stalledMs: 120_000,
  checkEveryMs: 5000,
};
