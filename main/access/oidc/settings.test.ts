import { expect, test } from 'vitest';
import { oidcSettings, type OidcWish } from './settings.ts';

const wish: OidcWish = {
  issuer: 'https://id.example.org/realms/lab',
  clientId: 'cells',
  clientSecret: 'secret',
  allow: ['Example.org', 'guest@other.example'],
  publicUrl: 'https://lab.example.org/cells',
};

test('what the owner says becomes what the rest works with', () => {
  const settings = oidcSettings(wish);
  expect(settings.redirectUri.href).toBe('https://lab.example.org/cells/-/oidc/callback');
  expect(settings.name).toBe('id.example.org');
  expect(settings.allow).toEqual([
    { kind: 'domain', domain: 'example.org' },
    { kind: 'address', address: 'guest@other.example' },
  ]);
  expect(oidcSettings({ ...wish, publicUrl: 'https://lab.example.org' }).redirectUri.pathname).toBe('/-/oidc/callback');
  expect(oidcSettings({ ...wish, name: 'Example University' }).name).toBe('Example University');
});

test.each(['http://127.0.0.1:8000', 'http://localhost', 'http://[::1]:8000/x'])(
  '%s is this computer: no TLS is needed',
  (here) => {
    expect(oidcSettings({ ...wish, issuer: here, publicUrl: here }).issuer.protocol).toBe('http:');
  },
);

test.each<[Partial<OidcWish>, string]>([
  [{ issuer: 'http://id.example.org' }, 'must begin with https://'],
  [{ issuer: 'id.example.org' }, 'must begin with https://'],
  [{ issuer: 'https://user:secret@id.example.org' }, 'plain address'],
  [{ publicUrl: 'http://lab.example.org' }, 'must begin with https://'],
  [{ publicUrl: 'http://localhost.evil.example' }, 'must begin with https://'],
  [{ clientId: ' ' }, '--oidc-client-id is missing'],
  [{ allow: [] }, 'Who may come in?'],
  [{ allow: ['*.example.org'] }, '--oidc-allow *.example.org is neither'],
])('%j is refused', (change, reason) => {
  expect(() => oidcSettings({ ...wish, ...change })).toThrow(reason);
});
