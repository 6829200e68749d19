/** The English sentences about how a way out holds, and about when a session ends. */
import { pluralsOf } from './plural.ts';

const plural = pluralsOf('en-GB');

export const enUntil = {
  holds: {
    doubtful: 'The link did not answer a moment ago. It is being looked at again.',
    tryingNow: ({ attempt }: { attempt: number }) => `Attempt ${attempt} is being made.`,
    tryingIn: ({ attempt, wait }: { attempt: number; wait: string }) => `Attempt ${attempt} follows in ${wait}.`,
    latest: ({ reason }: { reason: string }) => `The last one: ${reason}`,
    tryNow: 'Try now',
    giveUp: 'Stop trying',
    changed: ({ time }: { time: string }) =>
      `This is a new link since ${time}. The one that people have does not work any more:`,
    told: 'I have told them',
    interruptions: (gaps: { times: number }) =>
      plural(gaps.times, { one: 'Interrupted once', other: 'Interrupted # times' }),
    lasted: ({ from, took }: { from: string; took: string }) => `${from}, for ${took}`,
    lasting: ({ from }: { from: string }) => `Since ${from}`,
  },

  ends: {
    legend: 'When it ends',
    label: 'When it ends',
    never: 'It goes on until you stop it',
    neverSays: 'Quitting Annotate Share stops it too.',
    at: ({ time }: { time: string }) => `It ends at ${time}`,
    left: ({ left }: { left: string }) => `${left} left. People are then sent away; what they saved is kept.`,
    extend: 'Extend by 1 hour',
    refused: ({ reason }: { reason: string }) => `It ends as before. ${reason}`,
    choiceNever: 'When I stop it',
    choiceHours: (gaps: { hours: number }) => plural(gaps.hours, { one: 'In # hour', other: 'In # hours' }),
    choiceDays: (gaps: { days: number }) => plural(gaps.days, { one: 'In # day', other: 'In # days' }),
    choiceToday: 'At the end of today',
    choiceSet: ({ time }: { time: string }) => `At ${time}`,
  },
};
