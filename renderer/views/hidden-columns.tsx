/** A dataset's columns with the choice to hide each; those that seem to tell who somebody is come first and say why. */
import { CELL_NAMES, type Identifier } from '../../contract/hides.ts';
import { texts } from '../texts/texts.ts';

export interface ColumnChoice {
  readonly axis: 'cells' | 'genes';
  readonly name: string;
}

interface HiddenColumnsProps {
  readonly columns: readonly ColumnChoice[];
  readonly identifiers: readonly Identifier[];
  readonly hidden: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (hidden: readonly string[]) => void;
}

export function HiddenColumns({ columns, identifiers, hidden, disabled, onChange }: HiddenColumnsProps) {
  const told = new Map(identifiers.map((identifier) => [identifier.column, identifier]));
  const of = (axis: ColumnChoice['axis']) => columns.filter((column) => column.axis === axis).map(({ name }) => name);
  const known = new Set([CELL_NAMES, ...columns.map(({ name }) => name)]);
  const groups = [
    { title: texts.hiding.ofCells, names: [CELL_NAMES, ...of('cells')] },
    { title: texts.hiding.ofGenes, names: of('genes') },
    { title: texts.hiding.gone, names: hidden.filter((name) => !known.has(name)) },
  ];
  return (
    <fieldset class="hidden-columns" disabled={disabled}>
      <legend class="small muted">{texts.hiding.legend}</legend>
      {groups
        .filter(({ names }) => names.length > 0)
        .map(({ title, names }) => (
          <div key={title}>
            <h3 class="caption">{title}</h3>
            <ul>
              {toldFirst(names, told).map((name) => (
                <li key={name}>
                  <label class="row small">
                    <input
                      class="tick"
                      type="checkbox"
                      checked={hidden.includes(name)}
                      onChange={(event) => onChange(changed(hidden, name, event.currentTarget.checked))}
                    />
                    <span class="anywhere">
                      {name === CELL_NAMES ? texts.hiding.cellNames : name}
                      <Why name={name} identifier={told.get(name)} />
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </fieldset>
  );
}

function Why({ name, identifier }: { name: string; identifier: Identifier | undefined }) {
  if (identifier !== undefined) return <span class="caption"> {texts.hiding.why(identifier)}</span>;
  return name === CELL_NAMES ? <span class="caption"> {texts.hiding.cellNamesSays}</span> : null;
}

function toldFirst(names: readonly string[], told: ReadonlyMap<string, unknown>): readonly string[] {
  return [...names.filter((name) => told.has(name)), ...names.filter((name) => !told.has(name))];
}

function changed(hidden: readonly string[], name: string, hide: boolean): readonly string[] {
  const others = hidden.filter((other) => other !== name);
  return hide ? [...others, name] : others;
}
