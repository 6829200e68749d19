/** A way out that is lost, in doubt or at another address, and a session that ends: what the page shows of each. */
import { describeFailure } from '../../contract/errors.ts';
import type { Session } from '../../contract/session.ts';
import { at, lung, now, onInternet, pbmc } from './samples.ts';
import type { View } from './view.ts';

const lostBy = describeFailure('tunnel-lost', { way: 'localtunnel', reason: 'the relay no longer knows it' });

/** Its way out is lost, and the fourth attempt comes in eight seconds. */
export const pbmcLost: Partial<Session> = {
  publicUrl: null,
  notices: [{ ...lostBy, severity: 'warning', since: at('14:31') }],
  reach: {
    ...onInternet,
    state: 'lost',
    since: at('14:31'),
    error: lostBy,
    interruptions: [
      { from: at('11:02'), to: at('11:04'), why: lostBy.message },
      { from: at('14:31'), to: null, why: lostBy.message },
    ],
    retry: {
      attempt: 4,
      nextAt: new Date(now.getTime() + 8000).toISOString(),
      error: describeFailure('tunnel-unreachable', { relay: 'localtunnel.me' }),
    },
  },
};

/** It came back at another address, which people do not know yet. */
export const lungMoved: Partial<Session> = {
  publicUrl: 'https://brave-heron-81.loca.lt/d/fetal-lung/',
  reach: {
    ...onInternet,
    since: at('14:32'),
    interruptions: [{ from: at('14:31'), to: at('14:32'), why: lostBy.message }],
    changed: { from: 'https://calm-otter-27.loca.lt', at: at('14:32') },
  },
  notices: [
    {
      code: 'address-changed',
      severity: 'warning',
      since: at('14:32'),
      message: 'The address on the internet is another one now: the link that people have does not work any more.',
      hint: 'Send them the new link. Personal links have changed with it.',
    },
  ],
};

export const holdingViews: readonly View[] = [
  {
    name: '4-overview-lost',
    set: (control) => control.show([{ ...pbmc, ...pbmcLost }]),
    then: async (page) => page.getByText('Interrupted 2 times').click(),
  },
  {
    name: '4-overview-doubtful',
    set: (control) => control.show([{ ...lung, reach: { ...onInternet, state: 'doubtful' } }]),
  },
  { name: '4-overview-moved', set: (control) => control.show([{ ...lung, ...lungMoved }]) },
  { name: '4-overview-ends', set: (control) => control.show([{ ...lung, expiresAt: at('18:00') }]) },
];
