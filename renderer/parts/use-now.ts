/** The present moment, for what counts down. */
import { useEffect, useState } from 'preact/hooks';

/** @param everyMs how often it is looked at; null: nothing counts at the moment */
export function useNow(everyMs: number | null): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (everyMs === null) return undefined;
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
