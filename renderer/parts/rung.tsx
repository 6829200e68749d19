/** One rung of the ladder from private to public: a radio button with its state and its honest sentence. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface RungProps {
  readonly icon: 'computer' | 'network' | 'internet';
  readonly label: string;
  readonly state: string;
  readonly says: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  /** More about it, below the sentence. */
  readonly children?: ComponentChildren;
}

export function Rung({ icon, label, state, says, checked, onChoose, children }: RungProps) {
  const id = useId();
  return (
    <div class="rung">
      <input
        id={id}
        type="radio"
        name="reach"
        checked={checked}
        data-first={checked}
        aria-describedby={`${id}-says`}
        onChange={onChoose}
      />
      <label for={id} class="row">
        <Icon name={icon} /> {label}
      </label>
      <span class="small muted">{state}</span>
      <div class="tell">
        <p id={`${id}-says`} class="small muted">
          {says}
        </p>
        {children}
      </div>
    </div>
  );
}
