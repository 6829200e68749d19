/** Asks whom to invite, with what role and until when; then shows the link. */
import { useId, useState } from 'preact/hooks';
import { roles, type Role, type Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ExpirySelect } from '../parts/expiry-select.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { Refused } from '../service/control-client.ts';
import { endOf, type ExpiryChoice } from '../session/expiry.ts';
import { texts } from '../texts/texts.ts';

export function InviteDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { client, open } = useApp();
  const id = useId();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('annotator');
  const [expiry, setExpiry] = useState<{ choice: ExpiryChoice; day: string }>({ choice: '7', day: '' });
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const expiresAt = endOf(expiry.choice, expiry.day, new Date());
  const nameMissing = name.trim() === '';
  const make = async () => {
    setTried(true);
    setRefused(null);
    if (nameMissing || expiresAt === undefined) return;
    try {
      const made = await client.invite(session.id, { name: name.trim(), role, expiresAt });
      open({ kind: 'invite-link', session: session.id, invite: made.id });
    } catch (error) {
      const reason = reasonOf({ failure: error instanceof Refused ? error.failure : null });
      setRefused(texts.invites.notMade({ reason }));
    }
  };
  return (
    <Dialog title={texts.invites.title} onClose={onClose}>
      <form
        class="stack invite"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <div class="field">
          <label for={`${id}-name`}>{texts.invites.name}</label>
          <input
            id={`${id}-name`}
            class="text"
            data-first="true"
            maxLength={80}
            autocomplete="off"
            value={name}
            aria-invalid={tried && nameMissing}
            aria-describedby={`${id}-hint`}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <p id={`${id}-hint`} class={tried && nameMissing ? 'caption refusal' : 'caption'}>
            {tried && nameMissing ? texts.invites.nameMissing : texts.invites.nameHint}
          </p>
        </div>
        <fieldset>
          <legend class="label">{texts.invites.role}</legend>
          {roles.map((one) => (
            <div class="rung" key={one}>
              <input
                id={`${id}-${one}`}
                type="radio"
                name={`${id}-role`}
                checked={role === one}
                aria-describedby={`${id}-${one}-says`}
                onChange={() => setRole(one)}
              />
              <label for={`${id}-${one}`}>{texts.roles.name({ role: one })}</label>
              <p id={`${id}-${one}-says`} class="small muted tell">
                {texts.invites.roleSays({ role: one })}
              </p>
            </div>
          ))}
        </fieldset>
        <ExpirySelect
          {...expiry}
          problem={tried && expiresAt === undefined ? texts.invites.endsPast : null}
          onChange={(choice, day) => setExpiry({ choice, day })}
        />
        {refused !== null && (
          <p class="small refusal" role="alert">
            {refused}
          </p>
        )}
        <div class="end">
          <button type="button" class="btn" onClick={onClose}>
            {texts.common.cancel}
          </button>
          <button type="submit" class="btn main">
            {texts.invites.make}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
