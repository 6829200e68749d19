/** The rungs below the internet: this computer alone, or everybody on the same network by TLS. What is chosen holds for every session. */
import { useState } from 'preact/hooks';
import type { Network } from '../../contract/network.ts';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { CopyIcon } from '../parts/copy-button.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { Rung } from '../parts/rung.tsx';
import { networkLinksOf, ownRung, privateRungs, type PrivateRung } from '../session/network-links.ts';
import { peopleHere } from '../session/status.ts';
import { refusalOf } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';

export interface NetworkChoice {
  readonly network: Network | undefined;
  readonly now: PrivateRung;
  readonly wanted: PrivateRung;
  readonly working: boolean;
  readonly choose: (rung: PrivateRung) => void;
  /** Resolves with whether it is as wanted. */
  readonly apply: () => Promise<boolean>;
}

export function useNetworkChoice(session: Session): NetworkChoice {
  const { state, actions } = useApp();
  const network = state.snapshot?.network;
  const now = ownRung(session, network);
  const [wanted, choose] = useState(now);
  const [working, setWorking] = useState(false);
  const apply = async () => {
    if (wanted === now) return true;
    setWorking(true);
    const done = await actions.changeNetwork(wanted === 'network');
    setWorking(false);
    return done;
  };
  return { network, now, wanted, working, choose, apply };
}

interface PrivateRungsProps {
  readonly session: Session;
  readonly choice: NetworkChoice;
  /** Whether one of these is chosen, and not the internet. */
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function PrivateRungs({ session, choice, chosen, onChoose }: PrivateRungsProps) {
  const rungs = privateRungs(choice.now, choice.network);
  const props = (rung: PrivateRung) => ({
    checked: chosen && choice.wanted === rung,
    onChoose: () => {
      choice.choose(rung);
      onChoose();
    },
  });
  return (
    <>
      {rungs.includes('computer') && (
        <Rung
          icon="computer"
          label={texts.reach.computer}
          state={texts.reach.stateReady}
          says={texts.reach.computerSays}
          {...props('computer')}
        />
      )}
      {rungs.includes('network') && (
        <NetworkRung
          session={session}
          network={choice.network}
          isOpen={choice.now === 'network'}
          {...props('network')}
        />
      )}
    </>
  );
}

interface NetworkRungProps {
  readonly session: Session;
  /** Undefined where the service does not tell. */
  readonly network: Network | undefined;
  readonly isOpen: boolean;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function NetworkRung({ session, network, isOpen, checked, onChoose }: NetworkRungProps) {
  const fixed = network === undefined || network.lan === 'fixed';
  const state = fixed ? texts.reach.stateReady : isOpen ? texts.network.open : texts.network.off;
  return (
    <Rung
      icon="network"
      label={texts.reach.network}
      state={state}
      says={fixed ? texts.reach.networkSays : texts.network.says}
      checked={checked}
      onChoose={onChoose}
    >
      {!fixed && (isOpen || checked) && <p class="small muted more">{certificateSays(network, isOpen)}</p>}
      {network !== undefined && isOpen && network.addresses.length > 0 && <Link session={session} network={network} />}
    </Rung>
  );
}

function certificateSays({ tls }: Network, isOpen: boolean): string {
  return isOpen && tls === 'own-files' ? texts.network.known : texts.network.warns;
}

function Link({ session, network }: { session: Session; network: Network }) {
  const { open } = useApp();
  const [link] = networkLinksOf(session, network).byAddress;
  return (
    <>
      {link !== undefined && (
        <p class="row tight more">
          <span class="mono small anywhere">{link.url}</span>
          <CopyIcon text={link.url} label={texts.network.copyLink(link)} spoken={texts.network.linkCopied} />
        </p>
      )}
      <button type="button" class="inline small" onClick={() => open({ kind: 'network', session: session.id })}>
        {texts.network.tell}
      </button>
    </>
  );
}

/** What closing it means for whoever is here, and why a change was not made. */
export function NetworkWarning({ choice }: { choice: NetworkChoice }) {
  const { state, sessions } = useApp();
  const refusal = refusalOf(state, null, 'network');
  const here = sessions.reduce((sum, session) => sum + peopleHere(session), 0);
  return (
    <>
      {choice.now === 'network' && choice.wanted === 'computer' && (
        <p class="small warning-text" role="status">
          {texts.network.closing({ here })}
        </p>
      )}
      {refusal !== null && (
        <p class="small refusal" role="alert">
          {texts.network.refused({ reason: reasonOf(refusal) })}
        </p>
      )}
    </>
  );
}

/** The dialog's last line while nothing but the network is about to change. */
export function NetworkButtons({
  session,
  choice,
  onClose,
}: {
  session: Session;
  choice: NetworkChoice;
  onClose: () => void;
}) {
  const { open } = useApp();
  const apply = async () => {
    if (!(await choice.apply())) return;
    // What people need comes with it.
    if (choice.wanted === 'network') open({ kind: 'network', session: session.id });
    else onClose();
  };
  return (
    <>
      <button type="button" class="btn" onClick={onClose}>
        {texts.common.cancel}
      </button>
      <button type="button" class="btn main" aria-disabled={choice.working} onClick={() => void apply()}>
        {choice.wanted === 'network' ? texts.network.goOn : texts.network.goOff}
      </button>
    </>
  );
}
