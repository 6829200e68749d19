/** The page that says why signing in with an identity provider came to nothing, and the one after signing out of here. */
import type { Failure } from '../../../contract/errors.ts';
import { layout, wordmark } from './layout.ts';
import { markup } from './markup.ts';
import { OwnPage } from './own-page.ts';
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

export function institutePage({ failure, ways }: InstitutePage): OwnPage {
  return new OwnPage((words) => {
    const { institute } = words;
    const { message, hint } = words.told(failure);
    const links =
      ways === null
        ? null
        : markup`<p><a class="button main" href="${ways.again}">${institute.again}</a></p>
      <p><a class="button wide" href="${ways.other}">${institute.other}</a></p>`;
    return layout(
      words,
      institute.title,
      markup`${wordmark}
      <h1>${institute.heading}</h1>
      ${problem(message)}
      <p class="muted lead">${hint}</p>
      ${links}`,
    );
  });
}

export interface SignedOutPage {
  readonly name: string;
  /** Where one signs out of the provider itself. */
  readonly url: string;
  /** The sign-in page. */
  readonly back: string;
}

export function signedOutPage({ name, url, back }: SignedOutPage): OwnPage {
  return new OwnPage((words) =>
    layout(
      words,
      words.institute.outTitle,
      markup`${wordmark}
      <h1>${words.institute.outHeading}</h1>
      <p class="muted lead">${words.institute.outLead(name)}</p>
      <p><a class="button main" href="${url}">${words.institute.outThere(name)}</a></p>
      <p><a class="button wide" href="${back}">${words.institute.back}</a></p>`,
    ),
  );
}
