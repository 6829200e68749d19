/** Decides whether somebody may go on to a dataset whose owner asks for an agreement first. Pure. */

export interface TermsQuestion {
  /** Whether the owner asks for anything. */
  readonly asked: boolean;
  /** Whether this person has accepted what is asked for now. */
  readonly accepted: boolean;
  /** Whether this is the address of the terms themselves. */
  readonly atTerms: boolean;
  readonly method: string;
  /** Whether a person waits for a page. */
  readonly wantsPage: boolean;
}

export type TermsVerdict = 'go-on' | 'show' | 'ask' | 'tell' | 'accept' | 'refuse' | 'nothing-here' | 'not-allowed';

/** Whoever has not accepted gets nothing of Annotate: neither a page nor data. */
export function judgeTerms({ asked, accepted, atTerms, method, wantsPage }: TermsQuestion): TermsVerdict {
  if (atTerms) {
    if (!asked) return 'nothing-here';
    if (method === 'POST') return 'accept';
    if (method !== 'GET' && method !== 'HEAD') return 'not-allowed';
    return wantsPage ? 'show' : 'tell';
  }
  if (!asked || accepted) return 'go-on';
  return wantsPage ? 'ask' : 'refuse';
}
