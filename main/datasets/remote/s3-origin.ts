/** Asks S3, or a server that speaks its language, for an object. The client is loaded when the first one is asked. */
import type { GetObjectCommandOutput, S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { ShareError } from '../../../contract/errors.ts';
import { rangeHeader, type Asking, type Origin, type Reply } from './origin.ts';
import type { S3Source } from './source.ts';

/** What is left away is as AWS's own programs have it: from the environment and the files in `~/.aws`. */
export interface S3Settings {
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** Asks without credentials, as for open data. */
  readonly anonymous?: boolean | undefined;
}

/** Where nothing says another; S3 itself tells where a bucket really is. */
const FALLBACK_REGION = 'us-east-1';

export class S3Origin implements Origin {
  readonly #source: S3Source;
  readonly #settings: S3Settings;
  #client: Promise<S3Client> | null = null;

  constructor(source: S3Source, settings: S3Settings) {
    this.#source = source;
    this.#settings = settings;
  }

  async ask(asking: Asking): Promise<Reply> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    this.#client ??= openClient(this.#settings);
    const { bucket: Bucket, key: Key } = this.#source;
    const Range = rangeHeader(asking);
    const IfMatch = Range === undefined ? null : asking.onlyOf;
    const IfNoneMatch = asking.unless?.etag;
    const command = new GetObjectCommand({
      Bucket,
      Key,
      ...(Range === undefined ? {} : { Range }),
      ...(IfMatch == null ? {} : { IfMatch }),
      ...(IfNoneMatch == null ? {} : { IfNoneMatch }),
    });
    try {
      const client = await this.#client;
      return replyOf(await client.send(command, { abortSignal: asking.signal }));
    } catch (error) {
      return this.#refusal(error);
    }
  }

  close(): void {
    void this.#client?.then(
      (client) => client.destroy(),
      () => undefined,
    );
  }

  /** What S3 says by an error that has a status is an answer; all else is trouble on the way there. */
  #refusal(error: unknown): Reply {
    const { name, $metadata } = error as { readonly name?: string; readonly $metadata?: { httpStatusCode?: number } };
    const reason = name === undefined ? undefined : reasons.get(name);
    if (reason !== undefined) {
      const { fileName, host } = this.#source;
      throw new ShareError('download-denied', { name: fileName, host, reason }, { cause: error });
    }
    if ($metadata?.httpStatusCode === undefined) throw error;
    return { status: $metadata.httpStatusCode, headers: {}, body: nothing(), discard: () => undefined };
  }
}

const reasons = new Map([
  ['CredentialsProviderError', 'no AWS credentials were found on this computer'],
  ['TokenProviderError', 'the AWS sign-in on this computer has run out'],
  ['ExpiredToken', 'the AWS sign-in on this computer has run out'],
  ['InvalidAccessKeyId', 'it does not know the AWS access key of this computer'],
  ['SignatureDoesNotMatch', 'it does not accept the AWS secret key of this computer'],
  ['NoSuchBucket', 'there is no such bucket'],
  ['NoSuchKey', 'it has no such file'],
  ['AccessDenied', 'it does not allow it'],
  ['PermanentRedirect', 'the bucket is in another region'],
  ['AuthorizationHeaderMalformed', 'the bucket is in another region'],
  ['InvalidObjectState', 'the file is in an archive and has to be restored first'],
]);

async function openClient({ endpoint, region, profile, anonymous }: S3Settings): Promise<S3Client> {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const config: S3ClientConfig = {
    // Attempts are counted, and the rest asked for, in one place for all kinds of sources.
    maxAttempts: 1,
    followRegionRedirects: endpoint === undefined,
    // A part has no checksum, and servers that speak S3 seldom send one for the whole.
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(anonymous === true
      ? {
          credentials: { accessKeyId: '', secretAccessKey: '' },
          signer: { sign: (request) => Promise.resolve(request) },
        }
      : {}),
  };
  const client = new S3Client(config);
  const hasRegion = await client.config.region().then(
    (found) => found !== '',
    () => false,
  );
  if (hasRegion) return client;
  client.destroy();
  return new S3Client({ ...config, region: FALLBACK_REGION });
}

function replyOf(output: GetObjectCommandOutput): Reply {
  const { $metadata, ETag, ContentRange, ContentLength, LastModified, ContentEncoding, Body } = output;
  const body = Body as (AsyncIterable<Uint8Array> & { destroy?: () => void }) | undefined;
  return {
    status: $metadata.httpStatusCode ?? 200,
    headers: {
      etag: ETag,
      'content-range': ContentRange,
      'content-length': ContentLength?.toString(),
      'content-encoding': ContentEncoding === '' ? undefined : ContentEncoding,
      'last-modified': LastModified?.toUTCString(),
      'x-amz-checksum-sha256': output.ChecksumSHA256,
    },
    body: body ?? nothing(),
    discard: () => body?.destroy?.(),
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- an iterable of nothing has nothing to wait for
async function* nothing(): AsyncGenerator<Uint8Array> {
  yield* [];
}
