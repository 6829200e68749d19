/** The pages behind a personal link: one button with the person's name, and one page for every link that opens nothing. */
import { TOKEN_FIELD_NAME } from './form-fields.ts';
import { layout, wordmark } from './layout.ts';
import { markup } from './markup.ts';
import { OwnPage } from './own-page.ts';
import { problem } from './problem.ts';

export type InviteTrouble = { readonly kind: 'none' } | { readonly kind: 'stale' };

export interface InvitePage {
  /** Whom the link is for. */
  readonly name: string;
  readonly token: string;
  readonly trouble: InviteTrouble;
  /** As whom this browser is signed in now; null when it is not. */
  readonly instead: string | null;
}

/** The title names nobody: programs that look ahead at links show it to whoever sees the chat. The form goes back to its own address. */
export function invitePage({ name, token, trouble, instead }: InvitePage): OwnPage {
  return new OwnPage((words) =>
    layout(
      words,
      words.invite.title,
      markup`${wordmark}
      <h1>${words.invite.heading}</h1>
      <p class="muted lead">${words.invite.lead(name)}</p>
      ${trouble.kind === 'none' ? null : problem(words.tooOld)}
      ${instead === null ? null : markup`<p class="muted">${words.invite.instead(instead)}</p>`}
      <form method="post">
        <input type="hidden" name="${TOKEN_FIELD_NAME}" value="${token}" />
        <button class="button main" type="submit">${words.invite.button(name)}</button>
      </form>`,
    ),
  );
}

/** Says nothing about what the link may have opened once. */
export function deadLinkPage(): OwnPage {
  return new OwnPage((words) =>
    layout(
      words,
      words.invite.deadTitle,
      markup`${wordmark}
      <h1>${words.invite.deadHeading}</h1>
      <p class="muted lead">${words.invite.deadLead}</p>`,
    ),
  );
}
