/** What is the link, what may people do, who is here, who can reach it: the four questions of a running session. */
import type { Session, Toggles } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { reasonOf } from '../parts/refusal-text.ts';
import { RoleSelect } from '../parts/role-select.tsx';
import { Switch } from '../parts/switch.tsx';
import { cappedBy } from '../session/role-cap.ts';
import { refusalOf } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';
import { ConfirmServer } from './confirm-server.tsx';
import { ExpiryLine } from './expiry-line.tsx';
import { Hiding } from './hiding.tsx';
import { HereNow } from './here-now.tsx';
import { LinkField } from './link-field.tsx';
import { ReachLine } from './reach-line.tsx';
import { SleepLine } from './sleep-line.tsx';

export function Overview({ session }: { session: Session }) {
  return (
    <>
      <ConfirmServer session={session} />
      <LinkField session={session} />
      <div class="sect cols">
        <Caps session={session} />
        <HereNow session={session} />
      </div>
      <ReachLine session={session} />
      <ExpiryLine session={session} />
      <Hiding session={session} />
      <SleepLine session={session} />
    </>
  );
}

function Caps({ session }: { session: Session }) {
  const { state, actions } = useApp();
  const ending = session.phase === 'stopping';
  const toggle = (cap: keyof Toggles, says: { readonly on: string; readonly off: string }) => {
    const refusal = refusalOf(state, session.id, cap);
    return (
      <Switch
        label={texts.caps[cap]}
        says={says}
        on={session.toggles[cap]}
        disabled={ending}
        refusal={refusal === null ? null : texts.caps.refused({ reason: reasonOf(refusal) })}
        onChange={(on) => actions.change(session.id, cap, { toggles: { [cap]: on } })}
      />
    );
  };
  return (
    <section>
      <div class="section-head">
        <h2>{texts.check.capsLegend}</h2>
      </div>
      <div class="stack">
        {toggle('diffexp', { on: texts.caps.diffexpOn, off: texts.caps.diffexpOff })}
        {toggle('annotations', { on: texts.caps.annotationsOn, off: texts.caps.annotationsOff })}
        <GeneralRole session={session} disabled={ending} />
      </div>
    </section>
  );
}

function GeneralRole({ session, disabled }: { session: Session; disabled: boolean }) {
  const { state, actions } = useApp();
  const { role, open } = session.generalLink;
  const refusal = refusalOf(state, session.id, 'general-link');
  const off = cappedBy(role, session.toggles);
  return (
    <div class="general-role">
      {open ? (
        <>
          <div class="row wrap">
            <span>{texts.roles.general}</span>
            <RoleSelect
              role={role}
              label={texts.roles.generalLabel}
              disabled={disabled}
              onChange={(chosen) => actions.change(session.id, 'general-link', { generalLink: { role: chosen } })}
            />
          </div>
          {/* One of two sentences, so that a toggle moves nothing below. */}
          <p class="small muted">
            {off.length === 0 ? texts.caps.atOnce : texts.roles.capped({ role: texts.roles.name({ role }), off })}
          </p>
        </>
      ) : (
        <p class="small muted">
          {texts.roles.closed}{' '}
          <button
            type="button"
            class="inline"
            onClick={() => actions.change(session.id, 'general-link', { generalLink: { open: true } })}
          >
            {texts.roles.closedOpen}
          </button>
        </p>
      )}
      {refusal !== null && (
        <p class="small refusal" role="alert">
          {texts.caps.refused({ reason: reasonOf(refusal) })}
        </p>
      )}
    </div>
  );
}
