/** A value that moves at once when it is changed, and goes back with the reason when the change is refused. */
import { useRef, useState } from 'preact/hooks';

export interface Optimistic<T extends object> {
  /** What is known, with what was asked for since. */
  readonly shown: T;
  readonly change: (wish: Partial<T>) => void;
  /** The last refusal: what it was about, and what was thrown. Gone with the next change. */
  readonly refused: { readonly keys: readonly string[]; readonly error: unknown } | null;
}

/** @param send one change after the other: two at once could arrive the other way round. Whatever it throws is a refusal */
export function useOptimistic<T extends object>(known: T, send: (wish: Partial<T>) => Promise<unknown>): Optimistic<T> {
  const [pending, setPending] = useState<readonly Partial<T>[]>([]);
  const [refused, setRefused] = useState<Optimistic<T>['refused']>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const change = (wish: Partial<T>) => {
    setPending((before) => [...before, wish]);
    setRefused(null);
    last.current = last.current
      .then(() => send(wish))
      .catch((error: unknown) => setRefused({ keys: Object.keys(wish), error }))
      .finally(() => setPending((before) => before.filter((one) => one !== wish)));
  };
  const shown = pending.reduce<T>((value, wish) => ({ ...value, ...wish }), known);
  return { shown, change, refused };
}
