/** What people will get to see, chosen before a dataset is shared. */
import type { Check } from '../../contract/control.ts';
import type { Hiding } from '../dataset/hiding-wish.ts';
import { texts } from '../texts/texts.ts';
import { HiddenColumns, type ColumnChoice } from './hidden-columns.tsx';

interface HidingChoiceProps {
  readonly check: Check;
  readonly hiding: Hiding;
  readonly onChange: (hiding: Hiding) => void;
}

export function HidingChoice({ check, hiding, onChange }: HidingChoiceProps) {
  const { facts, identifiers } = check;
  const { columns: hidden, expression } = hiding;
  const open = identifiers.filter(({ column, certainty }) => certainty === 'likely' && !hidden.includes(column));
  return (
    <section class="sect hiding">
      <h2>{texts.hiding.title}</h2>
      <label class="row small">
        <input
          class="tick"
          type="checkbox"
          checked={!expression}
          onChange={(event) => onChange({ ...hiding, expression: !event.currentTarget.checked })}
        />
        {texts.hiding.expression}
      </label>
      <p class="caption">{expression ? texts.hiding.expressionOff : texts.hiding.expressionOn}</p>
      <p class="small">{hidden.length === 0 ? texts.hiding.allShown : texts.hiding.hidden({ columns: hidden })}</p>
      {open.length > 0 && <p class="small muted">{texts.hiding.found({ count: open.length })}</p>}
      {facts !== null && (
        <details>
          <summary class="small">{texts.hiding.choose}</summary>
          <HiddenColumns
            columns={columnsIn(facts)}
            identifiers={identifiers}
            hidden={hidden}
            disabled={false}
            onChange={(columns) => onChange({ ...hiding, columns })}
          />
        </details>
      )}
    </section>
  );
}

function columnsIn({ cellColumns, geneColumns }: NonNullable<Check['facts']>): ColumnChoice[] {
  return [
    ...cellColumns.map(({ name }) => ({ axis: 'cells', name }) as const),
    ...geneColumns.map(({ name }) => ({ axis: 'genes', name }) as const),
  ];
}
