/** The sentence of a refusal: what the service said, or that it did not answer. */
import type { Refusal } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';

export function reasonOf(refusal: Pick<Refusal, 'failure'>): string {
  return refusal.failure === null ? texts.common.notAnswered : `${refusal.failure.message} ${refusal.failure.hint}`;
}
