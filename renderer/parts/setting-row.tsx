/** One setting: what it is and what that means, its control beside it, and the sentence of a refusal beneath. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { SwitchButton } from './switch-button.tsx';

export function SettingGroup({ title, children }: { title: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="set" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div class="opts">{children}</div>
    </section>
  );
}

/** What a row says of one setting beside its value. */
export interface SettingState {
  readonly disabled: boolean;
  readonly says: string | null;
  readonly refusal: string | null;
}

interface RowProps {
  readonly label: string;
  readonly says?: string | null | undefined;
  readonly refusal?: string | null | undefined;
}

export function SettingRow({ label, says, refusal, children }: RowProps & { readonly children: ComponentChildren }) {
  return (
    <div class="opt">
      <div class="fit">
        <p>{label}</p>
        <Beneath says={says} refusal={refusal} />
      </div>
      {children}
    </div>
  );
}

interface SwitchRowProps extends RowProps {
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

export function SwitchRow({ label, says, refusal, on, disabled = false, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <div class="opt">
      <div class="fit">
        <p id={`${id}-label`}>{label}</p>
        <div id={`${id}-says`}>
          <Beneath says={says} refusal={refusal} />
        </div>
      </div>
      <SwitchButton id={id} on={on} disabled={disabled} onChange={onChange} />
    </div>
  );
}

interface SelectRowProps<T> extends RowProps {
  readonly choices: readonly T[];
  readonly value: T;
  readonly name: (choice: T) => string;
  readonly disabled?: boolean;
  readonly onChange: (choice: T) => void;
}

export function SelectRow<T extends string | number | null>(props: SelectRowProps<T>) {
  const { label, says, refusal, choices, value, name, disabled = false, onChange } = props;
  return (
    <SettingRow label={label} says={says} refusal={refusal}>
      <select
        class="pick"
        aria-label={label}
        disabled={disabled}
        value={String(value)}
        onChange={(event) => {
          const chosen = choices.find((choice) => String(choice) === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {choices.map((choice) => (
          <option key={String(choice)} value={String(choice)}>
            {name(choice)}
          </option>
        ))}
      </select>
    </SettingRow>
  );
}

function Beneath({ says, refusal }: Omit<RowProps, 'label'>) {
  return (
    <>
      {says !== undefined && says !== null && <p class="small muted">{says}</p>}
      {refusal !== undefined && refusal !== null && (
        <p class="small refusal" role="alert">
          {refusal}
        </p>
      )}
    </>
  );
}
