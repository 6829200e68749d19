import { expect, test } from 'vitest';
import { usualBucket } from '../../contract/buckets.ts';
import { fieldsOf, wishOf, type BucketFields } from './bucket-wish.ts';

const nothing = fieldsOf(usualBucket);

test.each<[Partial<BucketFields>, unknown]>([
  [{}, usualBucket],
  [
    { endpoint: ' https://s3.lab.example ', region: ' ' },
    { ...usualBucket, endpoint: 'https://s3.lab.example' },
  ],
  [
    { profile: 'lab', region: 'eu-central-1' },
    { ...usualBucket, profile: 'lab', region: 'eu-central-1' },
  ],
  [
    { profile: 'lab', anonymous: true },
    { ...usualBucket, anonymous: true },
  ],
  [{ endpoint: 's3.lab.example' }, null],
  [{ endpoint: 'https://anna:hunter2@s3.lab.example' }, null],
])('%j', (typed, wish) => {
  expect(wishOf({ ...nothing, ...typed })).toEqual(wish);
});
