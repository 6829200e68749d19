/** Chooses the way to the internet: what each needs, who could read along, and what has to be filled in. */
import { useEffect, useId, useState } from 'preact/hooks';
import type { OpenableRequest, Way } from '../../contract/tunnel.ts';
import { useApp } from '../app-context.ts';
import { Told } from '../parts/notice.tsx';
import { fieldsOf, firstForm, lackOf, offered, wishOf, type WayField, type WayForm } from '../session/way.ts';
import { texts } from '../texts/texts.ts';

export interface WayState {
  /** Null until it is known. */
  readonly ways: readonly Way[] | null;
  readonly form: WayForm;
  readonly change: (form: WayForm) => void;
  /** The field to mend, once the owner has tried to go on. */
  readonly wrong: WayField | null;
  readonly showWrong: (field: WayField | null) => void;
}

/** Asks the service what this computer has, once; what the owner has typed meanwhile stays. */
export function useWay(first: WayForm['provider'] = 'localtunnel'): WayState {
  const { client } = useApp();
  const [ways, setWays] = useState<readonly Way[] | null>(null);
  const [typed, setTyped] = useState<WayForm | null>(null);
  const [wrong, showWrong] = useState<WayField | null>(null);
  useEffect(() => {
    let wanted = true;
    client.ways().then(
      (found) => wanted && setWays(found),
      // Without it every way is offered, and what one lacks is said when it is opened.
      () => wanted && setWays([]),
    );
    return () => {
      wanted = false;
    };
  }, []);
  const change = (form: WayForm) => {
    showWrong(null);
    setTyped(form);
  };
  return { ways, form: typed ?? firstForm(ways, first), change, wrong, showWrong };
}

/** Whether this computer has what the chosen way needs. */
export function isUsable({ ways, form }: WayState): boolean {
  return lackOf(ways, form.provider) === null;
}

/** What is asked for; null, with the field to mend shown, while it is not what it should be. */
export function readyWish({ form, showWrong }: WayState): OpenableRequest | null {
  const wish = wishOf(form);
  if (wish.ok) return wish.request;
  showWrong(wish.field);
  return null;
}

export function WayChoice({ state }: { state: WayState }) {
  const { ways, form, change, wrong } = state;
  const id = useId();
  const lack = lackOf(ways, form.provider);
  const version = ways?.find((way) => way.provider === form.provider)?.version ?? null;
  return (
    <div class="way-choice">
      <div class="row wrap small">
        <label class="muted" for={`${id}-way`}>
          {texts.ways.through}
        </label>
        <select
          id={`${id}-way`}
          class="pick"
          aria-describedby={`${id}-says`}
          value={form.provider}
          onChange={(event) => change({ ...form, provider: event.currentTarget.value as WayForm['provider'] })}
        >
          {offered(ways).map((provider) => (
            <option key={provider} value={provider}>
              {nameOf(provider, ways)}
            </option>
          ))}
        </select>
        {ways === null && <span class="muted">{texts.ways.looking}</span>}
      </div>
      <p id={`${id}-says`} class="small muted" aria-live="polite">
        {texts.ways.says({ provider: form.provider })}
        {lack === null && version !== null && ` ${texts.ways.needs({ version })}`}
      </p>
      {lack !== null && <Told told={lack} severity="warning" />}
      {lack === null &&
        fieldsOf[form.provider].map((field) => (
          <Field
            key={field}
            field={field}
            value={form.values[field]}
            wrong={wrong === field}
            onInput={(value) => change({ ...form, values: { ...form.values, [field]: value } })}
          />
        ))}
    </div>
  );
}

interface FieldProps {
  readonly field: WayField;
  readonly value: string;
  readonly wrong: boolean;
  readonly onInput: (value: string) => void;
}

function Field({ field, value, wrong, onInput }: FieldProps) {
  const id = useId();
  const hint = wrong ? texts.ways.wrong({ field }) : texts.ways.hint({ field });
  return (
    <div class="field">
      <label for={id}>{texts.ways.field({ field })}</label>
      <input
        id={id}
        class="text mono"
        type="text"
        inputMode={field === 'port' ? 'numeric' : 'text'}
        autocomplete="off"
        spellcheck={false}
        value={value}
        placeholder={texts.ways.example({ field })}
        aria-invalid={wrong}
        aria-describedby={hint === null ? undefined : `${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {hint !== null && (
        <p id={`${id}-hint`} class={wrong ? 'caption refusal' : 'caption'} role={wrong ? 'alert' : undefined}>
          {hint}
        </p>
      )}
    </div>
  );
}

function nameOf(provider: WayForm['provider'], ways: readonly Way[] | null): string {
  const way = ways?.find((one) => one.provider === provider);
  const target = way?.last?.provider === 'ssh' ? way.last.target : undefined;
  const name = target === undefined ? texts.ways.name({ provider }) : texts.ways.sshTo({ target });
  const lack = lackOf(ways, provider);
  if (lack === null) return name;
  return lack.code === 'tunnel-program-missing' ? texts.ways.missing({ name }) : texts.ways.unusable({ name });
}
