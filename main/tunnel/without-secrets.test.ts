import { expect, test } from 'vitest';
import { withoutSecrets } from './without-secrets.ts';

test.each([
  ['ngrok names the token it refuses', 'Your authtoken: 1yaP1QLD0cVVKBknmtX9TAduxr6', 'Your authtoken: …'],
  ['as a setting', 'token=abc123 region=eu', 'token=… region=eu'],
  ['in JSON', '{"access_token":"abc123","lvl":"info"}', '{"access_token":"…","lvl":"info"}'],
  ['in an address', 'proxy http://anna:hunter2@proxy.example:3128/', 'proxy http://…@proxy.example:3128/'],
  ['what follows it in JSON stays', '{"err":"token: abc\\r\\nERR_1"}', '{"err":"token: …\\r\\nERR_1"}'],
  ['an ordinary line', 'Registered tunnel connection connIndex=0', 'Registered tunnel connection connIndex=0'],
  ['an ordinary address', 'https://a-b.trycloudflare.com/path', 'https://a-b.trycloudflare.com/path'],
])('%s', (_, said, shown) => {
  expect(withoutSecrets(said)).toBe(shown);
});

test('what a variable with a telling name holds is taken out wherever it stands', () => {
  const environment = { NGROK_AUTHTOKEN: '2abcDEFghi_jklMNO', HOME: '/home/anna', TOKEN_TTL: '60' };
  expect(withoutSecrets('got 2abcDEFghi_jklMNO in 60 s at /home/anna', environment)).toBe(
    'got … in 60 s at /home/anna',
  );
});
