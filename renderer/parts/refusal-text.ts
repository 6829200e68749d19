/** The sentence of a refusal: what the service said, or that it did not answer. */
import type { Refusal } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';

export function reasonOf(refusal: Pick<Refusal, 'failure'>): string {
  if (refusal.failure === null) return texts.common.notAnswered;
  const { message, hint } = texts.service.told(refusal.failure);
  return `${message} ${hint}`;
}
