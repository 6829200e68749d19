/** A toggle of the session with its sentence: moves at once, goes back with a sentence when it is refused. */
import { useId } from 'preact/hooks';

interface SwitchProps {
  readonly label: string;
  readonly says: string;
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
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={on}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-says`}
        disabled={disabled}
        onClick={() => onChange(!on)}
      />
      <p id={`${id}-says`} class="small muted">
        {says}
      </p>
      {refusal !== null && (
        <p class="small refusal" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}
