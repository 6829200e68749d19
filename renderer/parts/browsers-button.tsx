/** Unfolds the browsers in which somebody is signed in. Nothing where there is none. */
import { texts } from '../texts/texts.ts';

interface BrowsersButtonProps {
  readonly name: string;
  readonly count: number;
  /** Of what it unfolds. */
  readonly controls: string;
  readonly unfolded: boolean;
  readonly onUnfold: (unfolded: boolean) => void;
}

export function BrowsersButton({ name, count, controls, unfolded, onUnfold }: BrowsersButtonProps) {
  if (count === 0) return null;
  return (
    <button
      type="button"
      class="inline caption"
      aria-expanded={unfolded}
      aria-controls={controls}
      aria-label={texts.invites.browsersLabel({ name, count })}
      onClick={() => onUnfold(!unfolded)}
    >
      {texts.invites.browsers({ count })}
    </button>
  );
}
