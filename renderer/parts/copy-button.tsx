/** Copies a text and says so for 1.6 s in its own place: both labels are always laid out, so nothing moves. */
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { copyText } from '../desktop.ts';
import { texts } from '../texts/texts.ts';
import { Icon } from './icon.tsx';

const SHOWN_MS = 1_600;

export type CopyState = 'idle' | 'copied' | 'failed';

/** The state of one copy control, and the function that copies. */
export function useCopy(text: string, spoken: string): [CopyState, () => void] {
  const app = useApp();
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    // Before the clipboard has it: a click is answered at once, and taken back where the system refuses.
    setState('copied');
    copyText(text).then(
      () => app.say(spoken),
      () => {
        setState('failed');
        app.say(texts.link.notCopied, 'alert');
      },
    );
  };
  return [state, copy];
}

interface CopyButtonProps {
  readonly state: CopyState;
  readonly onCopy: () => void;
  readonly label: string;
  readonly main?: boolean;
  /** Takes the focus when its dialog opens. */
  readonly first?: boolean;
}

export function CopyButton({ state, onCopy, label, main = false, first = false }: CopyButtonProps) {
  return (
    <button type="button" class={main ? 'btn main' : 'btn'} data-first={first} onClick={onCopy}>
      <span class="swap">
        <span class={state === 'idle' ? 'row tight' : 'row tight away'}>
          <Icon name="copy" /> {label}
        </span>
        <span class={state === 'copied' ? 'row tight' : 'row tight away'} aria-hidden={state !== 'copied'}>
          <Icon name="tick" /> {texts.common.copied}
        </span>
        <span class={state === 'failed' ? 'row tight' : 'row tight away'} aria-hidden={state !== 'failed'}>
          <Icon name="cross" /> {texts.common.notCopied}
        </span>
      </span>
    </button>
  );
}

/** The same without words, for a value in a line. */
export function CopyIcon({ text, label, spoken }: { text: string; label: string; spoken: string }) {
  const [state, copy] = useCopy(text, spoken);
  const icon = { idle: 'copy', copied: 'tick', failed: 'cross' } as const;
  return (
    <button type="button" class={`btn quiet ink icon ${state}`} aria-label={label} title={label} onClick={copy}>
      <Icon name={icon[state]} />
    </button>
  );
}
