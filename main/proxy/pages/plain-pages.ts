/** The proxy's small pages: nothing here, not from another page, sign out. */
import { EVERYWHERE, TOKEN_FIELD_NAME, WHERE_FIELD_NAME } from './form-fields.ts';
import { layout, wordmark } from './layout.ts';
import { markup, type Markup } from './markup.ts';

export function nothingHerePage(): Markup {
  return layout(
    'Nothing here',
    markup`${wordmark}
      <h1>There is nothing here</h1>
      <p class="muted lead">Use the link you were sent.</p>`,
  );
}

export function crossSitePage(): Markup {
  return layout(
    'Not sent from here',
    markup`${wordmark}
      <h1>This was not sent from here</h1>
      <p class="muted lead">Another page tried to do this for you. Open the link you were sent and do it there.</p>`,
  );
}

export interface SignOutPage {
  readonly action: string;
  readonly token: string;
  readonly name: string;
  /** Whether the annotations wait for this person, as they do for whoever has a personal link. */
  readonly comesBack: boolean;
  /** Whether it is an account of the whole server, which ends in all its datasets. */
  readonly account?: boolean;
  /** Whether they came by an identity provider, which knows them when they come back. */
  readonly institute?: boolean;
}

/** Whoever a web server in front has signed in is signed in again with the next request: a button here would promise what it cannot do. */
export function signedInInFrontPage(name: string): Markup {
  return layout(
    'Sign out',
    markup`${wordmark}
      <h1>You are signed in by the web server in front</h1>
      <p class="muted lead">
        It says that you are ${name}, with each request, so signing out here would change nothing. Sign out where you signed in. If your
        browser asked for user name and password in a window of its own, close the whole browser: that ends it. Your labels and gene sets
        are kept, and are here again when you sign in by the same name.
      </p>`,
  );
}

const instituteMeaning = 'Your labels and gene sets are kept: sign in again the same way to come back to them.';
const accountMeaning =
  'This ends it for all datasets here. Your labels and gene sets are kept: sign in again to come back to them.';

export function signOutPage({
  action,
  token,
  name,
  comesBack,
  account = false,
  institute = false,
}: SignOutPage): Markup {
  const meaning = comesBack
    ? 'Your labels and gene sets are kept: open your personal link again to come back to them.'
    : 'After signing out this browser starts over as somebody new: annotations made here stay with the owner and do not come back with the next sign-in.';
  const everywhere = markup`<button class="button" type="submit" name="${WHERE_FIELD_NAME}" value="${EVERYWHERE}">
    Sign out in all my browsers
  </button>`;
  return layout(
    'Sign out',
    markup`${wordmark}
      <h1>Sign out?</h1>
      <p class="muted lead">You are signed in as ${name}. ${account ? accountMeaning : institute ? instituteMeaning : meaning}</p>
      <form method="post" action="${action}">
        <input type="hidden" name="${TOKEN_FIELD_NAME}" value="${token}" />
        <button class="button main" type="submit">Sign out</button>${comesBack || account || institute ? everywhere : null}
      </form>`,
  );
}
