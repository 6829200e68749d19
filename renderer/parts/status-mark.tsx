/** A shape for each state of a session and of a step; the words beside it say the same. */
import type { ComponentChildren } from 'preact';
import type { Status } from '../session/status.ts';

export type Mark = Status | 'done' | 'todo';

const shapes: Record<Mark, ComponentChildren> = {
  live: <circle cx="7" cy="7" r="4.5" fill="currentColor" />,
  busy: (
    <>
      <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" stroke-opacity=".3" stroke-width="1.8" />
      <path
        class="spin"
        d="M7 2a5 5 0 0 1 5 5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
      />
    </>
  ),
  paused: <path d="M4.75 2.75v8.5M9.25 2.75v8.5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />,
  asleep: (
    <path
      d="M11.3 8.6A5 5 0 0 1 5.4 2.7a5 5 0 1 0 5.9 5.9Z"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linejoin="round"
    />
  ),
  trouble: (
    <>
      <path d="M7 1.2 13.2 12.3H.8Z" fill="currentColor" />
      <path d="M7 5v3.3M7 10.2v.1" class="cut" />
    </>
  ),
  failed: (
    <>
      <path d="M4.4 1h5.2L13 4.4v5.2L9.6 13H4.4L1 9.6V4.4Z" fill="currentColor" />
      <path d="M7 3.8v3.7M7 10v.1" class="cut" />
    </>
  ),
  stopped: <rect x="3" y="3" width="8" height="8" rx="1" fill="none" stroke="currentColor" stroke-width="1.5" />,
  done: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" />
      <path d="m4.3 7.2 1.9 1.9 3.6-4" class="cut" />
    </>
  ),
  todo: <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" stroke-width="1.2" stroke-dasharray="1.6 2" />,
};

export function StatusMark({ mark }: { mark: Mark }) {
  return (
    <svg class={`mark ${mark}`} viewBox="0 0 14 14" aria-hidden="true">
      {shapes[mark]}
    </svg>
  );
}
