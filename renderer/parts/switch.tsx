/** A toggle of the session with its sentence: moves at once, goes back with a sentence when it is refused. */
import { useId } from 'preact/hooks';
import { SwitchButton } from './switch-button.tsx';

interface SwitchProps {
  readonly label: string;
  /** What it means on and off. Both are laid out, so that what follows stays where it is. */
  readonly says: { readonly on: string; readonly off: string };
  readonly on: boolean;
  readonly disabled: boolean;
  readonly refusal: string | null;
  readonly onChange: (on: boolean) => void;
}

export function Switch({ label, says, on, disabled, refusal, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div class="toggle">
      <h3 id={`${id}-label`}>{label}</h3>
      <SwitchButton id={id} on={on} disabled={disabled} onChange={onChange} />
      <p id={`${id}-says`} class="small muted swap">
        {(['on', 'off'] as const).map((state) => (
          <span key={state} class={(state === 'on') === on ? undefined : 'away'} aria-hidden={(state === 'on') !== on}>
            {says[state]}
          </span>
        ))}
      </p>
      {refusal !== null && (
        <p class="small refusal" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}
