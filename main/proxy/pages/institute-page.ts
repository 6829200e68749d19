/** The page that says why signing in with an identity provider came to nothing, and the one after signing out of here. */
import type { Failure } from '../../../contract/errors.ts';
import { layout, wordmark } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import { problem } from './problem.ts';

export interface InstitutePage {
  readonly failure: Failure;
  /** Where to go on; null where it is not known what was asked for. */
  readonly ways: {
    /** Signs in with the provider as somebody else. */
    readonly again: string;
    /** The sign-in page. */
    readonly other: string;
  } | null;
}

export function institutePage({ failure, ways }: InstitutePage): Markup {
  const links =
    ways === null
      ? null
      : markup`<p><a class="button main" href="${ways.again}">Sign in again</a></p>
      <p><a class="button wide" href="${ways.other}">Sign in in another way</a></p>`;
  return layout(
    'Not signed in',
    markup`${wordmark}
      <h1>You are not signed in</h1>
      ${problem(failure.message)}
      <p class="muted lead">${failure.hint}</p>
      ${links}`,
  );
}

export interface SignedOutPage {
  readonly name: string;
  /** Where one signs out of the provider itself. */
  readonly url: string;
  /** The sign-in page. */
  readonly back: string;
}

export function signedOutPage({ name, url, back }: SignedOutPage): Markup {
  return layout(
    'Signed out',
    markup`${wordmark}
      <h1>You are signed out here</h1>
      <p class="muted lead">
        ${name} may still know this browser, and sign in again without a password. On a computer that others use, sign
        out there, too.
      </p>
      <p><a class="button main" href="${url}">Sign out of ${name}</a></p>
      <p><a class="button wide" href="${back}">Back to the sign-in page</a></p>`,
  );
}
