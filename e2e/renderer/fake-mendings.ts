/** What the fake control server answers about mended copies. */
import { mendingSchema, startMendingSchema, type Mending, type MendingPhase } from '../../contract/mendings.ts';

export const begun = { name: 'working', step: 'waiting', done: null, detail: null } as const satisfies MendingPhase;

export function aMending(phase: MendingPhase, rest: Partial<Mending> = {}): Mending {
  return mendingSchema.parse({
    id: 'mending-1',
    source: '/data/twice.h5ad',
    fileName: 'twice-mended.h5ad',
    fixes: ['make-names-unique'],
    phase,
    ...rest,
  });
}

/** Null for what is about something else. */
export function answerMending(method: string, pathname: string, body: unknown): readonly [number, unknown] | null {
  if (method === 'POST' && pathname === '/api/datasets/mend') {
    const { path, fixes } = startMendingSchema.parse(body);
    return [202, aMending(begun, { source: path, fixes })];
  }
  return method === 'DELETE' && pathname.startsWith('/api/mendings/') ? [204, null] : null;
}
