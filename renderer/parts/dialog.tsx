/** One question above the page: the browser keeps the focus inside, Escape is the harmless answer, the focus goes back where it was. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly width?: 'narrow' | 'wide';
  /** An interruption that needs an answer, rather than something one asked to see. */
  readonly alert?: boolean;
  readonly children: ComponentChildren;
}

export function Dialog({ title, onClose, width, alert = false, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const gone = useRef(false);
  const heading = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first="true"]')?.focus();
    return () => {
      // The browser tells of a close a moment later, when another dialog may stand here already.
      gone.current = true;
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class="scrim"
      role={alert ? 'alertdialog' : 'dialog'}
      aria-labelledby={heading}
      onClose={() => {
        if (!gone.current) onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div class={`dialog ${width ?? ''}`}>
        <h2 id={heading} class="lead">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
