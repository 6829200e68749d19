/** The page between signing in and a dataset: what its owner asks people to keep to, and a button to agree. */
import MarkdownIt from 'markdown-it';
import type { Terms } from '../ports.ts';
import { ACCEPT_FIELD_NAME, TOKEN_FIELD_NAME } from './form-fields.ts';
import { page, wordmark } from './layout.ts';
import { markup, Markup } from './markup.ts';
import { OwnPage } from './own-page.ts';
import { problem } from './problem.ts';
import { style } from './style.ts';
import type { PageWords } from './words-en.ts';

export type TermsTrouble =
  | { readonly kind: 'none' }
  /** The form was too old, or the browser keeps no cookies. */
  | { readonly kind: 'stale' }
  /** The owner changed the terms while they were read. */
  | { readonly kind: 'changed' };

export interface TermsPage {
  readonly terms: Pick<Terms, 'title' | 'contact' | 'terms' | 'hash'>;
  /** As whom this browser is signed in. */
  readonly name: string;
  readonly accepted: boolean;
  /** The session's own address. */
  readonly root: string;
  readonly token: string;
  readonly trouble: TermsTrouble;
}

const markdown = new MarkdownIt('commonmark', { html: false, linkify: false });
// A picture would be loaded from elsewhere and tell that place who reads this.
markdown.disable('image');
markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());
markdown.core.ruler.push('outside', ({ tokens }) => {
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    if (token.type !== 'link_open') continue;
    token.attrSet('rel', 'noopener noreferrer');
    token.attrSet('target', '_blank');
  }
  // The page's own headings stand above those of the terms.
  for (const token of tokens) if (/^h[1-5]$/.test(token.tag)) token.tag = `h${Math.min(6, Number(token.tag[1]) + 2)}`;
});

/** Nothing but what markdown itself can say: HTML in it is shown as text. */
export function termsMarkup(text: string): Markup {
  return new Markup(markdown.render(text));
}

export function termsPage(what: TermsPage): OwnPage {
  return new OwnPage((words) => termsPageMarkup(words, what));
}

function termsPageMarkup(words: PageWords, { terms, name, accepted, root, token, trouble }: TermsPage): Markup {
  const says = words.terms;
  const sentence = trouble.kind === 'none' ? null : says.troubles[trouble.kind];
  const contact = terms.contact === '' ? null : markup`<p class="muted">${says.contact(terms.contact)}</p>`;
  const form = markup`<form method="post" action="${root}/-/terms">
      <input type="hidden" name="${TOKEN_FIELD_NAME}" value="${token}" />
      <input type="hidden" name="${ACCEPT_FIELD_NAME}" value="${terms.hash}" />
      <label class="agree"><input type="checkbox" required /> ${says.agree}</label>
      <button class="button main" type="submit">${says.accept}</button>
    </form>
    <p class="muted">${says.sees}</p>`;
  const back = markup`<p class="muted">${says.accepted}</p>
    <p><a class="button" href="${root}/">${says.goOn}</a></p>`;
  return page(
    words,
    says.title,
    style,
    markup`<main class="wide">${wordmark}
      <p class="muted">${says.as(name)}</p>
      <h1>${terms.title}</h1>
      ${contact} ${sentence === null ? null : problem(sentence)}
      <div class="terms">${termsMarkup(terms.terms)}</div>
      ${accepted ? back : form}
      <p><a href="${root}/-/sign-out">${words.signOut.button}</a></p></main>`,
  );
}
