import { expect, test } from 'vitest';
import { networkSchema } from '../../contract/network.ts';
import { describeFailure } from '../../contract/errors.ts';
import { networkOf, type CertificateSummary } from './network.ts';

const summary: CertificateSummary = {
  kind: 'self-made',
  fingerprint: 'AA:BB',
  authorityFingerprint: 'CC:DD',
  expiresAt: new Date('2026-12-21T12:00:00Z'),
  trouble: null,
};

test('without TLS there is nothing to compare', () => {
  const network = networkOf(
    'on',
    { addresses: ['http://192.0.2.7:8000'], here: 'http://127.0.0.1:1' },
    null,
    '/home/authority.crt',
  );
  expect(networkSchema.parse(network)).toEqual({
    lan: 'on',
    addresses: ['http://192.0.2.7:8000'],
    here: 'http://127.0.0.1:1',
    tls: 'off',
    fingerprint: null,
    authorityFingerprint: null,
    authorityFile: null,
    expiresAt: null,
    notices: [],
  });
});

test('a self-made certificate comes with its authority, the owner’s own without', () => {
  expect(networkOf('fixed', { addresses: [], here: null }, summary, '/home/authority.crt')).toMatchObject({
    tls: 'self-made',
    fingerprint: 'AA:BB',
    authorityFingerprint: 'CC:DD',
    authorityFile: '/home/authority.crt',
    expiresAt: '2026-12-21T12:00:00.000Z',
  });
  const own = networkOf(
    'fixed',
    { addresses: [], here: null },
    { ...summary, kind: 'own-files', authorityFingerprint: null },
    '/home/authority.crt',
  );
  expect([own.tls, own.authorityFile]).toEqual(['own-files', null]);
});

test('trouble with it is a notice', () => {
  const failure = describeFailure('tls-certificate-ends-soon', { path: 'a.crt', date: '2026-12-21' });
  const since = new Date('2026-12-07T12:00:00Z');
  const { notices } = networkOf(
    'fixed',
    { addresses: [], here: null },
    { ...summary, trouble: { failure, severity: 'warning', since } },
    '',
  );
  expect(notices).toEqual([
    {
      code: 'tls-certificate-ends-soon',
      severity: 'warning',
      since: since.toISOString(),
      message: 'The certificate a.crt ends on 2026-12-21.',
      hint: failure.hint,
    },
  ]);
});
