/** The page that asks a browser to sign in. It says nothing about datasets or their owner: strangers see it too. */
import { TOKEN_FIELD_NAME } from './form-fields.ts';
import { layout, wordmark } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import { problem } from './problem.ts';

export type SignInTrouble =
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** The form was too old, or the browser keeps no cookies. */
  | { readonly kind: 'stale' }
  /** The owner ended it, or it ran out. */
  | { readonly kind: 'put-out' }
  /** The personal link was opened in too many other browsers. */
  | { readonly kind: 'too-many' };

export interface SignInPage {
  /** Where the form goes. */
  readonly action: string;
  readonly token: string;
  readonly user: string;
  readonly trouble: SignInTrouble;
  readonly safari: boolean;
}

const warnIcon = markup`<svg viewBox="0 0 16 16" aria-hidden="true">
  <path d="M8 2.5 14.25 13.25H1.75Z" />
  <path d="M8 6.5v3.25" />
  <path d="M8 11.5h.01" />
</svg>`;

export function signInPage({ action, token, user, trouble, safari }: SignInPage): Markup {
  const sentence = sentenceFor(trouble);
  const described = trouble.kind === 'wrong' ? markup` aria-describedby="problem" aria-invalid="true"` : null;
  const hint = safari
    ? markup`<div class="notice warn">
        ${warnIcon}
        <p>
          Annotate draws best in Chrome, Edge or Firefox. In Safari some parts may not respond. You can sign in all the
          same.
        </p>
      </div>`
    : null;
  return layout(
    'Sign in',
    markup`${wordmark}
      <h1>Sign in to see the cells</h1>
      <p class="muted lead">Use the user name and password that came with your link.</p>
      ${sentence === null ? null : problem(sentence)}
      <form method="post" action="${action}">
        <input type="hidden" name="${TOKEN_FIELD_NAME}" value="${token}" />
        <div class="field">
          <label for="user">User name</label
          ><input
            id="user"
            name="user"
            value="${user}"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            maxlength="200"
            required
          />
        </div>
        <div class="field">
          <label for="password">Password</label
          ><input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            maxlength="200"
            required${described}
          />
        </div>
        <button class="button main" type="submit">Sign in</button>
      </form>
      <p class="muted">If you were sent a personal link, open it again: it signs you in without a password.</p>
      ${hint}`,
  );
}

function sentenceFor(trouble: SignInTrouble): string | null {
  switch (trouble.kind) {
    case 'none':
      return null;
    case 'wrong':
      return 'That user name and password do not go together. Check for capital letters and spaces, or ask the person who sent the link.';
    case 'wait':
      return `Too many tries that did not fit. Wait ${inWords(trouble.seconds)}, then try again.`;
    case 'stale':
      return 'This page was open for too long, or this browser keeps no cookies. Try it once more.';
    case 'put-out':
      return 'You are not signed in any more: the person who shares this ended it, or your link has run out.';
    case 'too-many':
      return 'Your personal link was opened in more than ten browsers, so this one, which was idle longest, was signed out. Open your link again to come back.';
  }
}

const seconds = new Intl.NumberFormat('en', { style: 'unit', unit: 'second', unitDisplay: 'long' });

function inWords(count: number): string {
  return seconds.format(count);
}

/** Annotate does not support Safari. Every other browser there is also says "Safari" in its name. */
export function isSafari(userAgent: string): boolean {
  return /Safari\//.test(userAgent) && !/Chrome|Chromium|CriOS|FxiOS|EdgiOS|Edg|OPR|Android/.test(userAgent);
}
