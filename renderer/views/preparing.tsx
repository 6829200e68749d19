/** The way to live, step by step: what is done and how long it took, what runs and how far it is, what is to come. */
import { useEffect, useRef } from 'preact/hooks';
import type { Session, Step } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { desktop } from '../desktop.ts';
import { reasonOf } from '../parts/refusal-text.ts';
import { StatusMark } from '../parts/status-mark.tsx';
import { secondsLeft } from '../session/step-left.ts';
import { refusalOf } from '../state/app-state.ts';
import { format, texts } from '../texts/texts.ts';

const SPOKEN_EVERY_MS = 15_000;

export function Preparing({ session }: { session: Session }) {
  const { actions, state } = useApp();
  useSpokenProgress(session.steps);
  const running = session.steps.find((step) => step.state === 'running')?.name;
  const refusal = refusalOf(state, session.id, 'stop');
  return (
    <main class="scroll roomy">
      <div class="preparing">
        <h1 tabIndex={-1}>{texts.preparing.title(session)}</h1>
        <p class="muted">
          {running === 'environment'
            ? texts.preparing.first
            : running === 'download'
              ? texts.elsewhere.downloading
              : texts.preparing.again}
        </p>
        <ul class="steps" aria-label={texts.preparing.steps}>
          {session.steps.map((step) => (
            <StepRow key={step.name} step={step} />
          ))}
        </ul>
        <div class="row wrap">
          {desktop !== null && (
            <button type="button" class="btn" onClick={() => void desktop?.closeWindow()}>
              {texts.preparing.close}
            </button>
          )}
          <button
            type="button"
            class={desktop === null ? 'btn stop' : 'btn quiet stop'}
            onClick={() => actions.stop(session.id)}
          >
            {texts.preparing.cancel}
          </button>
        </div>
        {desktop !== null && <p class="caption">{texts.preparing.closeSafe}</p>}
        {refusal !== null && (
          <p class="small refusal" role="alert">
            {texts.session.notStopped({ reason: reasonOf(refusal) })}
          </p>
        )}
      </div>
    </main>
  );
}

const marks = { todo: 'todo', running: 'busy', done: 'done', failed: 'failed' } as const;

function StepRow({ step }: { step: Step }) {
  const label = texts.preparing.step({ step: step.name, state: step.state });
  const left = secondsLeft(step);
  const seconds = step.seconds === null || step.state === 'todo' ? 0 : Math.round(step.seconds * 10) / 10;
  return (
    <li class={step.state}>
      <StatusMark mark={marks[step.state]} />
      <div>
        <p class="name">{label}</p>
        {step.state === 'running' && step.detail !== null && (
          <p class="small muted">{texts.service.sentence(step.detail)}</p>
        )}
      </div>
      <span class="small muted nowrap">
        {left !== null
          ? texts.preparing.left({ time: format.duration(left) })
          : seconds > 0 && format.duration(step.state === 'running' ? Math.floor(seconds) : seconds)}
      </span>
      {step.state === 'running' && step.done !== null && <Progress label={label} done={step.done} />}
    </li>
  );
}

function Progress({ label, done }: { label: string; done: number }) {
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(done * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={format.percent(done)}
    >
      <i style={{ width: `${done * 100}%` }} />
    </div>
  );
}

/** Said at most every 15 s: a bar that is read out at each step cannot be listened to. */
function useSpokenProgress(steps: readonly Step[]): void {
  const { say } = useApp();
  const latest = useRef(steps);
  latest.current = steps;
  useEffect(() => {
    const timer = setInterval(() => {
      const running = latest.current.find((step) => step.state === 'running');
      if (running === undefined) return;
      const step = texts.preparing.step({ step: running.name, state: 'running' });
      say(running.done === null ? step : texts.preparing.progress({ step, percent: format.percent(running.done) }));
    }, SPOKEN_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}
