import { expect, test } from 'vitest';
import { endpointUrl, s3Wish } from './source-option.ts';

test('what was said is handed on, and nothing else', () => {
  expect(s3Wish({ s3Endpoint: 'https://s3.lab.example/', s3Region: 'lab', s3Anonymous: true })).toEqual({
    endpoint: 'https://s3.lab.example/',
    region: 'lab',
    profile: undefined,
    anonymous: true,
  });
});

test('signing in and not signing in exclude each other', () => {
  expect(() => s3Wish({ s3Profile: 'lab', s3Anonymous: true })).toThrow('leave --s3-profile out');
});

test.each([
  ['https://s3.lab.example', 'https://s3.lab.example/'],
  ['http://127.0.0.1:9000', 'http://127.0.0.1:9000/'],
])('%s is an endpoint', (text, url) => {
  expect(endpointUrl(text)).toBe(url);
});

test.each(['s3.lab.example', 'ftp://s3.lab.example', 'https://key:secret@s3.lab.example'])('%s is none', (text) => {
  expect(() => endpointUrl(text)).toThrow('without a password');
});
