/** When what had the focus is gone with its view, reading goes on at the new heading; not when the page opens. */
import { useEffect, useRef } from 'preact/hooks';

/** @param view changes when another view stands in the pane */
export function useHeadingFocus(view: string): void {
  const before = useRef(view);
  useEffect(() => {
    const opened = before.current.startsWith('start');
    const moved = before.current !== view;
    before.current = view;
    if (!moved || opened || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('.pane h1')?.focus();
  }, [view]);
}
