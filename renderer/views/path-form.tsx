/** The way to name a file in a browser: by its path on the computer that runs Annotate Share. */
import { useId, useRef, useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { cleanPath } from '../dataset/file-path.ts';
import { texts } from '../texts/texts.ts';

export const pathFieldId = 'path-of-dataset';

export function PathForm() {
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
        {texts.home.pathLabel}
      </label>
      <div class="path-row">
        <input
          ref={field}
          id={pathFieldId}
          class="text mono"
          type="text"
          placeholder={texts.home.pathExample}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={hint}
          aria-invalid={empty}
          onInput={() => setEmpty(false)}
        />
        <button class="btn main">{texts.home.pathCheck}</button>
      </div>
      <p id={hint} class={empty ? 'caption refusal' : 'caption'} role={empty ? 'alert' : undefined}>
        {empty ? texts.home.pathEmpty : texts.home.pathHint}
      </p>
    </form>
  );
}
