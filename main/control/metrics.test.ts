import { expect, test } from 'vitest';
import { aSession } from '../../contract/testing/example-session.ts';
import { prometheusText } from './metrics.ts';

const none = aSession().resources;

/** What is told of one session, by name. */
function told(text: string, id: string): Record<string, number> {
  const lines = text.matchAll(/^annotate_share_session_(\w+)\{session="(\w+)"\} (\S+)$/gm);
  return Object.fromEntries(
    [...lines].flatMap(([, name = '', of, value]) => (of === id ? [[name, Number(value)]] : [])),
  );
}

test('what a session is asked, sends, computes and keeps', () => {
  const busy = aSession({
    id: 'busy',
    resources: {
      ...none,
      memoryBytes: 1000,
      cpu: 1.5,
      queue: 3,
      computing: 2,
      refused: 4,
      memoryShort: true,
      requests: 50,
      bytesSent: 6000,
      cacheHitRate: 0.8,
      cacheHits: 40,
      cacheMisses: 10,
      cacheBytes: 7000,
    },
  });
  const asleep = aSession({ id: 'asleep', phase: 'asleep' });
  const text = prometheusText([busy, asleep]);
  expect(told(text, 'busy')).toEqual({
    live: 1,
    asleep: 0,
    people_here: 0,
    sent_bytes_total: 6000,
    requests_total: 50,
    host_memory_bytes: 1000,
    host_cpu_cores: 1.5,
    heavy_running: 2,
    heavy_waiting: 3,
    heavy_refused_total: 4,
    memory_short: 1,
    cache_hits_total: 40,
    cache_misses_total: 10,
    cache_bytes: 7000,
  });
  // What nobody knows is not told as nought.
  expect(told(text, 'asleep')).toMatchObject({ live: 0, asleep: 1, memory_short: 0 });
  expect(told(text, 'asleep')).not.toHaveProperty('host_memory_bytes');
});

test('each line is one that Prometheus reads, each metric has its kind, and counters say so in their names', () => {
  const lines = prometheusText([aSession()]).trimEnd().split('\n');
  for (const line of lines) {
    expect(line).toMatch(/^(# HELP \w+ .+|# TYPE \w+ (gauge|counter)|\w+\{session="\w+"\} [\d.]+)$/);
    const [, name = '', kind] = /^# TYPE (\w+) (\w+)$/.exec(line) ?? [];
    if (name !== '') expect(name.endsWith('_total'), name).toBe(kind === 'counter');
  }
});
