/** The addresses of this computer, asked of the system now and then: each request wants to know them, and the asking takes longer than the answering. */
import { networkInterfaces } from 'node:os';
import type { Interfaces } from './addresses.ts';

/** An address that came a moment ago answers a moment later. */
const TRUE_FOR_MS = 1000;

/** @returns gives the interfaces as they were at most a second ago */
export function recentInterfaces(read: () => Interfaces = networkInterfaces): () => Interfaces {
  let known: { readonly interfaces: Interfaces; readonly until: number } | null = null;
  return () => {
    const now = performance.now();
    if (known === null || now >= known.until) known = { interfaces: read(), until: now + TRUE_FOR_MS };
    return known.interfaces;
  };
}
