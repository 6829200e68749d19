/** The decisions before sharing: title, who can reach it, what people may do; going public asks once. */
import { useId, useRef, useState } from 'preact/hooks';
import type { Check, StartSession } from '../../contract/control.ts';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { firstChoice } from '../dataset/first-choice.ts';
import { hidingBefore, hidingWish } from '../dataset/hiding-wish.ts';
import { isAddress, shownAddress } from '../dataset/address.ts';
import { folderOf } from '../dataset/file-path.ts';
import { desktop } from '../desktop.ts';
import { PublicDialog } from '../dialogs/public-dialog.tsx';
import { EndChoiceSelect } from '../parts/end-select.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice, Told } from '../parts/notice.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { Segmented } from '../parts/segmented.tsx';
import { waysToShare, type Rung } from '../session/network-links.ts';
import { sessionEnd, type EndChoice } from '../session/session-end.ts';
import { refusalOf } from '../state/app-state.ts';
import { InTheFile, Needs } from './dataset-facts.tsx';
import { EmbeddingPicture } from './embedding-picture.tsx';
import { HidingChoice } from './hiding-choice.tsx';
import { MendingOffers } from './mending-offers.tsx';
import { hashOf } from '../state/place.ts';
import { format, texts } from '../texts/texts.ts';

interface ShareFormProps {
  readonly check: Check;
  readonly suggestedTitle: string;
  /** The session that shares this file already. */
  readonly shared: Session | null;
}

const wayNamed = (rung: Rung) => ({ value: rung, label: texts.reach[rung], icon: rung }) as const;

