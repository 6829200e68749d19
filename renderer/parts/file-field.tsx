/** Chooses a file in our own looks: a button, and the name of what was chosen beside it. */
import { useId, useState } from 'preact/hooks';
import { texts } from '../texts/texts.ts';

interface FileFieldProps {
  readonly label: string;
  readonly onChosen: (file: File | null) => void;
}

/** The input itself lies over the button, unseen: keyboard, screen readers and a dropped file find what they know. */
export function FileField({ label, onChosen }: FileFieldProps) {
  const id = useId();
  const [name, setName] = useState<string | null>(null);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="row gap file-field">
        <span class="btn" aria-hidden="true">
          {texts.common.chooseFile}
        </span>
        <span class={name === null ? 'small muted clip' : 'small clip'} aria-hidden="true">
          {name ?? texts.common.noFile}
        </span>
        <input
          id={id}
          type="file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0] ?? null;
            setName(file?.name ?? null);
            onChosen(file);
          }}
        />
      </div>
    </div>
  );
}
