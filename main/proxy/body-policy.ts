/** How much may be uploaded to each kind of route. Pure. */
import type { RouteKind } from './route-policy.ts';

const MIB = 1024 * 1024;

/**
 * Bytes as they come over the wire; the host bounds what they inflate to.
 * `compute` carries the numbers of all chosen cells as text: 16 MiB is enough for two million cells.
 * `save` carries every label of every cell, compressed.
 */
const limits: Readonly<Record<RouteKind, number>> = {
  page: 0,
  read: MIB,
  expression: MIB,
  compute: 16 * MIB,
  save: 32 * MIB,
};

export type BodyVerdict =
  { readonly kind: 'none' } | { readonly kind: 'read'; readonly limit: number } | { readonly kind: 'too-large' };

export interface BodyHead {
  readonly method: string;
  readonly contentLength: string | undefined;
  readonly transferEncoding: string | undefined;
}

export function judgeBody({ method, contentLength, transferEncoding }: BodyHead, kind: RouteKind): BodyVerdict {
  const announced = Number(contentLength ?? 0);
  if (transferEncoding === undefined && announced === 0) return { kind: 'none' };
  const limit = method === 'GET' || method === 'HEAD' ? 0 : limits[kind];
  return limit === 0 || announced > limit ? { kind: 'too-large' } : { kind: 'read', limit };
}
