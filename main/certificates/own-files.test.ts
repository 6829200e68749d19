import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Certificate } from './certificate.ts';
import { issue, makeAuthority } from './issue.ts';
import { OwnCertificate } from './own-files.ts';
import { DAY_MS, localOnly } from './self-made-policy.ts';

let folder: string;
let now: Date;
let files: { cert: string; key: string };
let written = 0;

const made = async (): Promise<Certificate> =>
  issue(await makeAuthority('a lab', localOnly, new Date()), { dns: ['localhost'], addresses: [] }, new Date());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'own-files-'));
  now = new Date();
  files = { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  put(await made());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put({ cert, key }: Partial<Certificate>): void {
  if (cert !== undefined) write(files.cert, cert);
  if (key !== undefined) write(files.key, key);
}

/** Two writes within one tick of a coarse clock must still look different. */
function write(path: string, text: string): void {
  writeFileSync(path, text);
  written += 1;
  utimesSync(path, new Date(), new Date(1.7e12 + written * 5000));
}

const open = () => OwnCertificate.open({ files, now: () => now, log: pino({ level: 'silent' }) });
const failsWith = (code: string) => expect(open()).rejects.toMatchObject({ code });

describe('at the start', () => {
  test('a good pair is used', async () => {
    const certificate = await open();
    expect(certificate.current().cert).toBe(readFileSync(files.cert, 'utf8'));
    expect(certificate.facts()).toMatchObject({ kind: 'own-files', authorityFingerprint: null, trouble: null });
  });

  test.each<[string, () => void]>([
    ['a certificate that is not there', () => rmSync(files.cert)],
    ['a key that is not there', () => rmSync(files.key)],
    ['a certificate that is none', () => put({ cert: 'none' })],
    ['a key that is none', () => put({ key: 'none' })],
    ['the files the wrong way round', swap],
    [
      'a key with a passphrase',
      () => {
        const { privateKey } = generateKeyPairSync('ec', {
          namedCurve: 'P-256',
          privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
          publicKeyEncoding: { type: 'spki', format: 'pem' },
        });
        put({ key: privateKey });
      },
    ],
  ])('%s is said in words', async (_, spoil) => {
    spoil();
    await failsWith('tls-file-unreadable');
  });

  test('a key that belongs to another certificate is said in words', async () => {
    put({ key: (await made()).key });
    await failsWith('tls-key-mismatch');
  });

  test('a certificate that has ended is said in words', async () => {
    now = new Date(now.getTime() + 31 * DAY_MS);
    await failsWith('tls-certificate-expired');
  });
});

function swap(): void {
  renameSync(files.cert, `${files.cert}.old`);
  renameSync(files.key, files.cert);
  renameSync(`${files.cert}.old`, files.key);
}

describe('while it is used', () => {
  test('a new pair is used, and told once', async () => {
    const certificate = await open();
    const before = certificate.facts().fingerprint;
    let told = 0;
    certificate.subscribe(() => (told += 1));
    await certificate.check();
    expect(told).toBe(0);
    put(await made());
    await certificate.check();
    await certificate.check();
    expect([told, certificate.facts().fingerprint === before]).toEqual([1, false]);
  });

  test('a pair of which only one file is new keeps the one before, says so, and mends itself with the other', async () => {
    const certificate = await open();
    const before = certificate.current();
    const next = await made();
    put({ cert: next.cert });
    await certificate.check();
    expect(certificate.current()).toEqual(before);
    expect(certificate.facts().trouble).toMatchObject({ severity: 'warning', failure: { code: 'tls-key-mismatch' } });
    const since = certificate.facts().trouble?.since;
    now = new Date(now.getTime() + 60_000);
    await certificate.check();
    expect(certificate.facts().trouble?.since).toEqual(since);
    put({ key: next.key });
    await certificate.check();
    expect([certificate.current(), certificate.facts().trouble]).toEqual([next, null]);
  });

  test('files that vanish keep it, and their return ends the trouble', async () => {
    const certificate = await open();
    const before = certificate.current();
    renameSync(files.key, `${files.key}.away`);
    await certificate.check();
    expect(certificate.current()).toEqual(before);
    expect(certificate.facts().trouble?.failure.code).toBe('tls-file-unreadable');
    renameSync(`${files.key}.away`, files.key);
    await certificate.check();
    expect(certificate.facts().trouble).toBeNull();
  });

  test.runIf(process.platform !== 'win32')('links that are led elsewhere are followed, as certbot renews', async () => {
    const [first, second] = [await made(), await made()];
    for (const [number, pair] of [first, second].entries()) {
      writeFileSync(join(folder, `cert${number}.pem`), pair.cert);
      writeFileSync(join(folder, `key${number}.pem`), pair.key);
    }
    const lead = (number: number) => {
      for (const [link, to] of [
        [files.cert, `cert${number}.pem`],
        [files.key, `key${number}.pem`],
      ] as const) {
        rmSync(link);
        symlinkSync(join(folder, to), link);
      }
    };
    lead(0);
    const certificate = await open();
    expect(certificate.current()).toEqual(first);
    lead(1);
    await certificate.check();
    expect(certificate.current()).toEqual(second);
  });

  test('its end is announced two weeks before, and is an error once it is there', async () => {
    const certificate = await open();
    now = new Date(now.getTime() + 15 * DAY_MS);
    expect(certificate.facts().trouble).toBeNull();
    now = new Date(now.getTime() + 2 * DAY_MS);
    expect(certificate.facts().trouble).toMatchObject({
      severity: 'warning',
      failure: { code: 'tls-certificate-ends-soon' },
    });
    now = new Date(now.getTime() + 14 * DAY_MS);
    expect(certificate.facts().trouble).toMatchObject({
      severity: 'error',
      failure: { code: 'tls-certificate-expired' },
    });
  });
});
