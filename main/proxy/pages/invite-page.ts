/** The pages behind a personal link: one button with the person's name, and one page for every link that opens nothing. */
import { TOKEN_FIELD_NAME } from './form-fields.ts';
import { layout, wordmark } from './layout.ts';
import { markup, type Markup } from './markup.ts';
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
export function invitePage({ name, token, trouble, instead }: InvitePage): Markup {
  return layout(
    'Open the cells',
    markup`${wordmark}
      <h1>You are invited to look at cells</h1>
      <p class="muted lead">
        This link is for ${name} alone. It signs this browser in without a password; your labels and gene sets are the
        same in every browser in which you open it.
      </p>
      ${trouble.kind === 'none' ? null : problem('This page was open for too long, or this browser keeps no cookies. Try it once more.')}
      ${instead === null ? null : markup`<p class="muted">This browser is signed in as ${instead} now. That ends when you go on.</p>`}
      <form method="post">
        <input type="hidden" name="${TOKEN_FIELD_NAME}" value="${token}" />
        <button class="button main" type="submit">Open as ${name}</button>
      </form>`,
  );
}

/** Says nothing about what the link may have opened once. */
export function deadLinkPage(): Markup {
  return layout(
    'This link opens nothing',
    markup`${wordmark}
      <h1>This link does not open anything</h1>
      <p class="muted lead">
        It may have run out, been replaced, or been cut short on its way. Ask the person who sent it for a new one.
      </p>`,
  );
}
