/** Says in one line how far a session is on its way to live. Pure. */
import type { Session, StepName } from '../../contract/session.ts';

const names: Record<StepName, string> = {
  download: 'Downloading the file',
  check: 'Checking the file',
  environment: 'Setting up Annotate (once)',
  start: 'Starting Annotate with the dataset',
  tunnel: 'Opening the link to the internet',
};

export function describeProgress({ steps, phase }: Pick<Session, 'steps' | 'phase'>): string {
  const step = steps.find(({ state }) => state === 'running');
  if (step === undefined) return phase === 'live' ? 'Ready' : 'Preparing…';
  const percent = step.done === null ? '' : ` ${Math.floor(step.done * 100)} %`;
  const detail = step.detail === null ? '' : `: ${step.detail}`;
  return `${names[step.name]}${percent}${detail}`;
}
