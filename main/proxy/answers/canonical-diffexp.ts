/** The canonical form of a question for differential expression: the same two sets of cells, however their numbers were written. Pure. */

/** Cells from the first to before the last. */
type Range = readonly [from: number, to: number];

/** Longer ones are told apart by their text alone: taking them to pieces would hold up everybody. */
const TAKEN_APART_AT_MOST = 512 * 1024;

/** Text in which a number may be written as Python would not take it for a whole one. */
const mayHoldFractions = /\d[.eE]/;

/**
 * @param body as sent
 * @returns the body to send in its place; itself when it is not what Annotate's own page writes
 */
export function canonicalDiffexp(body: Buffer): Buffer {
  if (body.length > TAKEN_APART_AT_MOST) return body;
  const text = body.toString('utf8');
  if (mayHoldFractions.test(text)) return body;
  const asked = parsed(text);
  if (!hasExactly(asked, ['count', 'mode', 'set1', 'set2'])) return body;
  const { count, mode } = asked;
  const set1 = cellsOf(asked['set1']);
  const set2 = cellsOf(asked['set2']);
  if (mode !== 'topN' || !isCell(count) || set1 === null || set2 === null) return body;
  return Buffer.from(JSON.stringify({ mode, count, set1: filterFor(set1), set2: filterFor(set2) }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function filterFor(index: readonly (number | Range)[]): unknown {
  return { filter: { obs: { index } } };
}

function cellsOf(set: unknown): readonly (number | Range)[] | null {
  if (!hasExactly(set, ['filter'])) return null;
  const { filter } = set;
  if (!hasExactly(filter, ['obs'])) return null;
  const { obs } = filter;
  if (!hasExactly(obs, ['index']) || !Array.isArray(obs['index'])) return null;
  return canonicalCells(obs['index']);
}

/**
 * Sorted, merged ranges. The highest cell that was named singly stays named: Annotate refuses a single one that is not there, and cuts
 * off a range.
 */
function canonicalCells(index: readonly unknown[]): readonly (number | Range)[] | null {
  const ranges: Range[] = [];
  let highest = -1;
  for (const entry of index) {
    if (isCell(entry)) {
      ranges.push([entry, entry + 1]);
      highest = Math.max(highest, entry);
    } else if (isRange(entry)) {
      if (entry[0] < entry[1]) ranges.push(entry);
    } else {
      return null;
    }
  }
  const merged = merge(ranges.sort(([a], [b]) => a - b));
  return highest === -1 ? merged : [...merged, highest];
}

function merge(sorted: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const [from, to] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}

function isCell(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRange(value: unknown): value is Range {
  return Array.isArray(value) && value.length === 2 && value.every(isCell);
}

function hasExactly<Name extends string>(value: unknown, names: readonly Name[]): value is Record<Name, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}
