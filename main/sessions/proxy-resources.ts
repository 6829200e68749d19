/** What the proxy has counted, as the owner's snapshot tells it. Pure. */
import type { Session } from '../../contract/session.ts';
import type { ProxyFigures } from '../proxy/ports.ts';

type ProxyResources = Omit<Session['resources'], 'memoryBytes' | 'cpu' | 'requests' | 'bytesSent'>;

export function proxyResources({ heavy, answers, memory }: ProxyFigures): ProxyResources {
  const asked = answers.hits + answers.misses;
  return {
    queue: heavy.waiting,
    computing: heavy.running,
    refused: heavy.refused,
    memoryShort: memory.kind === 'short',
    cacheHitRate: asked === 0 ? null : answers.hits / asked,
    cacheHits: answers.hits,
    cacheMisses: answers.misses,
    cacheBytes: answers.bytes,
  };
}
