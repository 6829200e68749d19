/** What people get to see of a running session's dataset, changed in its place; holds for the next request. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { reasonOf } from '../parts/refusal-text.ts';
import { Switch } from '../parts/switch.tsx';
import { refusalOf } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';
import { HiddenColumns } from './hidden-columns.tsx';

export function Hiding({ session }: { session: Session }) {
  const { state, actions } = useApp();
  const { hiddenColumns, hideExpression, columns, identifiers } = session;
  const ending = session.phase === 'stopping';
  const refusal = refusalOf(state, session.id, 'hiding');
  const reason = refusal === null ? null : texts.caps.refused({ reason: reasonOf(refusal) });
  const open = identifiers.filter(({ column, certainty }) => certainty === 'likely' && !hiddenColumns.includes(column));
  return (
    <section class="sect hiding">
      <div class="section-head">
        <h2>{texts.hiding.title}</h2>
      </div>
      <div class="stack">
        <Switch
          label={texts.hiding.expression}
          says={{ on: texts.hiding.expressionOn, off: texts.hiding.expressionOff }}
          on={!hideExpression}
          disabled={ending}
          refusal={reason}
          onChange={(on) => actions.change(session.id, 'hiding', { hideExpression: !on })}
        />
        <div>
          <p class="small">
            {hiddenColumns.length === 0 ? texts.hiding.allShown : texts.hiding.hidden({ columns: hiddenColumns })}
          </p>
          {open.length > 0 && <p class="small muted">{texts.hiding.found({ count: open.length })}</p>}
          {columns.length === 0 ? (
            <p class="caption">{texts.hiding.notYet}</p>
          ) : (
            <details>
              <summary class="small">{texts.hiding.choose}</summary>
              <HiddenColumns
                columns={columns}
                identifiers={identifiers}
                hidden={hiddenColumns}
                disabled={ending}
                onChange={(hidden) => actions.change(session.id, 'hiding', { hiddenColumns: [...hidden] })}
              />
            </details>
          )}
        </div>
      </div>
    </section>
  );
}