export function ShareForm({ check, suggestedTitle, shared }: ShareFormProps) {
  const { state, actions, go } = useApp();
  const [title, setTitle] = useState(suggestedTitle);
  const network = state.snapshot?.network;
  const ways = waysToShare(network);
  const [way, setWay] = useState<Rung>(ways[0] ?? 'computer');
  const { remembered, facts, offers = [] } = check;
  const first = facts === null ? null : firstChoice(facts);
  const [caps, setCaps] = useState(remembered?.toggles ?? { diffexp: true, annotations: true });
  const before = hidingBefore(remembered);
  const [hiding, setHiding] = useState(before);
  const [end, setEnd] = useState<EndChoice>('never');
  const [asking, setAsking] = useState(false);
  const [sharing, setSharing] = useState(false);
  const titleField = useRef<HTMLInputElement>(null);
  const id = useId();
  const refusal = refusalOf(state, null, 'start') ?? refusalOf(state, null, 'network');
  const untitled = title.trim() === '';

  const share = async (more: Partial<StartSession> = {}) => {
    setAsking(false);
    setSharing(true);
    if (way === 'network' && network?.lan === 'off' && !(await actions.changeNetwork(true))) {
      setSharing(false);
      return;
    }
    const session = await actions.start({
      dataset: check.path,
      title: title.trim(),
      toggles: caps,
      ...hidingWish(before, hiding),
      tunnel: { provider: 'none' },
      ...(end === 'never' ? {} : { expiresAt: sessionEnd(end, new Date()) }),
      ...more,
    });
    setSharing(false);
    if (session !== null) go({ to: 'session', id: session.id, part: 'overview' });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (sharing) return;
    if (untitled) titleField.current?.focus();
    else if (way === 'internet') setAsking(true);
    else void share();
  };

  return (
    <form class="preflight" onSubmit={submit} noValidate>
      <div class={first === null ? 'body' : 'body with-picture'}>
        {facts !== null && first !== null && <EmbeddingPicture path={check.path} facts={facts} first={first} />}
        <div class="about">
          <header class="titlebar">
            <a class="btn quiet ink icon" href={hashOf({ to: 'home' })} aria-label={texts.check.back}>
              <Icon name="back" />
            </a>
            <h1 tabIndex={-1}>{texts.check.heading}</h1>
          </header>
          <div class="field">
            <label for={`${id}-title`}>{texts.check.titleLabel}</label>
            <input
              ref={titleField}
              id={`${id}-title`}
              class="text title"
              type="text"
              maxLength={120}
              value={title}
              autocomplete="off"
              aria-invalid={untitled}
              aria-describedby={`${id}-title-hint`}
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
            <p id={`${id}-title-hint`} class={untitled ? 'caption refusal' : 'caption'}>
              {untitled ? texts.check.titleMissing : texts.check.titleHint}
            </p>
          </div>
          {check.problems.length > 0 && (
            <section class="sect">
              <h2>{texts.check.before}</h2>
              {check.problems.map((problem, index) => (
                <Told key={index} told={problem} severity={problem.severity} />
              ))}
              {offers.length > 0 && <MendingOffers path={check.path} offers={offers} optional />}
            </section>
          )}
          <InTheFile facts={facts} notYet={isAddress(check.path) ? texts.elsewhere.notYet : texts.facts.notYet} />
          {check.needs !== null && <Needs needs={check.needs} room={check.room} />}
          <FileFacts check={check} />
          <HidingChoice check={check} hiding={hiding} onChange={setHiding} />
          {refusal !== null && (
            <div class="sect" role="alert">
              <Notice severity="error" what={texts.check.notStarted({ reason: reasonOf(refusal) })} />
            </div>
          )}
        </div>
      </div>
      {shared === null ? (
        <footer class="decisions">
          <div class="choices">
            <Segmented legend={texts.check.reachLegend} segments={ways.map(wayNamed)} value={way} onChange={setWay} />
            <fieldset>
              <legend class="sr">{texts.check.capsLegend}</legend>
              <div class="row wrap ticks">
                {(['diffexp', 'annotations'] as const).map((cap) => (
                  <label key={cap} class="row small">
                    <input
                      class="tick"
                      type="checkbox"
                      checked={caps[cap]}
                      onChange={(event) => setCaps({ ...caps, [cap]: event.currentTarget.checked })}
                    />
                    {texts.caps[cap]}
                  </label>
                ))}
              </div>
            </fieldset>
            <label class="row small">
              {texts.ends.label}
              <EndChoiceSelect choice={end} onChoose={setEnd} />
            </label>
          </div>
          <div class="share-foot">
            <p class="small muted says" aria-live="polite">
              {way === 'network' && network?.lan !== 'fixed' ? texts.network.says : texts.reach[`${way}Says`]}
            </p>
            <button class="btn main large" aria-disabled={sharing}>
              <span class="swap">
                <span class={sharing ? 'away' : undefined} aria-hidden={sharing}>
                  {texts.check.share}
                </span>
                <span class={sharing ? undefined : 'away'} aria-hidden={!sharing}>
                  {texts.check.sharing}
                </span>
              </span>
            </button>
          </div>
        </footer>
      ) : (
        <footer class="decisions share-foot">
          <div>
            <p>{texts.check.alreadyShared}</p>
            <p class="small muted">{texts.check.alreadySharedHint}</p>
          </div>
          <a class="btn main large" href={hashOf({ to: 'session', id: shared.id, part: 'overview' })}>
            {texts.check.goToSession}
          </a>
        </footer>
      )}
      {asking && (
        <PublicDialog
          onStay={() => {
            setWay(ways[0] ?? 'computer');
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
          identifiers={check.identifiers}
          hidden={hiding.columns}
          onGo={(tunnel, hiddenColumns) =>
            void share({ tunnel, ...hidingWish(before, { ...hiding, columns: hiddenColumns }) })
          }
        />
      )}
    </form>
  );
}

function FileFacts({ check }: { check: Check }) {
  return (
    <dl class="facts">
      <dt>{texts.check.file}</dt>
      <dd class="anywhere">{check.fileName}</dd>
      {isAddress(check.path) ? (
        <>
          <dt>{texts.elsewhere.address}</dt>
          <dd class="anywhere">{shownAddress(check.path)}</dd>
        </>
      ) : (
        <>
          <dt>{texts.check.folder}</dt>
          <dd class="anywhere" title={check.path}>
            {folderOf(check.path)}{' '}
            {desktop !== null && (
              <button type="button" class="inline" onClick={() => void desktop?.revealInFolder(check.path)}>
                {texts.check.reveal}
              </button>
            )}
          </dd>
        </>
      )}
      {check.sizeBytes !== null && (
        <>
          <dt>{texts.check.size}</dt>
          <dd>{format.bytes(check.sizeBytes)}</dd>
        </>
      )}
      <dd class="all muted">
        {!isAddress(check.path)
          ? texts.check.untouched
          : check.facts === null
            ? texts.elsewhere.untouched
            : texts.elsewhere.here}
      </dd>
    </dl>
  );
}
