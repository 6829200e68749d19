/** The options that say how datasets from elsewhere are asked for, and what they may take on disk. */
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { isEndpoint } from '../../contract/buckets.ts';
import { ShareError } from '../../contract/errors.ts';
import type { ServiceOptions } from '../service.ts';

export interface S3Options {
  readonly s3Endpoint?: string;
  readonly s3Region?: string;
  readonly s3Profile?: string;
  readonly s3Anonymous?: boolean;
}

export function withS3Options(command: Command): Command {
  return command
    .option('--s3-endpoint <url>', 's3://: server that speaks S3 (default: AWS)', endpointUrl)
    .option('--s3-region <name>', 's3://: region of the bucket (default: as in your AWS settings)')
    .option('--s3-profile <name>', 's3://: profile of your AWS settings to sign in with')
    .option('--s3-anonymous', 's3://: ask without signing in, as for open data');
}

/** @throws ShareError `usage` */
export function s3Wish({ s3Endpoint, s3Region, s3Profile, s3Anonymous }: S3Options): NonNullable<ServiceOptions['s3']> {
  if (s3Anonymous === true && s3Profile !== undefined)
    throw new ShareError('usage', { reason: '--s3-anonymous asks without signing in: leave --s3-profile out.' });
  return { endpoint: s3Endpoint, region: s3Region, profile: s3Profile, anonymous: s3Anonymous };
}

/** What stands on the command line for a dataset: a path counts from where one is. */
export function datasetArgument(text: string): string {
  return text.includes('://') ? text : resolve(text);
}

export function endpointUrl(text: string): string {
  if (!isEndpoint(text))
    throw new InvalidArgumentError('It must be an address such as https://s3.lab.example, without a password.');
  return new URL(text).href;
}
