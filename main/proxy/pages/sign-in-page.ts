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
  /** The session this browser was in has ended. */
  | { readonly kind: 'over' }
  /** The personal link was opened in too many other browsers. */
  | { readonly kind: 'too-many' }
  /** A sign-in with an identity provider holds for some hours. */
  | { readonly kind: 'run-out' };

export interface InstituteLink {
  readonly name: string;
  readonly href: string;
  /** False while it is looked for in vain. */
  readonly answers: boolean;
}

export interface SignInPage {
  /** Where the form goes. */
  readonly action: string;
  readonly token: string;
  readonly user: string;
  readonly trouble: SignInTrouble;
  readonly safari: boolean;
  /** The library's own sign-in is by name and password only. */
  readonly at?: 'session' | 'library';
  /** The identity provider, where there is one. */
  readonly institute?: InstituteLink | null;
  /** As whom this browser is signed in to the server, though not here; `gallery` is null where that is out of reach. */
  readonly account?: { readonly name: string; readonly gallery: string | null } | null;
}

const warnIcon = markup`<svg viewBox="0 0 16 16" aria-hidden="true">
  <path d="M8 2.5 14.25 13.25H1.75Z" />
  <path d="M8 6.5v3.25" />
  <path d="M8 11.5h.01" />
</svg>`;

export function signInPage({
  action,
  token,
  user,
  trouble,
  safari,
  at = 'session',
  account = null,
  institute = null,
}: SignInPage): Markup {
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
  const credentials =
    at === 'library'
      ? 'Use your user name and password.'
      : institute === null
        ? 'Use the user name and password that came with your link.'
        : `Use your account of ${institute.name}, or the user name and password that came with your link.`;
  return layout(
    'Sign in',
    markup`${wordmark}
      <h1>Sign in to see the cells</h1>
      <p class="muted lead">${credentials}</p>
      ${account === null ? null : elsewhere(account)}
      ${sentence === null ? null : problem(sentence)}
      ${institute === null ? null : byInstitute(institute)}
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
      ${at === 'library' ? null : markup`<p class="muted">If you were sent a personal link, open it again: it signs you in without a password.</p>`}
      ${hint}`,
  );
}

/** The same words whether there is such a dataset or not. */
function elsewhere({ name, gallery }: NonNullable<SignInPage['account']>): Markup {
  const link = gallery === null ? null : markup` <a href="${gallery}">See your datasets</a>`;
  return markup`<p class="muted">You are signed in as ${name}, and this link is none of your datasets.${link}</p>`;
}

/** A link, no form: browsers would not let a form of this page lead to another site. */
function byInstitute({ name, href, answers }: InstituteLink): Markup {
  return answers
    ? markup`<p><a class="button wide" href="${href}">Sign in with ${name}</a></p>`
    : markup`<p class="muted">${name} does not answer at the moment. <a href="${href}">Sign in with ${name} all the same</a></p>`;
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
    case 'run-out':
      return 'Your sign-in has run out. Sign in again to go on; your labels and gene sets are kept.';
    case 'over':
      return 'This session has ended. What you saved is kept: the person who shares it can open it again at the same address.';
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
