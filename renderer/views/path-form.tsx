/** The way to name a file without a dialog: by its path on the computer that runs Annotate Share, or by its address. */
import { useId, useRef, useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { cleanPath } from '../dataset/file-path.ts';

export const pathFieldId = 'path-of-dataset';

interface PathFormTexts {
  readonly label: string;
  readonly example: string;
  readonly check: string;
  /** Null where there is no more to say. */
  readonly hint: string | null;
  readonly empty: string;
}

export function PathForm({ says, main }: { says: PathFormTexts; main: boolean }) {
  const { go } = useApp();
  const field = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [empty, setEmpty] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const path = cleanPath(field.current?.value ?? '');
    setEmpty(path === '');
    if (path === '') field.current?.focus();
    else go({ to: 'check', path });
  };
  return (
    <form class="path-form" onSubmit={submit} noValidate>
      <label class="label" for={pathFieldId}>
        {says.label}
      </label>
      <div class="path-row">
        <input
          ref={field}
          id={pathFieldId}
          class="text mono"
          type="text"
          placeholder={says.example}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={empty || says.hint !== null ? hint : undefined}
          aria-invalid={empty}
          onInput={() => setEmpty(false)}
        />
        <button class={main ? 'btn main' : 'btn'}>{says.check}</button>
      </div>
      {(empty || says.hint !== null) && (
        <p id={hint} class={empty ? 'caption refusal' : 'caption'} role={empty ? 'alert' : undefined}>
          {empty ? says.empty : says.hint}
        </p>
      )}
    </form>
  );
}
