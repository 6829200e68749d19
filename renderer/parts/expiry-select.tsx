/** When an invite ends: a few usual stretches, never, or the last day. */
import { useId } from 'preact/hooks';
import { expiryChoices, type ExpiryChoice } from '../session/expiry.ts';
import { texts } from '../texts/texts.ts';

interface ExpirySelectProps {
  readonly choice: ExpiryChoice;
  readonly day: string;
  /** What is wrong with the day; null when nothing is. */
  readonly problem: string | null;
  readonly onChange: (choice: ExpiryChoice, day: string) => void;
}

export function ExpirySelect({ choice, day, problem, onChange }: ExpirySelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{texts.invites.ends}</label>
      <select
        id={id}
        class="pick wide"
        value={choice}
        onChange={(event) => {
          const chosen = expiryChoices.find((candidate) => candidate === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen, day);
        }}
      >
        {expiryChoices.map((one) => (
          <option key={one} value={one}>
            {expiryLabel(one)}
          </option>
        ))}
      </select>
      {choice === 'date' && (
        <input
          class="text"
          type="date"
          aria-label={texts.invites.endsDate}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          value={day}
          onInput={(event) => onChange(choice, event.currentTarget.value)}
        />
      )}
      {problem !== null && (
        <p id={`${id}-problem`} class="caption refusal" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function expiryLabel(choice: ExpiryChoice): string {
  if (choice === 'never') return texts.invites.endsNot;
  return choice === 'date' ? texts.invites.endsOn : texts.invites.endsIn({ days: Number(choice) });
}
