import { describe, expect, test } from 'vitest';
import { tlsWish, type TlsOptions } from './tls-option.ts';

describe('tlsWish', () => {
  test.each<[string, TlsOptions, string]>([
    ['this computer alone', { bind: '127.0.0.1' }, 'off'],
    ['this computer alone, by name', { bind: 'localhost' }, 'off'],
    ['this computer alone, asked for', { bind: '::1', tls: 'self-made' }, 'self-made'],
    ['the network', { bind: '0.0.0.0' }, 'self-made'],
    ['one address of the network', { bind: '192.0.2.7' }, 'self-made'],
    ['the network, not wanted', { bind: '0.0.0.0', tls: 'off' }, 'off'],
    ['a web server in front', { bind: '0.0.0.0', hostName: ['cells.lab.example'] }, 'off'],
    ['a name of our own', { bind: '0.0.0.0', hostName: ['cells.lab.example:8443'], tls: 'self-made' }, 'self-made'],
    ['the owner’s own files', { bind: '127.0.0.1', tlsCert: 'a', tlsKey: 'b' }, 'own-files'],
    ['the owner’s own files on the network', { bind: '0.0.0.0', tlsCert: 'a', tlsKey: 'b' }, 'own-files'],
  ])('%s', (_, options, kind) => expect(tlsWish(options).kind).toBe(kind));

  test.each<[string, TlsOptions]>([
    ['a certificate without its key', { bind: '0.0.0.0', tlsCert: 'a' }],
    ['a key without its certificate', { bind: '0.0.0.0', tlsKey: 'a' }],
    ['files and no TLS', { bind: '0.0.0.0', tls: 'off', tlsCert: 'a', tlsKey: 'b' }],
  ])('%s is refused', (_, options) => {
    expect(() => tlsWish(options)).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
  });
});
