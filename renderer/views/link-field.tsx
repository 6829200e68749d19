/** The link, the largest thing of a session, with what one needs to hand it on. */
import { useState } from 'preact/hooks';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { useCopyShortcut } from '../keyboard.ts';
import { CopyButton, CopyIcon, useCopy } from '../parts/copy-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { linkOf, splitLink } from '../session/link.ts';
import { masked } from '../session/masked.ts';
import { texts } from '../texts/texts.ts';
import { ChangedLink } from './changed-link.tsx';

export function LinkField({ session }: { session: Session }) {
  const { open } = useApp();
  const link = linkOf(session);
  const also = link.kind === 'none' ? null : link.also;
  return (
    <section class="sect" aria-label={texts.link.heading}>
      {link.kind === 'ready' ? (
        <ReadyLink url={link.url} />
      ) : (
        <div class="link">
          <span class="url dim">{link.kind === 'opening' ? texts.link.opening : texts.link.none}</span>
          <span class="btn-space" />
        </div>
      )}
      <ChangedLink session={session} />
      <div class="under">
        <SignIn session={session} />
        {link.kind === 'ready' && (
          <div class="row also">
            <button type="button" class="btn quiet" onClick={() => open({ kind: 'qr', session: session.id })}>
              <Icon name="qr" /> {texts.link.qr}
            </button>
            <button type="button" class="btn quiet pullr" onClick={() => open({ kind: 'email', session: session.id })}>
              <Icon name="mail" /> {texts.link.email}
            </button>
          </div>
        )}
      </div>
      {also !== null && (
        <p class="local small">
          <span class="muted">{texts.link.also}</span> <span class="mono anywhere">{also}</span>
          <CopyIcon text={also} label={texts.link.alsoCopy} spoken={texts.link.copiedSpoken} />
        </p>
      )}
    </section>
  );
}

function ReadyLink({ url }: { url: string }) {
  const [state, copy] = useCopy(url, texts.link.copiedSpoken);
  useCopyShortcut(copy);
  const { scheme, rest } = splitLink(url);
  return (
    <div class="link">
      <span class="url">
        <span class="dim">{scheme}</span>
        {rest}
      </span>
      <CopyButton main state={state} onCopy={copy} label={texts.link.copy} />
    </div>
  );
}

function SignIn({ session }: { session: Session }) {
  const [shown, setShown] = useState(false);
  const { user, password } = session.signIn;
  return (
    <div class="row wrap sign-in small">
      <span class="secret">
        <span class="muted">{texts.link.user}</span>
        <span class="mono">{user}</span>
        <CopyIcon text={user} label={texts.link.copyUser} spoken={texts.link.userCopied} />
      </span>
      <span class="secret">
        <span class="muted">{texts.link.password}</span>
        <span class="mono">{shown ? password : masked(password)}</span>
        <span class="row none">
          <button
            type="button"
            class="btn quiet ink icon"
            aria-pressed={shown}
            aria-label={texts.link.showPassword}
            title={texts.link.showPassword}
            onClick={() => setShown(!shown)}
          >
            <Icon name={shown ? 'eyeOff' : 'eye'} />
          </button>
          <CopyIcon text={password} label={texts.link.copyPassword} spoken={texts.link.passwordCopied} />
        </span>
      </span>
    </div>
  );
}
