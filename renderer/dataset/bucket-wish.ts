/** What is typed into the form of a bucket, as it is kept. Pure. */
import { isEndpoint, type BucketSettings } from '../../contract/buckets.ts';

export interface BucketFields {
  readonly endpoint: string;
  readonly region: string;
  readonly profile: string;
  readonly anonymous: boolean;
}

export function fieldsOf({ endpoint, region, profile, anonymous }: BucketSettings): BucketFields {
  return { endpoint: endpoint ?? '', region: region ?? '', profile: profile ?? '', anonymous };
}

/** Null where the server's address is none. Who asks without signing in has no profile. */
export function wishOf({ endpoint, region, profile, anonymous }: BucketFields): BucketSettings | null {
  const server = orNull(endpoint);
  if (server !== null && !isEndpoint(server)) return null;
  return { endpoint: server, region: orNull(region), profile: anonymous ? null : orNull(profile), anonymous };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
