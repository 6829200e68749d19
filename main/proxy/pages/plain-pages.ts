/** The proxy's small pages: nothing here, not from another page, sign out. */
import { EVERYWHERE, TOKEN_FIELD_NAME, WHERE_FIELD_NAME } from './form-fields.ts';
import { layout, wordmark } from './layout.ts';
import { markup } from './markup.ts';
import { OwnPage } from './own-page.ts';

export function nothingHerePage(): OwnPage {
  return shortPage('nothing');
}

export function crossSitePage(): OwnPage {
  return shortPage('crossSite');
}

function shortPage(which: 'nothing' | 'crossSite'): OwnPage {
  return new OwnPage((words) => {
    const { title, heading, lead } = words[which];
    return layout(
      words,
      title,
      markup`${wordmark}
      <h1>${heading}</h1>
      <p class="muted lead">${lead}</p>`,
    );
  });
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
export function signedInInFrontPage(name: string): OwnPage {
  return new OwnPage((words) =>
    layout(
      words,
      words.signOut.title,
      markup`${wordmark}
      <h1>${words.signOut.inFrontHeading}</h1>
      <p class="muted lead">${words.signOut.inFrontLead(name)}</p>`,
    ),
  );
}

export function signOutPage({
  action,
  token,
  name,
  comesBack,
  account = false,
  institute = false,
}: SignOutPage): OwnPage {
  return new OwnPage((words) => {
    const { signOut } = words;
    const meaning = account
      ? signOut.account
      : institute
        ? signOut.institute
        : comesBack
          ? signOut.invited
          : signOut.guest;
    const everywhere = markup`<button class="button" type="submit" name="${WHERE_FIELD_NAME}" value="${EVERYWHERE}">
    ${signOut.everywhere}
  </button>`;
    return layout(
      words,
      signOut.title,
      markup`${wordmark}
      <h1>${signOut.heading}</h1>
      <p class="muted lead">${signOut.as(name)} ${meaning}</p>
      <form method="post" action="${action}">
        <input type="hidden" name="${TOKEN_FIELD_NAME}" value="${token}" />
        <button class="button main" type="submit">${signOut.button}</button>${comesBack || account || institute ? everywhere : null}
      </form>`,
    );
  });
}
