/** What can be mended on a copy of a file, as buttons; then how far it is, and the way on to the copy. */
import { useState } from 'preact/hooks';
import type { Failure } from '../../contract/errors.ts';
import { fixes as everyFix, type Fix, type Mending, type Offer } from '../../contract/mendings.ts';
import { useApp } from '../app-context.ts';
import { reasonOf } from '../parts/refusal-text.ts';
import { Refused } from '../service/control-client.ts';
import { format, texts } from '../texts/texts.ts';

interface MendingOffersProps {
  readonly path: string;
  readonly offers: readonly Offer[];
  /** The file can be shared as it is: mending is not the first thing to do. */
  readonly optional?: boolean;
}

export function MendingOffers({ path, offers, optional = false }: MendingOffersProps) {
  const { client, state } = useApp();
  const [begun, setBegun] = useState<Mending | null>(null);
  const [refused, setRefused] = useState<Failure | null>(null);
  const told = state.snapshot?.mendings?.find(({ id }) => id === begun?.id);
  const mending = told ?? begun;
  const start = (fixes: readonly Fix[]) => {
    setRefused(null);
    client.mend({ path, fixes: everyFix.filter((fix) => fixes.includes(fix)) }).then(setBegun, (error: unknown) => {
      setRefused(error instanceof Refused ? error.failure : null);
    });
  };
  const all = offers.map(({ fix }) => fix);
  // What is made out of counts has no embedding.
  const wanted = all.includes('convert') ? [...all, 'compute-embedding' as const] : all;
  if (mending !== null && mending.phase.name !== 'failed' && mending.phase.name !== 'cancelled')
    return <MendingUnderWay mending={mending} optional={optional} onCancel={() => setBegun(null)} />;
  const button = (isMain: boolean) => (isMain && !optional ? 'btn main' : 'btn');
  const failure = mending?.phase.name === 'failed' ? mending.phase.failure : refused;
  return (
    <div class="mending">
      <div class="row wrap actions">
        {wanted.length > 1 && (
          <button type="button" class={button(true)} onClick={() => start(wanted)}>
            {all.includes('convert')
              ? texts.mending.offer('convert')
              : texts.mending.offerAll({ count: wanted.length })}
          </button>
        )}
        {!all.includes('convert') &&
          all.map((fix) => (
            <button key={fix} type="button" class={button(all.length === 1)} onClick={() => start([fix])}>
              {texts.mending.offer(fix)}
            </button>
          ))}
      </div>
      <p class="caption">
        {texts.mending.untouched} {wanted.includes('compute-embedding') && texts.mending.installs}
      </p>
      {failure !== null && (
        <p class="small refusal" role="alert">
          {texts.mending.failed} {reasonOf({ failure })}
        </p>
      )}
    </div>
  );
}

interface MendingUnderWayProps {
  readonly mending: Mending;
  readonly optional: boolean;
  readonly onCancel: () => void;
}

function MendingUnderWay({ mending, optional, onCancel }: MendingUnderWayProps) {
  const { client, go } = useApp();
  const { phase } = mending;
  if (phase.name === 'done') {
    const isSound = phase.still.every(({ severity }) => severity !== 'error');
    return (
      <div class="mending" role="status">
        <p>{texts.mending.done}</p>
        <ul class="small">
          {phase.did.map((deed) => (
            <li key={deed.fix}>{texts.mending.did(deed)}</li>
          ))}
        </ul>
        <button
          type="button"
          class={optional ? 'btn' : 'btn main'}
          onClick={() => go({ to: 'check', path: phase.path })}
        >
          {isSound ? texts.mending.share : texts.mending.look}
        </button>
      </div>
    );
  }
  if (phase.name !== 'working') return null;
  const cancel = () => {
    onCancel();
    // Gone already is as good.
    client.removeMending(mending.id).catch(() => undefined);
  };
  return (
    <div class="mending">
      <p class="small">
        {[
          texts.mending.step(phase),
          ...(phase.done === null ? [] : [format.percent(phase.done)]),
          ...(phase.secondsLeft === undefined
            ? []
            : [texts.mending.secondsLeft({ time: format.duration(Math.ceil(phase.secondsLeft)) })]),
        ].join(' · ')}
      </p>
      <progress aria-label={texts.mending.progress} value={phase.done ?? undefined} max={1} />
      <div class="row">
        <button type="button" class="btn stop" onClick={cancel}>
          {texts.mending.cancel}
        </button>
      </div>
    </div>
  );
}
