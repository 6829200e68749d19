import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ShareError } from '../../../contract/errors.ts';
import { Downloads, type FetchWish } from './downloads.ts';
import type { S3Settings } from './s3-origin.ts';
import { s3Credentials, startS3Server, type S3Server } from './testing/s3-server.ts';

/** The superblock of a real file of 2128 bytes, as HDF5 wrote it. */
const superblock = Buffer.from(
  '894844460d0a1a0a000000000008080004001000000000000000000000000000ffffffffffffffff5008000000000000ffffffffffffffff',
  'hex',
);
const BYTES = 20_000_000;
const content = Buffer.concat([superblock, randomBytes(BYTES)]);
const lung = 's3://atlas/fetal lung/w12 + #1.h5ad';

let server: S3Server;
let client: S3Client;
let folder: string;

beforeAll(async () => {
  server = await startS3Server();
  const { endpoint } = server;
  client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: s3Credentials });
  await client.send(new CreateBucketCommand({ Bucket: 'atlas' }));
}, 300_000);
afterAll(async () => {
  client.destroy();
  await server.close();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annotate-share-s3-downloads-'));
  const { accessKeyId, secretAccessKey } = s3Credentials;
  const profile = (name: string, secret: string) =>
    `[${name}]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secret}\n`;
  await writeFile(join(folder, 'credentials'), profile('lab', secretAccessKey) + profile('other', 'wrong'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  await put(lung, content);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });
});

async function put(address: string, body: Buffer): Promise<void> {
  const Key = address.slice('s3://atlas/'.length);
  await client.send(new PutObjectCommand({ Bucket: 'atlas', Key, Body: body }));
}

const make = (s3: S3Settings = { profile: 'lab' }) =>
  new Downloads({
    folder: join(folder, 'downloads'),
    limitBytes: 1e9,
    s3: () => ({ endpoint: server.endpoint, ...s3 }),
    log: pino({ level: 'silent' }),
  });
const wish = (more: Partial<FetchWish> = {}): FetchWish => ({
  signal: new AbortController().signal,
  onProgress: () => undefined,
  keepCopy: false,
  ...more,
});

async function failureOf(work: Promise<unknown>): Promise<ShareError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof ShareError)) throw new Error(`no ShareError: ${String(error)}`);
  return error;
}

/** Gives up once something has arrived. Returns how much. */
async function begin(downloads: Downloads): Promise<number> {
  const abort = new AbortController();
  let arrived = 0;
  const onProgress: FetchWish['onProgress'] = ({ received }) => {
    arrived = received;
    abort.abort(new Error('stopped by its owner'));
  };
  await expect(downloads.fetch(lung, wish({ signal: abort.signal, onProgress }))).rejects.toThrow(
    'stopped by its owner',
  );
  return arrived;
}

test('an object is looked at, downloaded and asked after', async () => {
  const downloads = make();
  expect(await downloads.peek(lung)).toEqual({ fileName: 'w12 + #1.h5ad', sizeBytes: content.length });
  const { file } = await downloads.fetch(lung, wish());
  expect((await readFile(file.path)).equals(content)).toBe(true);
  const { ino } = await stat(file.path);
  const again = await make().fetch(lung, wish());
  expect((await stat(again.file.path)).ino).toBe(ino);
});

test('what was begun goes on where it stopped', async () => {
  const arrived = await begin(make());
  expect(arrived).toBeLessThan(content.length);
  const told: number[] = [];
  const { file } = await make().fetch(lung, wish({ onProgress: ({ received }) => told.push(received) }));
  expect(told[0]).toBeGreaterThan(arrived);
  expect((await readFile(file.path)).equals(content)).toBe(true);
});

test('what has changed since is begun anew', async () => {
  await begin(make());
  const newer = Buffer.concat([superblock, randomBytes(BYTES)]);
  await put(lung, newer);
  const { file } = await make().fetch(lung, wish());
  expect((await readFile(file.path)).equals(newer)).toBe(true);
  await put(lung, content);
  const again = await make().fetch(lung, wish());
  expect((await readFile(again.file.path)).equals(content)).toBe(true);
});

test.each<[string, string, S3Settings, string]>([
  ['no such object', 's3://atlas/none.h5ad', { profile: 'lab' }, 'it has no such file'],
  ['no such bucket', 's3://none-such/lung.h5ad', { profile: 'lab' }, 'there is no such bucket'],
  ['not signed in', lung, { anonymous: true }, 'it does not allow it'],
  ['a wrong secret', lung, { profile: 'other' }, 'it does not accept the AWS secret key of this computer'],
  ['a profile that is not there', lung, { profile: 'none' }, 'no AWS credentials were found on this computer'],
])('%s', async (_, address, s3, reason) => {
  const { failure } = await failureOf(make(s3).fetch(address, wish()));
  expect(failure.code).toBe('download-denied');
  expect(failure.message).toContain(reason);
});

test('nobody listens', async () => {
  const { failure } = await failureOf(make({ profile: 'lab', endpoint: 'http://127.0.0.1:1' }).fetch(lung, wish()));
  expect(failure).toMatchObject({ code: 'download-failed' });
  expect(failure.message).toContain('nothing listens there');
});

test.each([
  ['s3://atlas/empty.h5ad', Buffer.alloc(0), 'it is empty'],
  ['s3://atlas/table.h5ad', Buffer.from('a,b\n'), 'it is a table of text (CSV)'],
])('%s', async (address, body, kind) => {
  await put(address, body);
  expect((await failureOf(make().fetch(address, wish()))).message).toContain(kind);
});
