/** The last minutes of what a session uses, for the small curves under the numbers. */
import type { Session } from '../../contract/session.ts';

export interface Sample {
  readonly memoryBytes: number;
  readonly cpu: number;
  readonly queue: number;
  readonly bytesSent: number;
  readonly cacheBytes: number;
}

/** A sample is taken this often, also while nothing changes: the curves run at an even pace. */
export const SAMPLE_EVERY_MS = 2_000;
const KEPT = 60;

export function remember(samples: readonly Sample[], resources: Session['resources']): readonly Sample[] {
  const sample = {
    memoryBytes: resources.memoryBytes ?? 0,
    cpu: resources.cpu ?? 0,
    queue: resources.queue,
    bytesSent: resources.bytesSent,
    cacheBytes: resources.cacheBytes,
  };
  return [...samples.slice(1 - KEPT), sample];
}

/** How much was sent between one sample and the next. */
export function sentPerSample(samples: readonly Sample[]): readonly number[] {
  return samples.map((sample, index) =>
    Math.max(0, sample.bytesSent - (samples[index - 1]?.bytesSent ?? sample.bytesSent)),
  );
}

/**
 * The path of a curve in a box of `width` × `height`, newest value at the right edge.
 * @param least the value that at least fills the height, so that noise near zero stays a flat line
 */
export function curve(values: readonly number[], least: number, width: number, height: number): string {
  if (values.length < 2) return '';
  const top = Math.max(least, ...values);
  const step = width / (KEPT - 1);
  const y = (value: number) => round(height - 0.5 - (value / top) * (height - 1));
  const x = (index: number) => round(width - (values.length - 1 - index) * step);
  return values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
