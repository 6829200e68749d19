/** `GET /metrics` in Prometheus' text format: counts and sizes, no names of people, files or addresses. */
import type { Session } from '../../contract/session.ts';

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly value: (session: Session) => number | null;
}

const metrics: readonly Metric[] = [
  { name: 'live', help: 'Whether the session is live.', type: 'gauge', value: ({ phase }) => Number(phase === 'live') },
  {
    name: 'asleep',
    help: 'Whether the session is asleep.',
    type: 'gauge',
    value: ({ phase }) => Number(phase === 'asleep'),
  },
  {
    name: 'people_here',
    help: 'People looking now.',
    type: 'gauge',
    value: ({ people }) => people.filter((one) => one.here).length,
  },
  {
    name: 'sent_bytes_total',
    help: 'Bytes sent to collaborators.',
    type: 'counter',
    value: ({ resources }) => resources.bytesSent,
  },
  {
    name: 'requests_total',
    help: 'Requests answered.',
    type: 'counter',
    value: ({ resources }) => resources.requests,
  },
  {
    name: 'host_memory_bytes',
    help: 'Memory of the host process.',
    type: 'gauge',
    value: ({ resources }) => resources.memoryBytes,
  },
  {
    name: 'host_cpu_cores',
    help: 'Cores the host process keeps busy.',
    type: 'gauge',
    value: ({ resources }) => resources.cpu,
  },
  {
    name: 'heavy_running',
    help: 'Differential expressions being computed.',
    type: 'gauge',
    value: ({ resources }) => resources.computing,
  },
  {
    name: 'heavy_waiting',
    help: 'Differential expressions that wait for their turn.',
    type: 'gauge',
    value: ({ resources }) => resources.queue,
  },
  {
    name: 'heavy_refused_total',
    help: 'Differential expressions that were refused.',
    type: 'counter',
    value: ({ resources }) => resources.refused,
  },
  {
    name: 'memory_short',
    help: 'Whether differential expressions are refused because the computer is short of memory.',
    type: 'gauge',
    value: ({ resources }) => Number(resources.memoryShort),
  },
  {
    name: 'cache_hits_total',
    help: 'Requests answered from what is kept in memory.',
    type: 'counter',
    value: ({ resources }) => resources.cacheHits,
  },
  {
    name: 'cache_misses_total',
    help: 'Requests that could be kept in memory and were not yet.',
    type: 'counter',
    value: ({ resources }) => resources.cacheMisses,
  },
  {
    name: 'cache_bytes',
    help: 'Memory taken by kept answers.',
    type: 'gauge',
    value: ({ resources }) => resources.cacheBytes,
  },
];

export function prometheusText(sessions: readonly Session[]): string {
  const lines = metrics.flatMap(({ name, help, type, value }) => [
    `# HELP annotate_share_session_${name} ${help}`,
    `# TYPE annotate_share_session_${name} ${type}`,
    ...sessions.flatMap((session) => {
      const amount = value(session);
      return amount === null ? [] : [`annotate_share_session_${name}{session="${session.id}"} ${amount}`];
    }),
  ]);
  return `${lines.join('\n')}\n`;
}
