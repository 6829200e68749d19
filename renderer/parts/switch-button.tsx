/** The control of a switch alone: told apart by position, named and explained by what stands beside it. */

interface SwitchButtonProps {
  /** `<id>-label` names it and `<id>-says` explains it. */
  readonly id: string;
  readonly on: boolean;
  readonly disabled: boolean;
  readonly onChange: (on: boolean) => void;
}

export function SwitchButton({ id, on, disabled, onChange }: SwitchButtonProps) {
  return (
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
  );
}
