/** What an error is about, so that the page can say what it means and offer the button that helps. */
import type { ErrorCode } from '../../contract/errors.ts';

export type Blame = 'dataset' | 'environment' | 'host' | 'other';

export function blameOf(code: ErrorCode): Blame {
  if (code.startsWith('dataset-')) return 'dataset';
  if (code.startsWith('environment-') || code.startsWith('python-')) return 'environment';
  if (code.startsWith('host-')) return 'host';
  return 'other';
}
