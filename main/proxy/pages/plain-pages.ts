/** The proxy's small pages: nothing here, not from another page, sign out. */
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

export function signOutPage(action: string, name: string): Markup {
  return layout(
    'Sign out',
    markup`${wordmark}
      <h1>Sign out?</h1>
      <p class="muted lead">
        You are signed in as ${name}. After signing out this browser starts over as somebody new: annotations made here
        stay with the owner and do not come back with the next sign-in.
      </p>
      <form method="post" action="${action}"><button class="button main" type="submit">Sign out</button></form>`,
  );
}
