/** The self-made certificate, shown to real TLS clients that trust its authority and nothing else. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type Server } from 'node:tls';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { issue } from './issue.ts';
import { SelfMadeCertificate } from './self-made.ts';
import { DAY_MS, type Names } from './self-made-policy.ts';

let folder: string;
let now: Date;
let names: Names;
let server: Server | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  now = new Date();
  names = { dns: ['localhost', 'anna.local'], addresses: ['127.0.0.1', '192.168.1.20'] };
});
afterEach(() => {
  server?.close();
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

const open = () =>
  SelfMadeCertificate.open({
    folder: join(folder, 'certificates'),
    owner: 'anna',
    names: () => names,
    now: () => now,
    log: pino({ level: 'silent' }),
  });
const authority = () => readFileSync(join(folder, 'certificates', 'authority.crt'), 'utf8');

/** Null when a client that trusts this authority accepts the certificate for this name; else why not. */
async function refusal(
  shown: { cert: string; key: string },
  name: string,
  trusted = authority(),
): Promise<string | null> {
  server = createServer(shown, (socket) => socket.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({
    port,
    host: '127.0.0.1',
    servername: name.includes('.') && !/\d$/.test(name) ? name : '',
    ca: trusted,
  });
  return new Promise((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(`${error.code ?? ''} ${error.message}`));
    socket.once('secureConnect', () => resolve(null));
  }).finally(() => {
    socket.destroy();
    server?.close();
  }) as Promise<string | null>;
}

describe('a new one', () => {
  test('is accepted by whoever trusts its authority, and by nobody else', async () => {
    const { cert, key } = (await open()).current();
    expect(await refusal({ cert, key }, '127.0.0.1')).toBeNull();
    expect(await refusal({ cert, key }, 'anna.local')).toBeNull();
    expect(await refusal({ cert, key }, 'berta.local')).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
    rmSync(join(folder, 'certificates'), { recursive: true });
    await open();
    expect(await refusal({ cert, key }, '127.0.0.1')).not.toBeNull();
  });

  test('its authority cannot certify a site on the internet, whoever gets hold of its key', async () => {
    await open();
    const stolen = JSON.parse(readFileSync(join(folder, 'certificates', 'authority.json'), 'utf8')) as {
      cert: string;
      key: string;
    };
    const forged = await issue(stolen, { dns: ['bank.example'], addresses: ['127.0.0.1'] }, now);
    expect(await refusal(forged, 'bank.example')).toContain('permitted subtree violation');
    const local = await issue(stolen, { dns: ['berta.local'], addresses: [] }, now);
    expect(await refusal(local, 'berta.local')).toBeNull();
  });

  test('lasts a month, and says its fingerprints as browsers do', async () => {
    const facts = (await open()).facts();
    expect(facts.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(facts.authorityFingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(facts.authorityFingerprint).not.toBe(facts.fingerprint);
    expect(Math.round((facts.expiresAt.getTime() - now.getTime()) / DAY_MS)).toBe(30);
  });

  test.runIf(process.platform !== 'win32')('its keys can be read by their owner alone', async () => {
    await open();
    const place = join(folder, 'certificates');
    expect(statSync(place).mode & 0o077).toBe(0);
    expect(readdirSync(place).sort()).toEqual(['authority.crt', 'authority.json', 'certificate.json']);
    for (const file of readdirSync(place)) expect(statSync(join(place, file)).mode & 0o077).toBe(0);
    expect(authority()).not.toContain('PRIVATE');
  });
});

describe('the next day', () => {
  test('it is the same: what a browser was told to accept stays accepted', async () => {
    const first = await open();
    now = new Date(now.getTime() + DAY_MS);
    const second = await open();
    expect(second.current()).toEqual(first.current());
  });

  test('two programs that start at once on a new home share one authority', async () => {
    const [a, b] = await Promise.all([open(), open()]);
    expect(a.facts().authorityFingerprint).toBe(b.facts().authorityFingerprint);
  });

  test('broken files are made anew', async () => {
    const first = await open();
    for (const file of ['authority.json', 'certificate.json']) writeFileSync(join(folder, 'certificates', file), '{');
    const second = await open();
    expect(second.facts().fingerprint).not.toBe(first.facts().fingerprint);
    expect(await refusal(second.current(), '127.0.0.1')).toBeNull();
  });
});

describe('while it is used', () => {
  test('it is made anew before it ends, by the same authority, and told once', async () => {
    const certificate = await open();
    const before = certificate.facts();
    let told = 0;
    certificate.subscribe(() => (told += 1));
    now = new Date(now.getTime() + 19 * DAY_MS);
    await certificate.check();
    expect([told, certificate.facts().fingerprint]).toEqual([0, before.fingerprint]);
    now = new Date(now.getTime() + 2 * DAY_MS);
    await certificate.check();
    await certificate.check();
    const after = certificate.facts();
    expect(told).toBe(1);
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(after.authorityFingerprint).toBe(before.authorityFingerprint);
    expect((await open()).current()).toEqual(certificate.current());
  });

  test('it is made anew for a new address, and not for one that is gone', async () => {
    const certificate = await open();
    const before = certificate.facts();
    names = { ...names, addresses: ['127.0.0.1'] };
    await certificate.check();
    expect(certificate.facts().fingerprint).toBe(before.fingerprint);
    names = { ...names, addresses: ['127.0.0.1', '10.0.0.9'] };
    await certificate.check();
    expect(certificate.facts().fingerprint).not.toBe(before.fingerprint);
    expect(certificate.facts().authorityFingerprint).toBe(before.authorityFingerprint);
  });

  test('a name that the authority may not certify makes a new authority', async () => {
    const certificate = await open();
    const before = certificate.facts();
    names = { ...names, dns: [...names.dns, 'cells.lab.example'] };
    await certificate.check();
    expect(certificate.facts().authorityFingerprint).not.toBe(before.authorityFingerprint);
    expect(await refusal(certificate.current(), 'cells.lab.example')).toBeNull();
  });

  test('two programs by different names on one home do not take turns at making it anew', async () => {
    const first = await open();
    const kept = first.facts().fingerprint;
    names = { ...names, dns: ['localhost', 'other.local'] };
    const second = await open();
    expect(second.facts().fingerprint).not.toBe(kept);
    names = { ...names, dns: ['localhost', 'anna.local'] };
    await first.check();
    expect(first.facts().fingerprint).toBe(kept);
  });

  test('a folder that cannot be written leaves the one in use', async () => {
    const certificate = await open();
    const before = certificate.current();
    rmSync(join(folder, 'certificates'), { recursive: true });
    writeFileSync(join(folder, 'certificates'), '');
    now = new Date(now.getTime() + 25 * DAY_MS);
    await certificate.check();
    expect(certificate.current()).toEqual(before);
  });
});
