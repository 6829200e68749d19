/** Looks at a file before it is shared: what it is, what to decide, and in the same place what is wrong with it. */
import { useEffect, useState } from 'preact/hooks';
import type { Bucket } from '../../contract/buckets.ts';
import type { Check as CheckAnswer } from '../../contract/control.ts';
import type { Failure } from '../../contract/errors.ts';
import type { Offer } from '../../contract/mendings.ts';
import { isOver } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { isAddress, shownAddress } from '../dataset/address.ts';
import { fileNameOf, titleFrom } from '../dataset/file-path.ts';
import { useHeadingFocus } from '../parts/heading-focus.ts';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Refused } from '../service/control-client.ts';
import { texts } from '../texts/texts.ts';
import { BucketForm } from './bucket-form.tsx';
import { ChooseAnother } from './choose-another.tsx';
import { MendingOffers } from './mending-offers.tsx';
import { ShareForm } from './share-form.tsx';

type Looked =
  | { readonly kind: 'checking' }
  | { readonly kind: 'checked'; readonly check: CheckAnswer }
  | { readonly kind: 'refused'; readonly failure: Failure | null };

export function Check({ path }: { path: string }) {
  const { client } = useApp();
  const [looked, setLooked] = useState<Looked>({ kind: 'checking' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    setLooked({ kind: 'checking' });
    client.check(path).then(
      (check) => current && setLooked({ kind: 'checked', check }),
      (error: unknown) =>
        current && setLooked({ kind: 'refused', failure: error instanceof Refused ? error.failure : null }),
    );
    return () => {
      current = false;
    };
  }, [path, round]);
  useHeadingFocus(looked.kind);
  const again = () => setRound(round + 1);

  if (looked.kind === 'checking') return <Waiting label={texts.check.checking({ name: fileNameOf(path) })} />;
  if (looked.kind === 'refused') return <NotChecked path={path} failure={looked.failure} onAgain={again} />;
  const error = looked.check.problems.find((problem) => problem.severity === 'error');
  if (error !== undefined) {
    const { path: source, offers = [], bucket } = looked.check;
    return <NotChecked key={source} path={source} failure={error} offers={offers} bucket={bucket} onAgain={again} />;
  }
  return <Checked check={looked.check} />;
}

function Checked({ check }: { check: CheckAnswer }) {
  const { state, sessions } = useApp();
  const shared = sessions.find((session) => session.dataset.path === check.path && !isOver(session.phase));
  const known = state.snapshot?.recents.find((recent) => recent.path === check.path);
  return (
    <main class="fill">
      <ShareForm
        key={check.path}
        check={check}
        suggestedTitle={check.remembered?.title ?? known?.title ?? titleFrom(check.fileName)}
        shared={shared ?? null}
      />
    </main>
  );
}

interface NotCheckedProps {
  readonly path: string;
  readonly failure: Failure | null;
  readonly offers?: readonly Offer[];
  readonly bucket?: Bucket | undefined;
  readonly onAgain: () => void;
}

function NotChecked({ path, failure, offers = [], bucket, onAgain }: NotCheckedProps) {
  const notHad = failure?.code.startsWith('download-') === true;
  return (
    <main class="scroll roomy">
      {failure === null ? (
        <section class="plain">
          <h1 tabIndex={-1}>{texts.check.cannotCheck}</h1>
          <p class="muted">{texts.common.notAnswered}</p>
          <button type="button" class="btn main" onClick={onAgain}>
            {texts.common.tryAgain}
          </button>
        </section>
      ) : (
        <Trouble failure={failure} means={notHad ? texts.elsewhere.means : texts.check.errorMeans}>
          {offers.length > 0 && <MendingOffers path={path} offers={offers} />}
          <ChooseAnother main={offers.length === 0 && !(notHad && bucket !== undefined)} />
          <button type="button" class="btn" onClick={onAgain}>
            {texts.common.tryAgain}
          </button>
          <p class="caption clip grow" title={isAddress(path) ? shownAddress(path) : path}>
            {isAddress(path) ? shownAddress(path) : path}
          </p>
          {notHad && bucket !== undefined && <BucketForm bucket={bucket} onKept={onAgain} />}
        </Trouble>
      )}
    </main>
  );
}
