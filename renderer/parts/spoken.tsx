/** The two regions that screen readers listen to: what may wait, and what may not. */
import { useCallback, useState } from 'preact/hooks';

export interface Speech {
  readonly status: string;
  readonly alert: string;
}

export function useSpeech(): [Speech, (text: string, urgency?: 'status' | 'alert') => void] {
  const [speech, setSpeech] = useState<Speech>({ status: '', alert: '' });
  const say = useCallback((text: string, urgency: 'status' | 'alert' = 'status') => {
    setSpeech((before) => ({ ...before, [urgency]: differently(text, before[urgency]) }));
  }, []);
  return [speech, say];
}

export function Spoken({ speech }: { speech: Speech }) {
  return (
    <>
      <p class="sr" role="status">
        {speech.status}
      </p>
      <p class="sr" role="alert">
        {speech.alert}
      </p>
    </>
  );
}

/** The same words twice are no change and would be silent: a space without width makes them one. */
function differently(text: string, before: string): string {
  return text === before ? `${text}\u200b` : text;
}
