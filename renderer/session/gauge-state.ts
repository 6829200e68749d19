/** When a gauge is amber, and how much of it is used: above 85 % something is held back, or soon will be. Pure. */
import type { ComputerLeft } from '../../contract/control.ts';
import type { Session } from '../../contract/session.ts';

const AMBER_ABOVE = 0.85;

export type Pressure = 'calm' | 'amber';

/** Of all programs together: this session alone says nothing about whether there is enough. */
export function memoryPressure(left: ComputerLeft | undefined, isShort: boolean): Pressure {
  if (isShort) return 'amber';
  const { memoryFree = null, memoryTotal = null } = left ?? {};
  if (memoryFree === null || memoryTotal === null || memoryTotal === 0) return 'calm';
  return 1 - memoryFree / memoryTotal > AMBER_ABOVE ? 'amber' : 'calm';
}

/** @returns the part of the whole computer, and null while that is not known */
export function processorShare(cpu: number | null, cores: number | undefined): number | null {
  return cpu === null || cores === undefined || cores === 0 ? null : Math.min(1, cpu / cores);
}

export function processorPressure(share: number | null): Pressure {
  return share !== null && share > AMBER_ABOVE ? 'amber' : 'calm';
}

/** Somebody who waits, or was sent away while memory is short, is held back. */
export function queuePressure({ queue, memoryShort }: Pick<Session['resources'], 'queue' | 'memoryShort'>): Pressure {
  return queue > 0 || memoryShort ? 'amber' : 'calm';
}
