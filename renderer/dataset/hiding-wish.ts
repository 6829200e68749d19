/** What a share asks for about hiding: only what is another than the last time, which holds by itself. Pure. */
import type { Check, StartSession } from '../../contract/control.ts';

export interface Hiding {
  readonly columns: readonly string[];
  readonly expression: boolean;
}

export function hidingBefore(remembered: Check['remembered']): Hiding {
  return { columns: remembered?.hiddenColumns ?? [], expression: remembered?.hideExpression ?? false };
}

export function hidingWish(before: Hiding, now: Hiding): Pick<StartSession, 'hiddenColumns' | 'hideExpression'> {
  return {
    ...(sameNames(before.columns, now.columns) ? {} : { hiddenColumns: [...now.columns] }),
    ...(before.expression === now.expression ? {} : { hideExpression: now.expression }),
  };
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name) => others.includes(name));
}
