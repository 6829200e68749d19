/** What is in a dataset, and what it will take of this computer. */
import type { Check } from '../../contract/control.ts';
import type { Column, DatasetFacts, DatasetNeeds, Room } from '../../contract/dataset-facts.ts';
import { format, texts } from '../texts/texts.ts';

/** `notYet`: said where nobody could look inside. */
export function InTheFile({ facts, notYet }: { facts: Check['facts']; notYet: string }) {
  if (facts === null) return <p class="small muted sect">{notYet}</p>;
  const { embeddings, matrix, cellColumns } = facts;
  const shown = embeddings.filter(({ why }) => why === null).map(({ name }) => name);
  return (
    <section class="sect" aria-label={texts.facts.title}>
      <dl class="facts">
        <dt>{texts.facts.cells}</dt>
        <dd>{format.count(facts.cells)}</dd>
        <dt>{texts.facts.genes}</dt>
        <dd>{format.count(facts.genes)}</dd>
        <dt>{texts.facts.matrix}</dt>
        <dd>{texts.facts.matrixIs(matrix)}</dd>
        <dt>{texts.facts.embeddings}</dt>
        <dd class="anywhere">{shown.length === 0 ? texts.facts.noEmbedding : shown.join(', ')}</dd>
        <dt>{texts.facts.columns}</dt>
        <dd>
          <p>{texts.facts.columnsAre(kindsOf(cellColumns))}</p>
          {cellColumns.length > 0 && (
            <details>
              <summary>{texts.facts.show}</summary>
              <ul class="anywhere">
                {cellColumns.map((column) => (
                  <li key={column.name}>{texts.facts.column(column)}</li>
                ))}
              </ul>
            </details>
          )}
        </dd>
        <dt>{texts.facts.formats}</dt>
        <dd class="anywhere">{formatsOf(facts)}</dd>
      </dl>
    </section>
  );
}

export function Needs({ needs, room }: { needs: DatasetNeeds; room: Room | null }) {
  const free = room?.memoryFree ?? null;
  const disk = format.bytes(needs.storeDisk);
  return (
    <section class="sect">
      <div class="needs-head">
        <h2>{texts.needs.title}</h2>
        <span class="small">
          {free === null
            ? texts.needs.needs({ memory: format.bytes(needs.memory) })
            : texts.needs.needsOf({ memory: format.bytes(needs.memory), free: format.bytes(free) })}
        </span>
      </div>
      {free !== null && room?.memoryTotal != null && <MemoryBar needs={needs} free={free} total={room.memoryTotal} />}
      <p class="caption">
        {texts.needs.atFirst({
          memory: format.bytes(needs.memoryAtFirst),
          time: format.duration(Math.max(1, Math.round(needs.storeSeconds))),
        })}{' '}
        {room?.diskFree == null
          ? texts.needs.disk({ disk })
          : texts.needs.diskOf({ disk, free: format.bytes(room.diskFree) })}{' '}
        {texts.needs.time({ time: format.duration(Math.round(needs.secondsToLive)) })}
      </p>
    </section>
  );
}

function MemoryBar({ needs, free, total }: { needs: DatasetNeeds; free: number; total: number }) {
  const others = Math.max(0, total - free);
  const more = Math.max(0, needs.memoryAtFirst - needs.memory);
  const share = (bytes: number) => ({ width: `${Math.min(100, (100 * bytes) / total)}%` });
  const gaps = { total, others, own: needs.memory, more };
  const told = Object.fromEntries(Object.entries(gaps).map(([name, bytes]) => [name, format.bytes(bytes)]));
  return (
    <div class="memory-bar" role="img" aria-label={texts.needs.bar(told as Record<keyof typeof gaps, string>)}>
      <i class="other" style={share(others)} />
      <i style={share(needs.memory)} />
      <i class="until" style={share(more)} />
    </div>
  );
}

function kindsOf(columns: readonly Column[]) {
  const count = (kinds: readonly Column['kind'][]) => columns.filter(({ kind }) => kinds.includes(kind)).length;
  return { categories: count(['category']), numbers: count(['number']), others: count(['text', 'yes-no', 'other']) };
}

function formatsOf({ formats }: DatasetFacts): string {
  const told = [...new Set(Object.values(formats))].filter((format) => format !== '');
  return told.length === 0 ? texts.facts.writtenBefore : told.join(', ');
}
