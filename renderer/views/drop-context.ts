/** Files held over and dropped on the page, wherever on it: a browser would otherwise leave the page and open them. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { judgeDrop } from '../dataset/dropped-files.ts';
import { desktop } from '../desktop.ts';
import type { Place } from '../state/place.ts';
import { texts } from '../texts/texts.ts';

export interface DropState {
  /** How many files are held over the page; null when none is. */
  readonly held: number | null;
  /** Why the last drop was not taken. */
  readonly refused: string | null;
}

export const DropContext = createContext<DropState>({ held: null, refused: null });

export function useDrop(): DropState {
  return useContext(DropContext);
}

const nothing: DropState = { held: null, refused: null };

export function useWindowDrop(go: (place: Place) => void): DropState {
  const [state, setState] = useState(nothing);
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const held = event.dataTransfer?.items.length ?? 1;
      setState((before) => (before.held === held ? before : { held, refused: null }));
    };
    // Between two elements of the page there is always the one that is entered; none means that the page is left.
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setState((before) => ({ ...before, held: null }));
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const judged = judgeDrop(files, desktop === null ? null : (file) => desktop?.pathOfDroppedFile(file) ?? '');
      if (judged.kind === 'file') {
        setState(nothing);
        go({ to: 'check', path: judged.path });
        return;
      }
      setState({ held: null, refused: refusalOf(judged) });
      if (judged.kind !== 'nothing') go({ to: 'home' });
    };
    const listeners = { dragenter: over, dragover: over, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name as 'drop', listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name as 'drop', listener);
    };
  }, [go]);
  return state;
}

function refusalOf(judged: Exclude<ReturnType<typeof judgeDrop>, { kind: 'file' }>): string | null {
  switch (judged.kind) {
    case 'several':
      return texts.foreign.several;
    case 'foreign':
      return texts.foreign.kind(judged);
    case 'place-unknown':
      return texts.home.placeUnknown(judged);
    case 'nothing':
      return null;
  }
}
