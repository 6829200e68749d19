/** A form of one line that adds something by its name; emptied once it is done. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface AddLineProps {
  readonly label: string;
  readonly placeholder: string;
  readonly button: string;
  /** Left away where the button's own words say it. */
  readonly buttonLabel?: string;
  readonly longest: number;
  /** For paths. */
  readonly mono?: boolean;
  /** Resolves with whether it was done. */
  readonly onAdd: (name: string) => Promise<boolean>;
  /** What else is chosen, between name and button. */
  readonly children?: ComponentChildren;
}

export function AddLine({ label, placeholder, button, buttonLabel, longest, mono, onAdd, children }: AddLineProps) {
  const [name, setName] = useState('');
  const add = (event: Event) => {
    event.preventDefault();
    if (name.trim() === '') return;
    void onAdd(name.trim()).then((done) => {
      if (done) setName('');
    });
  };
  return (
    <form class="row wrap gap new" onSubmit={add}>
      <input
        class={mono === true ? 'text mono' : 'text'}
        aria-label={label}
        placeholder={placeholder}
        maxLength={longest}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      {children}
      <button class="btn" aria-label={buttonLabel}>
        {button}
      </button>
    </form>
  );
}
