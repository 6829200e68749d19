/** How many heavy requests at once a session's host is asked. Pure. */
import { HOST_THREADS } from '../annotate/start-host.ts';

/**
 * From memory one alone may take as much again as the whole matrix. From a matrix store as many as there are cores, but never all of the
 * host's threads: half of them are left for whoever only looks.
 */
export function heavyAtOnce(matrixStore: 'none' | 'building' | 'ready', cores: number): number {
  return matrixStore === 'ready' ? Math.min(cores, HOST_THREADS / 2) : 1;
}
