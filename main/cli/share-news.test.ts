import { expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import type { Reach, Session } from '../../contract/session.ts';
import { aSession } from '../../contract/testing/example-session.ts';
import { endOf, newsOf } from './share-news.ts';

const base = aSession();
const error = describeFailure('tunnel-lost', { way: 'localtunnel', reason: 'it broke' });
const reach = (state: Reach['state'], more: Partial<Reach> = {}): Partial<Session> => ({
  publicUrl: state === 'up' ? 'https://b.example/d/lung/' : null,
  reach: {
    ...base.reach,
    rung: 'internet',
    provider: 'localtunnel',
    state,
    error: state === 'up' ? null : error,
    ...more,
  },
});
const ending = (since: string): Partial<Session> => ({
  notices: [
    { code: 'ends-soon', severity: 'hint', since, message: 'This session ends in less than ten minutes.', hint: '' },
  ],
});
const changed = { from: 'https://a.example', at: '2026-11-20T12:00:00.000Z' };

test.each<[string, Partial<Session>, Partial<Session>, RegExp[]]>([
  ['nothing', {}, {}, []],
  ['lost', reach('up'), reach('lost'), [/it broke\. Trying again by itself\.$/]],
  ['still lost', reach('lost'), reach('lost'), []],
  ['back', reach('lost'), reach('up'), [/open again: https:\/\/b\.example\/d\/lung\/$/]],
  ['a doubt that passed', reach('doubtful', { error: null }), reach('up'), []],
  ['given up', reach('lost'), reach('failed'), [/it broke/]],
  ['back elsewhere', reach('lost'), reach('up', { changed }), [/open again/, /has changed.*https:\/\/b\.example/]],
  ['known to be elsewhere', reach('up', { changed }), reach('up', { changed }), []],
  ['ends soon', {}, ending('2026-11-20T12:00:00.000Z'), [/less than ten minutes.*annotate-share extend \S+ 1h$/]],
  ['ended soon before', ending('2026-11-20T12:00:00.000Z'), ending('2026-11-20T12:00:00.000Z'), []],
  ['has an end now', {}, { expiresAt: '2026-11-20T13:00:00.000Z' }, [/^It ends at .*2026/]],
  ['has none any more', { expiresAt: '2026-11-20T13:00:00.000Z' }, {}, [/^It has no end any more\.$/]],
])('%s', (_what, before, after, expected) => {
  const news = newsOf({ ...base, ...before }, { ...base, ...after });
  expect(news).toHaveLength(expected.length);
  expected.forEach((pattern, index) => expect(news[index]).toMatch(pattern));
});

test.each<[string, string | null, RegExp | null]>([
  ['its end has come', '2026-11-20T11:59:59.000Z', /^It has ended, as it was to at .*2026.*opens nothing any more\.$/],
  ['somebody stopped it before', '2026-11-20T12:00:01.000Z', null],
  ['it had no end', null, null],
])('gone: %s', (_what, expiresAt, expected) => {
  const said = endOf({ expiresAt }, new Date('2026-11-20T12:00:00.000Z'));
  if (expected === null) expect(said).toBeNull();
  else expect(said).toMatch(expected);
});
