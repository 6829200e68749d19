import { describe, expect, test } from 'vitest';
import { afterLeg, type LegEnd } from './leg-policy.ts';

describe('what follows when a connection to the relay has ended', () => {
  test.each<[string, LegEnd, number | string]>([
    ['a request was answered', { outcome: 'served', failures: 0, others: 0 }, 0],
    ['refused once: a full queue does that too', { outcome: 'refused', failures: 1, others: 0 }, 250],
    ['refused twice', { outcome: 'refused', failures: 2, others: 0 }, 500],
    ['refused four times', { outcome: 'refused', failures: 4, others: 0 }, 'the relay no longer knows it'],
    ['refused while others stand', { outcome: 'refused', failures: 4, others: 4 }, 'the relay no longer knows it'],
    [
      'network away, nothing left',
      { outcome: 'unreachable', failures: 4, others: 0 },
      'the relay can no longer be reached',
    ],
    ['network away for this one only', { outcome: 'unreachable', failures: 4, others: 1 }, 2000],
    ['one more than the relay allows', { outcome: 'unwanted', failures: 5, others: 4 }, 4000],
    ['the same for hours', { outcome: 'unwanted', failures: 500, others: 4 }, 10_000],
    [
      'our own end is gone',
      { outcome: 'no-proxy', failures: 4, others: 4 },
      'nothing listens on this computer any more',
    ],
    ['our own end did not answer once', { outcome: 'no-proxy', failures: 1, others: 4 }, 250],
    ['none is wanted', { outcome: 'unwanted', failures: 4, others: 0 }, 'the relay ends every connection at once'],
  ])('%s', (_, end, expected) => {
    expect(afterLeg(end)).toEqual(
      typeof expected === 'string' ? { do: 'give-up', reason: expected } : { do: 'connect', afterMs: expected },
    );
  });
});
