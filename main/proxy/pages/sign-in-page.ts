/** The page that asks a browser to sign in. It says nothing about datasets or their owner: strangers see it too. */
import { TOKEN_FIELD_NAME } from './form-fields.ts';
import { layout, wordmark } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import { OwnPage } from './own-page.ts';
import { problem } from './problem.ts';
import type { PageWords } from './words-en.ts';

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

export function signInPage(what: SignInPage): OwnPage {
  return new OwnPage((words) => signInMarkup(words, what));
}

function signInMarkup(
  words: PageWords,
  { action, token, user, trouble, safari, at = 'session', account = null, institute = null }: SignInPage,
): Markup {
  const { signIn } = words;
  const sentence = sentenceFor(words, trouble);
  const described = trouble.kind === 'wrong' ? markup` aria-describedby="problem" aria-invalid="true"` : null;
  const hint = safari
    ? markup`<div class="notice warn">
        ${warnIcon}
        <p>${signIn.safari}</p>
      </div>`
    : null;
  const credentials =
    at === 'library' ? signIn.withAccount : institute === null ? signIn.withLink : signIn.withInstitute(institute.name);
  return layout(
    words,
    signIn.title,
    markup`${wordmark}
      <h1>${signIn.heading}</h1>
      <p class="muted lead">${credentials}</p>
      ${account === null ? null : elsewhere(words, account)}
      ${sentence === null ? null : problem(sentence)}
      ${institute === null ? null : byInstitute(words, institute)}
      <form method="post" action="${action}">
        <input type="hidden" name="${TOKEN_FIELD_NAME}" value="${token}" />
        <div class="field">
          <label for="user">${signIn.user}</label
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
          <label for="password">${signIn.password}</label
          ><input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            maxlength="200"
            required${described}
          />
        </div>
        <button class="button main" type="submit">${signIn.button}</button>
      </form>
      ${at === 'library' ? null : markup`<p class="muted">${signIn.personal}</p>`}
      ${hint}`,
  );
}

/** The same words whether there is such a dataset or not. */
function elsewhere({ signIn }: PageWords, { name, gallery }: NonNullable<SignInPage['account']>): Markup {
  const link = gallery === null ? null : markup` <a href="${gallery}">${signIn.gallery}</a>`;
  return markup`<p class="muted">${signIn.elsewhere(name)}${link}</p>`;
}

/** A link, no form: browsers would not let a form of this page lead to another site. */
function byInstitute({ signIn }: PageWords, { name, href, answers }: InstituteLink): Markup {
  return answers
    ? markup`<p><a class="button wide" href="${href}">${signIn.institute(name)}</a></p>`
    : markup`<p class="muted">${signIn.instituteSilent(name)} <a href="${href}">${signIn.instituteAnyway(name)}</a></p>`;
}

function sentenceFor({ signIn, tooOld }: PageWords, trouble: SignInTrouble): string | null {
  switch (trouble.kind) {
    case 'none':
      return null;
    case 'wrong':
      return signIn.wrong;
    case 'wait':
      return signIn.wait(trouble.seconds);
    case 'stale':
      return tooOld;
    case 'put-out':
      return signIn.putOut;
    case 'run-out':
      return signIn.runOut;
    case 'over':
      return signIn.over;
    case 'too-many':
      return signIn.tooMany;
  }
}

/** Annotate does not support Safari. Every other browser there is also says "Safari" in its name. */
export function isSafari(userAgent: string): boolean {
  return /Safari\//.test(userAgent) && !/Chrome|Chromium|CriOS|FxiOS|EdgiOS|Edg|OPR|Android/.test(userAgent);
}
