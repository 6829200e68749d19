/** The columns that look like personal data, each with the choice to leave it out; nothing where none does. */
import { useId } from 'preact/hooks';
import type { Identifier } from '../../contract/hides.ts';
import { texts } from '../texts/texts.ts';

interface PersonalColumnsProps {
  readonly identifiers: readonly Identifier[];
  readonly left: ReadonlySet<string>;
  readonly onChange: (left: ReadonlySet<string>) => void;
}

/** What is ticked when the question is asked: what is hidden already, and what is likely to tell who somebody is. */
export function firstLeft(identifiers: readonly Identifier[], hidden: readonly string[]): ReadonlySet<string> {
  const likely = identifiers.filter(({ certainty }) => certainty === 'likely').map(({ column }) => column);
  return new Set([...hidden, ...likely]);
}

export function PersonalColumns({ identifiers, left, onChange }: PersonalColumnsProps) {
  const id = useId();
  if (identifiers.length === 0) return null;
  const change = (column: string, out: boolean) => {
    const next = new Set(left);
    if (out) next.add(column);
    else next.delete(column);
    onChange(next);
  };
  return (
    <div class="personal" role="group" aria-labelledby={id}>
      <h3 id={id} class="label">
        {texts.ways.columnsTitle}
      </h3>
      <ul>
        {identifiers.map(({ column, why, certainty }) => (
          <li key={column}>
            <label class="row wrap">
              <input
                class="tick"
                type="checkbox"
                aria-label={texts.ways.leaveOut({ column })}
                checked={left.has(column)}
                onChange={(event) => change(column, event.currentTarget.checked)}
              />
              {texts.ways.leaveOutWord} <span class="mono small anywhere">{column}</span>{' '}
              <span class="small muted">{texts.ways.why({ why, certainty })}</span>
            </label>
          </li>
        ))}
      </ul>
      <p class="caption">{texts.ways.columnsNote}</p>
    </div>
  );
}
