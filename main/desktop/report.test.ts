import { expect, test } from 'vitest';
import { aPerson, aSession } from '../../contract/testing/example-session.ts';
import { reportText } from './report.ts';
import { scrubbed } from './report-scrub.ts';

const secrets = {
  password: 'kelp-onyx-7-fern',
  title: 'Fetal Lung (embargo)',
  path: '/Users/ana/unpublished data/fetal lung.h5ad',
  person: 'Ben Okafor',
  token: 'q8Zr2vYkT0uWm4LxB7nHc1Ds',
  publicUrl: 'https://tidy-otter-12.tunnel.example/d/fetal-lung/',
  invite: 'eyJpZCI6Imk5In0.c2lnbmF0dXJl',
  account: 'ben@institute.example',
  column: 'donor_name',
};

const session = aSession({
  title: secrets.title,
  publicUrl: secrets.publicUrl,
  signIn: { user: 'guest', password: secrets.password },
  people: [aPerson(secrets.person, { account: secrets.account })],
  dataset: { ...aSession().dataset, path: secrets.path, fileName: 'fetal lung.h5ad' },
});

const line = (rest: object) => JSON.stringify({ level: 30, time: '2026-11-21T10:00:00.000Z', pid: 7, ...rest });
const log = [
  line({ proxy: 40123, control: 'http://127.0.0.1:40124', msg: 'service started' }),
  line({ title: secrets.title, dataset: secrets.path, msg: 'session starts' }),
  line({ msg: `reading ${secrets.path} of ${secrets.title.toUpperCase()}` }),
  line({ address: '203.0.113.7', method: 'GET', path: '/d/fetal-lung/api/v0.2/schema', status: 200, msg: 'request' }),
  line({ msg: `GET /d/fetal-lung/-/invite/${secrets.invite} from 203.0.113.7, 2001:db8::5` }),
  line({ title: 'Kidney atlas', account: 'Chen Wu', msg: 'a session of last week, which nobody knows any more' }),
  line({ msg: `opened ${secrets.publicUrl}` }),
  line({ err: { type: 'Error', message: `control token=${secrets.token}`, stack: `at ${secrets.path}:1` } }),
  `Authorization: Bearer ${secrets.token}`,
  `Authorization: Basic ${Buffer.from(`guest:${secrets.password}`).toString('base64')}`,
  `Cookie: annotate-share=${secrets.token}`,
  `ssh://ana:${secrets.password}@lab.example`,
  `column ${secrets.column} of ${secrets.account}`,
  `a traceback, File "/Users/ana/Library/annotate-share/environments/lib/python3.12/site.py", line 3`,
  '{"cut off": "in the mid',
].join('\n');

const report = reportText({
  made: new Date('2026-11-21T12:00:00.000Z'),
  about: { version: '1.2.3', system: 'linux x64' },
  snapshot: { version: '1.2.3', sessions: [session], recents: [] },
  known: [secrets.token, '/Users/ana', 'ana', secrets.column],
  logs: { 'service.log': log, 'other.log': null },
});

test.each([
  ...Object.values(secrets),
  ...['203.0.113.7', '2001:db8', 'fetal', 'Okafor', 'tidy-otter', 'lab.example', 'institute.example', '/Users/ana'],
  ...['Kidney', 'Chen'],
  Buffer.from(`guest:${secrets.password}`).toString('base64'),
])('%s is not in the report', (secret) => {
  expect(report.toLowerCase()).not.toContain(secret.toLowerCase());
});

test('what helps is', () => {
  expect(report).toContain('version: 1.2.3');
  expect(report).toContain('service started');
  expect(report).toContain('http://127.0.0.1:40124');
  expect(report).toContain('"status":200');
  expect(report).toContain('"type":"Error"');
  expect(report).toContain('python3.12/site.py", line 3');
  expect(report).toContain('live; computer  off; store none');
  expect(report).toContain('(there is none)');
});

test('it stays small enough to be read', () => {
  const snapshot = { version: '1', sessions: [], recents: [] };
  const logs = { 'service.log': `${'an ordinary line\n'.repeat(9_000)}${'x'.repeat(50_000)}` };
  const text = reportText({ made: new Date(0), about: {}, snapshot, known: [], logs });
  expect(text.split('\n').length).toBeLessThan(520);
  expect(text).toContain('(a line of 50000 characters)');
});

test.each([
  ['nothing known, nothing telling', 'the host ended with code 3'],
  ['a time', '2026-11-21T10:00:00.000Z'],
  ['a time of day', 'at 10:00:12 again'],
  ['a place in a source', 'at file.ts:12:34'],
  ['a long word', 'internationalisation-of-everything'],
])('%s stays as it is', (_name, text) => {
  expect(scrubbed(text, ['', 'ab'])).toBe(text);
});
