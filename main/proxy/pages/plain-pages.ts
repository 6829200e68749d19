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
}

export function signOutPage({ action, token, name, comesBack }: SignOutPage): Markup {
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
      <p class="muted lead">You are signed in as ${name}. ${meaning}</p>
      <form method="post" action="${action}">
        <input type="hidden" name="${TOKEN_FIELD_NAME}" value="${token}" />
        <button class="button main" type="submit">Sign out</button>${comesBack ? everywhere : null}
      </form>`,
  );
}
