/** Says of a download what a session's page shows: how far it is, and how long it will take. */
import type { Progress } from '../datasets/remote/download.ts';
import type { Downloading } from './shared-file.ts';
import type { Steps } from './steps.ts';

/** Shows a download among a session's steps. */
export function downloadingFor(steps: Steps, onChange: () => void, signal: AbortSignal): Downloading {
  return {
    signal,
    onProgress: (now) => {
      steps.progress('download', ...downloadStep(now));
      onChange();
    },
    onHere: () => steps.finish('download'),
  };
}

/** As `Steps.progress` takes it: the part that is done, and words. */
export function downloadStep({ received, total, secondsLeft }: Progress): [done: number | null, detail: string] {
  if (total === null) return [null, inBytes(received, received)];
  const far = `${inBytes(received, total).replace(/ .B$/, '')} of ${inBytes(total, total)}`;
  const done = total === 0 ? 1 : Math.min(1, received / total);
  return [done, secondsLeft === null || done === 1 ? far : `${far}, ${inTime(secondsLeft)} left`];
}

/** In the unit that suits `scale`. */
function inBytes(bytes: number, scale: number): string {
  return scale < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Rounded as people say it. */
function inTime(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 55) return `${Math.ceil(seconds / 10) * 10} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes <= 1 ? 'a minute' : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? 'an hour' : `${hours} hours`;
}
