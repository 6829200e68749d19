/** Line icons, 16 × 16, drawn in the colour of the text beside them. */
import type { ComponentChildren } from 'preact';

const shapes = {
  plus: <path d="M8 3v10M3 8h10" />,
  down: <path d="m3.5 6 4.5 4.5L12.5 6" />,
  back: <path d="M9.5 3.5 5 8l4.5 4.5" />,
  file: (
    <>
      <path d="M4 1.75h5l3.5 3.5v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-10.5a1 1 0 0 1 1-1Z" />
      <path d="M8.75 1.75v3.75h3.75" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5v-1.5A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </>
  ),
  tick: <path d="m3 8.5 3.25 3.25L13 5" />,
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  eye: (
    <>
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  eyeOff: (
    <>
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" />
      <path d="m3 13 10-10" />
    </>
  ),
  qr: (
    <>
      <rect x="2.5" y="2.5" width="4" height="4" />
      <rect x="9.5" y="2.5" width="4" height="4" />
      <rect x="2.5" y="9.5" width="4" height="4" />
      <path d="M9.5 9.5h1.5v1.5M13.5 9.5v1M13.5 13.5h-1.5M9.5 13.5v-1" />
    </>
  ),
  mail: (
    <>
      <rect x="2" y="3.5" width="12" height="9" rx="1.5" />
      <path d="m2.5 4.5 5.5 4.5 5.5-4.5" />
    </>
  ),
  open: <path d="M9.5 2.5h4v4M13.25 2.75 7.5 8.5M11.5 9.5v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3" />,
  stop: <rect x="4" y="4" width="8" height="8" rx="1" />,
  download: <path d="M8 2.5v7.5M4.75 7 8 10.25 11.25 7M2.5 13.5h11" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  play: <path d="M5 3.25v9.5L12.5 8Z" />,
  computer: (
    <>
      <rect x="3" y="3" width="10" height="7" rx="1" />
      <path d="M1.5 12.5h13" />
    </>
  ),
  network: (
    <>
      <path d="M1.8 6.2a8.8 8.8 0 0 1 12.4 0M4 8.6a5.6 5.6 0 0 1 8 0M6.2 10.9a2.6 2.6 0 0 1 3.6 0" />
      <path d="M8 13h.01" stroke-width="2" />
    </>
  ),
  internet: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M2.25 8h11.5M8 2.25c2 1.7 2.7 3.7 2.7 5.75S10 12.05 8 13.75C6 12.05 5.3 10.05 5.3 8S6 3.95 8 2.25Z" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 7.5v3.25" />
      <path d="M8 5.25h.01" stroke-width="1.8" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.5 14.25 13.25H1.75Z" />
      <path d="M8 6.5v3.25" />
      <path d="M8 11.5h.01" stroke-width="1.8" />
    </>
  ),
  error: (
    <>
      <path d="M5.4 2.25h5.2l3.15 3.15v5.2l-3.15 3.15H5.4L2.25 10.6V5.4Z" />
      <path d="M8 5v3.5" />
      <path d="M8 10.9h.01" stroke-width="1.8" />
    </>
  ),
  star: <path d="m8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5Z" />,
  clock: <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 4.75V8l2.25 1.5" />,
  moon: <path d="M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z" />,
  settings: (
    <>
      <path d="M2.5 4.5h4M10.5 4.5h3M2.5 11.5h2M8.5 11.5h5" />
      <circle cx="8.5" cy="4.5" r="2" />
      <circle cx="6.5" cy="11.5" r="2" />
    </>
  ),
} satisfies Record<string, ComponentChildren>;

export type IconName = keyof typeof shapes;

export function Icon({ name, large = false }: { name: IconName; large?: boolean }) {
  return (
    <svg class={large ? 'icon large' : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}

export function Wordmark({ name }: { name: string }) {
  return (
    <span class="wordmark">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M11.5 4 4.25 8.25l7 4" fill="none" stroke="currentColor" stroke-width="1.5" />
        <g fill="currentColor">
          <circle cx="4.25" cy="8.25" r="3" />
          <circle cx="11.5" cy="4" r="3" />
          <circle cx="11.25" cy="12.25" r="3" />
        </g>
      </svg>
      {name}
    </span>
  );
}
