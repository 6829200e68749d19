import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import { aSession, aSnapshot } from '../../contract/testing/example-session.ts';
import { firstState, reduce, refusalOf, shownSessions, type Action, type AppState } from './app-state.ts';

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
    const session = aSession({ id: 'a', toggles: { diffexp: false, annotations: true } });
    const state = run(live, sent, { type: 'change-granted', key: 1, session });
    expect(state.overlays).toEqual([]);
    expect(diffexp(state)).toBe(false);
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
    const session = aSession({ id: 'a', toggles: { diffexp: false, annotations: true } });
    expect(diffexp(run(live, sent, on, { type: 'change-granted', key: 1, session }))).toBe(true);
  });
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
