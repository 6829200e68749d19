/** A session that failed, was stopped, or is gone: what that means for everybody, and how to go on. */
import { assertNever } from '../../contract/assert-never.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { Trouble } from '../parts/trouble.tsx';
import { blameOf } from '../session/blame.ts';
import { stoodBefore } from '../session/status.ts';
import { refusalOf } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';
import { ChooseAnother } from './choose-another.tsx';

export function Failed({ session, error }: { session: Session; error: NonNullable<Session['error']> }) {
  const { actions, go } = useApp();
  const ofFile = blameOf(error.code) === 'dataset';
  return (
    <main class="scroll roomy">
      <Trouble failure={error} means={meaning(error.code, session)}>
        {ofFile && <ChooseAnother main />}
        <AgainButton session={session} label={texts.common.tryAgain} main={!ofFile} />
        {error.code.startsWith('download-') && (
          <button type="button" class="btn" onClick={() => go({ to: 'check', path: session.dataset.path })}>
            {texts.elsewhere.checkAgain}
          </button>
        )}
        {!ofFile && <ChooseAnother />}
        <button
          type="button"
          class="btn quiet"
          onClick={() => {
            actions.stop(session.id);
            go({ to: 'home' });
          }}
        >
          {texts.over.remove}
        </button>
      </Trouble>
    </main>
  );
}

export function Stopped({ session }: { session: Session }) {
  return (
    <main class="scroll roomy">
      <section class="plain">
        <h1 tabIndex={-1}>{texts.over.title(session)}</h1>
        <p class="muted measure">{texts.over.text}</p>
        <div class="row wrap">
          <AgainButton session={session} label={texts.over.again} main />
          <ChooseAnother label={texts.over.other} />
        </div>
      </section>
    </main>
  );
}

/** An address of a session that this page never saw. */
export function Unknown() {
  return (
    <main class="scroll roomy">
      <section class="plain">
        <h1 tabIndex={-1}>{texts.over.unknownTitle}</h1>
        <p class="muted measure">{texts.over.unknownText}</p>
        <div class="row wrap">
          <ChooseAnother main label={texts.over.other} />
        </div>
      </section>
    </main>
  );
}

function AgainButton({ session, label, main }: { session: Session; label: string; main: boolean }) {
  const { actions, state, go } = useApp();
  const refusal = refusalOf(state, null, 'start');
  const again = async () => {
    const started = await actions.startAgain(session);
    if (started !== null) go({ to: 'session', id: started.id, part: 'overview' });
  };
  return (
    <>
      <button type="button" class={main ? 'btn main' : 'btn'} onClick={() => void again()}>
        {label}
      </button>
      {refusal !== null && (
        <p class="notice error whole" role="alert">
          <Icon name="error" /> <span>{texts.check.notStarted({ reason: reasonOf(refusal) })}</span>
        </p>
      )}
    </>
  );
}

function meaning(code: ErrorCode, session: Session): string {
  if (code === 'already-shared') return texts.trouble.alreadyMeans;
  const blame = blameOf(code);
  switch (blame) {
    case 'dataset':
      return texts.trouble.datasetMeans(session);
    case 'environment':
      return texts.trouble.environmentMeans(session);
    case 'host':
      return stoodBefore(session) ? texts.trouble.crashedMeans(session) : texts.trouble.otherMeans(session);
    case 'other':
      return texts.trouble.otherMeans(session);
    default:
      return assertNever(blame);
  }
}
