import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import { aSession, aSnapshot } from '../../contract/testing/example-session.ts';
import { firstState, reduce, refusalOf, shownSessions, standsAlone, type Action, type AppState } from './app-state.ts';

const start = firstState({ to: 'start' });
const run = (state: AppState, ...actions: readonly Action[]) => actions.reduce(reduce, state);
const told = (sessions: Parameters<typeof aSnapshot>[0]): Action => ({
  type: 'snapshot',
  snapshot: aSnapshot(sessions),
});

describe('where the page begins', () => {
  it('shows the first session that runs', () => {
    const state = run(start, told([aSession({ id: 'over', phase: 'stopped' }), aSession({ id: 'runs' })]));
    expect(state.place).toEqual({ to: 'session', id: 'runs', part: 'overview' });
    expect(state.connection).toBe('open');
  });

  it('shows home when nothing runs, and stays there when something starts', () => {
    const state = run(start, told([]), told([aSession({})]));
    expect(state.place).toEqual({ to: 'home' });
  });

  it('keeps a place that the address named', () => {
    const state = run(firstState({ to: 'check', path: '/x.h5ad' }), told([aSession({})]));
    expect(state.place).toEqual({ to: 'check', path: '/x.h5ad' });
  });
});

describe('a change', () => {
  const sent: Action = {
    type: 'change-sent',
    control: 'diffexp',
    overlay: { key: 1, session: 'a', change: { toggles: { diffexp: false } } },
  };
  const live = run(start, told([aSession({ id: 'a' })]));
  const diffexp = (state: AppState) => shownSessions(state)[0]?.toggles.diffexp;

  it('shows at once, also over a snapshot from before it', () => {
    expect(diffexp(run(live, sent))).toBe(false);
    expect(diffexp(run(live, sent, told([aSession({ id: 'a' })])))).toBe(false);
  });

  it('stays when it is granted', () => {
    const state = run(live, sent, { type: 'change-done', key: 1 });
    expect(state.overlays).toEqual([]);
    expect(diffexp(state)).toBe(false);
  });

  it('takes nothing back that the stream told before it was answered', () => {
    const later = aSession({ id: 'a', title: 'Told meanwhile', toggles: { diffexp: false, annotations: true } });
    const state = run(live, sent, told([later]), { type: 'change-done', key: 1 });
    expect(shownSessions(state)).toEqual([later]);
  });

  it('goes back with its reason when it is refused, until it is tried again', () => {
    const failure = describeFailure('session-not-found', { id: 'a' });
    const refused = run(live, sent, {
      type: 'change-refused',
      key: 1,
      refusal: { session: 'a', control: 'diffexp', failure },
    });
    expect(diffexp(refused)).toBe(true);
    expect(refusalOf(refused, 'a', 'diffexp')?.failure).toEqual(failure);
    expect(refusalOf(refused, 'a', 'annotations')).toBeNull();
    expect(refusalOf(run(refused, sent), 'a', 'diffexp')).toBeNull();
  });

  it('leaves a later one on top when the earlier one is answered', () => {
    const on: Action = { ...sent, overlay: { key: 2, session: 'a', change: { toggles: { diffexp: true } } } };
    expect(diffexp(run(live, sent, on, { type: 'change-done', key: 1 }))).toBe(true);
  });
});

it('keeps what was granted as it was shown until the stream tells of it', () => {
  const institute = { name: 'Lab', role: 'viewer', open: true } as const;
  const overlay = { key: 1, session: 'a', instituteChange: { open: false } };
  const before = run(start, told([aSession({ id: 'a', institute })]));
  const granted = run(before, { type: 'change-sent', overlay, control: 'people' }, { type: 'change-done', key: 1 });
  expect(granted.overlays).toEqual([]);
  expect(shownSessions(granted)[0]?.institute?.open).toBe(false);
});

it('shows what holds for all sessions as it was answered', () => {
  const settings = { sleepAfterMinutes: null, auditDays: 0, downloadLimitBytes: 1, storeLimitBytes: 1, fixed: [] };
  expect(run(start, { type: 'settings-answered', settings }).snapshot).toBeNull();
  expect(run(start, told([]), { type: 'settings-answered', settings }).snapshot?.settings).toEqual(settings);
});

describe('a session that ends while one looks at it', () => {
  const looking = run(start, told([aSession({ id: 'a', title: 'Lung' })]));

  it('is remembered as stopped', () => {
    const state = run(looking, told([]));
    expect(state.departed).toMatchObject({ id: 'a', title: 'Lung', phase: 'stopped' });
    expect(run(state, told([])).departed).toMatchObject({ id: 'a' });
  });

  it('takes its dialog with it', () => {
    const asked = run(looking, { type: 'dialog', dialog: { kind: 'stop', session: 'a' } });
    expect(run(asked, told([aSession({ id: 'a' })])).dialog).not.toBeNull();
    expect(run(asked, told([])).dialog).toBeNull();
  });
});

it('shows a session that was just started before the stream tells of it', () => {
  const state = run(start, told([]), { type: 'session-answered', session: aSession({ id: 'new' }) });
  expect(shownSessions(state).map((session) => session.id)).toEqual(['new']);
});

it('lets the list of sessions appear with the view of what was started, not beside the form that started it', () => {
  const form = run(start, told([]), { type: 'place', place: { to: 'check', path: '/a.h5ad' } });
  const sent = run(form, { type: 'start-sent' }, told([aSession({ id: 'new' })]));
  expect(standsAlone(sent)).toBe(true);
  const there = run(
    sent,
    { type: 'session-answered', session: aSession({ id: 'new' }) },
    { type: 'place', place: { to: 'session', id: 'new', part: 'overview' } },
  );
  expect(standsAlone(there)).toBe(false);
  const refusal = { session: null, control: 'start', failure: null } as const;
  expect(standsAlone(run(sent, { type: 'refused', refusal }))).toBe(false);
  expect(standsAlone(run(form, told([aSession({ id: 'other' })]), { type: 'start-sent' }))).toBe(false);
});

it('closes dialogs and forgets refusals when one goes somewhere else', () => {
  const state = run(
    start,
    told([]),
    { type: 'dialog', dialog: { kind: 'example' } },
    { type: 'refused', refusal: { session: null, control: 'start', failure: null } },
    { type: 'place', place: { to: 'home' } },
  );
  expect(state.dialog).toBeNull();
  expect(state.refusals).toEqual([]);
});

it('keeps the dialog of the session one goes to', () => {
  const dialog = { kind: 'qr', session: 'a' } as const;
  const asked = run(start, told([aSession({ id: 'a' })]), { type: 'dialog', dialog });
  const to = (id: string) => run(asked, { type: 'place', place: { to: 'session', id, part: 'overview' } }).dialog;
  expect(to('a')).toEqual(dialog);
  expect(to('b')).toBeNull();
});

it('collects what a session uses, and forgets it with the session', () => {
  const state = run(start, told([aSession({ id: 'a' })]), { type: 'sampled' }, { type: 'sampled' });
  expect(state.usage['a']).toHaveLength(2);
  expect(run(state, told([]), { type: 'sampled' }).usage).toEqual({});
});
