/** How a bucket in S3 is asked for: as was given when the service was started, else as the owner has set it, else as AWS's own programs do. */
import { bucketNameSchema, usualBucket, type Bucket, type BucketSettings } from '../contract/buckets.ts';
import { ShareError } from '../contract/errors.ts';
import type { S3Settings } from './datasets/remote/s3-origin.ts';
import type { Buckets } from './store/buckets.ts';

export class AskingBuckets {
  readonly #given: S3Settings | null;
  readonly #store: Pick<Buckets, 'find' | 'set'>;

  /** @param given holds for all buckets, as a whole, where anything of it is there */
  constructor(given: S3Settings, store: Pick<Buckets, 'find' | 'set'>) {
    this.#given = Object.values(given).some((value) => value !== undefined) ? given : null;
    this.#store = store;
  }

  readonly of = (bucket: string): S3Settings => this.#given ?? settingsFrom(this.#store.find(bucket) ?? usualBucket);

  /** What the page shows. */
  shown(name: string): Bucket {
    const { endpoint = null, region = null, profile = null, anonymous = false } = this.of(name);
    return { name, settings: { endpoint, region, profile, anonymous }, fixed: this.#given !== null };
  }

  /** @throws ShareError `request-invalid`, `setting-fixed` */
  change(name: string, settings: BucketSettings): Bucket {
    if (!bucketNameSchema.safeParse(name).success)
      throw new ShareError('request-invalid', { reason: 'there can be no bucket of this name' });
    if (this.#given !== null) throw new ShareError('setting-fixed', { option: '--s3-…' });
    this.#store.set(name, settings);
    return this.shown(name);
  }
}

function settingsFrom({ endpoint, region, profile, anonymous }: BucketSettings): S3Settings {
  return {
    endpoint: endpoint ?? undefined,
    region: region ?? undefined,
    profile: profile ?? undefined,
    anonymous: anonymous || undefined,
  };
}
