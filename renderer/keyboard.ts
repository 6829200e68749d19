/** The page's shortcuts: what a key means is decided by a pure function, listening is one hook. */
import { useEffect, useRef } from 'preact/hooks';

export type Command =
  { readonly do: 'share' | 'copy-link' | 'settings' } | { readonly do: 'session'; readonly index: number };

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export function commandOf(press: Press): Command | null {
  if (press.altKey || press.shiftKey || press.ctrlKey === press.metaKey) return null;
  const key = press.key.toLowerCase();
  if (key === 'o') return { do: 'share' };
  if (key === 'c') return { do: 'copy-link' };
  if (key === ',') return { do: 'settings' };
  if (/^[1-9]$/.test(key)) return { do: 'session', index: Number(key) - 1 };
  return null;
}

/** @param handle returns true for what it has done, so that the browser does not do its own as well */
export function useShortcuts(handle: (command: Command) => boolean): void {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const command = commandOf(event);
      // While a question stands above the page, the page's own shortcuts wait.
      if (command === null || document.querySelector('dialog[open]') !== null) return;
      if (latest.current(command)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Copies the link unless one is copying something of one's own: a selection, or the text of a field. */
export function useCopyShortcut(copy: () => void): void {
  useShortcuts((command) => {
    if (command.do !== 'copy-link') return false;
    const inField = document.activeElement?.matches('input, textarea, select') ?? false;
    if (inField || getSelection()?.toString() !== '') return false;
    copy();
    return true;
  });
}
