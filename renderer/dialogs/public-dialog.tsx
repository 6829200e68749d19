/** Asks once before a session is reachable from the internet: by which way, and what is left out for it. */
import { useState } from 'preact/hooks';
import type { Identifier } from '../../contract/hides.ts';
import type { OpenableRequest } from '../../contract/tunnel.ts';
import { Dialog } from '../parts/dialog.tsx';
import { firstLeft, PersonalColumns } from '../views/personal-columns.tsx';
import { isUsable, readyWish, useWay, WayChoice } from '../views/way-choice.tsx';
import { texts } from '../texts/texts.ts';

interface PublicDialogProps {
  readonly identifiers: readonly Identifier[];
  /** What is left out already. */
  readonly hidden: readonly string[];
  readonly onStay: () => void;
  readonly onClose: () => void;
  readonly onGo: (tunnel: OpenableRequest, hidden: readonly string[]) => void;
}

export function PublicDialog({ identifiers, hidden, onStay, onClose, onGo }: PublicDialogProps) {
  const way = useWay();
  const [left, setLeft] = useState(firstLeft(identifiers, hidden));
  const go = () => {
    const tunnel = readyWish(way);
    if (tunnel !== null) onGo(tunnel, [...left]);
  };
  return (
    <Dialog title={texts.reach.publicTitle} width="wide" alert onClose={onClose}>
      <p class="muted">{texts.reach.publicText}</p>
      <WayChoice state={way} />
      <PersonalColumns identifiers={identifiers} left={left} onChange={setLeft} />
      <div class="end">
        <button type="button" class="btn" data-first="true" onClick={onStay}>
          {texts.reach.stayPrivate}
        </button>
        <button type="button" class="btn main" disabled={!isUsable(way)} onClick={go}>
          {texts.reach.goPublic}
        </button>
      </div>
    </Dialog>
  );
}
