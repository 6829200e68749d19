/** The page that asks a browser to sign in. It says nothing about datasets or their owner: strangers see it too. */
import { layout, wordmark } from './layout.ts';
import { markup, type Markup } from './markup.ts';

export type SignInTrouble =
  { readonly kind: 'none' } | { readonly kind: 'wrong' } | { readonly kind: 'wait'; readonly seconds: number };

export interface SignInPage {
  /** Where the form goes. */
  readonly action: string;
  readonly user: string;
  readonly trouble: SignInTrouble;
  readonly safari: boolean;
}

const badIcon = markup`<svg viewBox="0 0 16 16" aria-hidden="true">
  <path d="M5.4 2.25h5.2l3.15 3.15v5.2l-3.15 3.15H5.4L2.25 10.6V5.4Z" />
  <path d="M8 5v3.5" />
  <path d="M8 10.9h.01" />
</svg>`;
const warnIcon = markup`<svg viewBox="0 0 16 16" aria-hidden="true">
  <path d="M8 2.5 14.25 13.25H1.75Z" />
  <path d="M8 6.5v3.25" />
  <path d="M8 11.5h.01" />
</svg>`;

export function signInPage({ action, user, trouble, safari }: SignInPage): Markup {
  const sentence = sentenceFor(trouble);
  const problem =
    sentence === null
      ? null
      : markup`<p class="notice bad" role="alert" id="problem">${badIcon}<span>${sentence}</span></p>`;
  const described = sentence === null ? null : markup` aria-describedby="problem" aria-invalid="true"`;
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
      ${problem}
      <form method="post" action="${action}">
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
