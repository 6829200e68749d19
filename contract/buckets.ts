/** How a bucket in S3 is asked for, where that is not as the AWS settings of the computer have it. Nothing secret: keys stay in those. */
import { z } from 'zod';

/** As S3 allows them. */
export const bucketNameSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);

const endpoint = z
  .string()
  .max(300)
  .refine(isEndpoint, 'must be an address such as https://s3.lab.example, without a password');

export const bucketSettingsSchema = z
  .strictObject({
    /** A server that speaks S3; null: AWS's own. */
    endpoint: endpoint.nullable(),
    /** Null: as in the AWS settings, or as AWS says. */
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,60}$/i, 'must be a name such as eu-central-1')
      .nullable(),
    /** Of the AWS settings; null: the one that is used there. */
    profile: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(/^[^\p{Cc}]+$/u)
      .nullable(),
    /** Asks without signing in, as for open data. */
    anonymous: z.boolean(),
  })
  .refine(({ anonymous, profile }) => !anonymous || profile === null, 'without signing in there is no profile');
export type BucketSettings = z.infer<typeof bucketSettingsSchema>;

export const usualBucket: BucketSettings = { endpoint: null, region: null, profile: null, anonymous: false };

/** What a check of an `s3://` address says of its bucket. */
export const bucketSchema = z.object({
  name: z.string(),
  settings: bucketSettingsSchema,
  /** Given when the service was started: not to be changed from here. */
  fixed: z.boolean(),
});
export type Bucket = z.infer<typeof bucketSchema>;

/** Whether it can be the address of a server that speaks S3. */
export function isEndpoint(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
