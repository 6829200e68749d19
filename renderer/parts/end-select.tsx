/** When a session ends: a few usual times, and the one that is set. */
import { endChoices, type EndChoice } from '../session/session-end.ts';
import { format, texts } from '../texts/texts.ts';

interface EndSelectProps {
  /** What is set; null for not by itself. */
  readonly set: string | null;
  readonly now: Date;
  readonly disabled?: boolean;
  readonly onChoose: (choice: EndChoice) => void;
}

const SET = 'set';

export function EndSelect({ set, now, disabled = false, onChoose }: EndSelectProps) {
  return (
    <select
      class="pick"
      aria-label={texts.ends.label}
      disabled={disabled}
      value={set === null ? 'never' : SET}
      onChange={(event) => choose(event.currentTarget.value, onChoose)}
    >
      {set !== null && <option value={SET}>{texts.ends.choiceSet({ time: format.momentWithTime(set, now) })}</option>}
      <Choices />
    </select>
  );
}

/** Before anything is set; its label stands beside it. */
export function EndChoiceSelect({ choice, onChoose }: { choice: EndChoice; onChoose: EndSelectProps['onChoose'] }) {
  return (
    <select class="pick" value={choice} onChange={(event) => choose(event.currentTarget.value, onChoose)}>
      <Choices />
    </select>
  );
}

function Choices() {
  return (
    <>
      {endChoices.map((choice) => (
        <option key={choice} value={choice}>
          {endLabel(choice)}
        </option>
      ))}
    </>
  );
}

function choose(value: string, onChoose: EndSelectProps['onChoose']): void {
  const chosen = endChoices.find((choice) => choice === value);
  if (chosen !== undefined) onChoose(chosen);
}

function endLabel(choice: EndChoice): string {
  const words: Record<EndChoice, string> = {
    never: texts.ends.choiceNever,
    '1h': texts.ends.choiceHours({ hours: 1 }),
    '4h': texts.ends.choiceHours({ hours: 4 }),
    today: texts.ends.choiceToday,
    '7d': texts.ends.choiceDays({ days: 7 }),
  };
  return words[choice];
}
