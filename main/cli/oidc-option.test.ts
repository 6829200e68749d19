import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oidcPlan, oidcWish } from './oidc-option.ts';
import { readPublicUrl } from './public-url.ts';

const issuer = { oidcIssuer: 'https://id.example.org', oidcClientId: 'cells', oidcAllow: ['example.org'] };
const reached = {
  publicUrl: readPublicUrl('https://lab.example.org/cells'),
  hostNames: [],
  basePath: '/cells',
  tls: false,
};
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-oidc-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('without an issuer there is nothing, also where the secret is named in the environment', async () => {
  expect(await oidcWish({ oidcClientSecretFile: '/nowhere' }, reached)).toBeUndefined();
});

test('the provider sends people back to the public address, else to the first host name', async () => {
  expect(await oidcWish(issuer, reached)).toEqual({
    issuer: 'https://id.example.org',
    clientId: 'cells',
    clientSecret: null,
    name: undefined,
    allow: ['example.org'],
    publicUrl: 'https://lab.example.org/cells',
  });
  const named = { hostNames: ['cells.example.org:8443', 'other.example.org'], basePath: '/lab', tls: true };
  expect((await oidcWish(issuer, named))?.publicUrl).toBe('https://cells.example.org:8443/lab');
});

test('the secret is the first line of its file', async () => {
  const file = join(folder, 'secret');
  writeFileSync(file, 's3cr3t/with+signs=\n# of the institute\n');
  expect((await oidcWish({ ...issuer, oidcClientSecretFile: file }, reached))?.clientSecret).toBe('s3cr3t/with+signs=');
  writeFileSync(file, '\n');
  await expect(oidcWish({ ...issuer, oidcClientSecretFile: file }, reached)).rejects.toMatchObject({
    failure: { code: 'oidc-secret-unusable' },
  });
  await expect(oidcWish({ ...issuer, oidcClientSecretFile: join(folder, 'none') }, reached)).rejects.toThrow(/none/);
});

test.each([
  [{ oidcAllow: ['example.org'] }, reached, '--oidc-allow needs --oidc-issuer'],
  [{ oidcClientId: 'cells' }, reached, '--oidc-client-id needs --oidc-issuer'],
  [issuer, { hostNames: [], basePath: '', tls: true }, 'needs --public-url or --host-name'],
])('%j is refused', async (options, where, reason) => {
  await expect(oidcWish(options, where)).rejects.toThrow(reason);
});

describe('for a program that is only printed', () => {
  const publicUrl = readPublicUrl('https://lab.example.org/cells');
  const said = { oidcIssuer: 'https://id.example.org', oidcClientId: 'share', oidcAllow: ['example.org'], publicUrl };
  const at = (path: string) => `/etc/${path}`;

  test('the secret’s file is named, not read', () => {
    expect(oidcPlan({ ...said, oidcClientSecretFile: 'not-there' }, at)).toEqual({
      issuer: 'https://id.example.org',
      clientId: 'share',
      secretFile: '/etc/not-there',
      allow: ['example.org'],
      name: null,
    });
    expect(oidcPlan({ publicUrl }, at)).toBeNull();
  });

  test.each([
    ['no id', { ...said, oidcClientId: undefined }],
    ['nobody who may come in', { ...said, oidcAllow: undefined }],
    ['no address that the provider sends people back to', { ...said, publicUrl: undefined }],
    ['no provider', { ...said, oidcIssuer: undefined }],
  ])('%s: refused instead of printed', (_what, options) => {
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    expect(() => oidcPlan(given, at)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
