import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import type { Session } from '../../contract/session.ts';
import type { ShellState } from './shell-state.ts';
import { exampleNotice, examplePerson, exampleRecent, exampleSession, sharing } from './testing/example-state.ts';
import { trayMenu as menuWith, type MenuEntry, type TrayAction } from './tray-menu.ts';
import { words } from './words.ts';

/** What a checkout has on a computer of its own. */
const settings = { openAtLogin: null, notifications: true, stayAwake: false, updates: null } as const;

/** Without the entry of settings at its foot, which has tests of its own. */
const trayMenu = (state: ShellState) =>
  menuWith(state, settings).filter((entry) => entry.kind !== 'submenu' || entry.label !== words.settings);

/** A menu as text: one entry a line, submenus indented, what cannot be chosen in brackets. */
function drawn(entries: readonly MenuEntry[], indent = ''): string[] {
  return entries.flatMap((entry) => {
    switch (entry.kind) {
      case 'line':
        return [`${indent}---`];
      case 'says':
        return [`${indent}(${entry.label})`];
      case 'choice':
        return [entry.action === null ? `${indent}[${entry.label}]` : `${indent}${entry.label}`];
      case 'tick':
        return [`${indent}${entry.on ? '✓' : ' '} ${entry.label}`];
      case 'submenu':
        return [`${indent}${entry.label} >`, ...drawn(entry.entries, `${indent}  `)];
    }
  });
}

function sessionMenu(different: Partial<Session>): readonly MenuEntry[] {
  const [first] = trayMenu(sharing([exampleSession(different)]));
  if (first?.kind !== 'submenu') throw new Error('the session has no submenu');
  return first.entries;
}

function actions(entries: readonly MenuEntry[]): TrayAction[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'submenu') return actions(entry.entries);
    return 'action' in entry && entry.action !== null ? [entry.action] : [];
  });
}

test('nothing is shared', () => {
  expect(drawn(trayMenu(sharing([], [exampleRecent('lung')])))).toEqual([
    '(Nothing is shared)',
    '---',
    'Share a file…',
    'Recent datasets >',
    '  lung',
    '---',
    'Open window',
    'Quit Annotate Share',
  ]);
});

test('without recent datasets there is no empty submenu', () => {
  expect(drawn(trayMenu(sharing([])))).not.toContain('Recent datasets >');
});

test('one live session with people', () => {
  const people = [examplePerson('Maria Okafor'), examplePerson('Jonas Weber'), examplePerson('Ada', false)];
  const session = exampleSession({ people, toggles: { diffexp: true, annotations: false } });
  expect(drawn(trayMenu(sharing([session])))).toEqual([
    '● Fetal lung – 2 here >',
    '  (Maria Okafor, Jonas Weber)',
    '  ---',
    '  Copy link',
    '  Copy invite text',
    '  Show QR code',
    '  ---',
    '  ✓ Differential expression',
    '    Annotations',
    '  ---',
    '  Pause',
    '  Stop',
    '  ---',
    '  Show in window',
    '---',
    'Share a file…',
    '---',
    'Stop everything',
    '---',
    'Open window',
    'Quit Annotate Share',
  ]);
});

test('what each choice of a session asks for', () => {
  expect(actions(sessionMenu({ toggles: { diffexp: true, annotations: false } }))).toEqual([
    { do: 'copy-link', url: 'http://127.0.0.1:40123/d/s1/' },
    { do: 'copy-invite-text', title: 'Fetal lung', url: 'http://127.0.0.1:40123/d/s1/', user: 'guest' },
    { do: 'show-qr', id: 's1' },
    { do: 'set-toggle', id: 's1', toggle: 'diffexp', on: false },
    { do: 'set-toggle', id: 's1', toggle: 'annotations', on: true },
    { do: 'set-paused', id: 's1', paused: true },
    { do: 'stop', id: 's1' },
    { do: 'show-session', id: 's1' },
  ]);
});

test('the link is the public one where there is one', () => {
  const [first] = actions(sessionMenu({ publicUrl: 'https://cosy.relay.example/d/fetal-lung/' }));
  expect(first).toEqual({ do: 'copy-link', url: 'https://cosy.relay.example/d/fetal-lung/' });
});

describe('phases', () => {
  test.each<[Partial<Session>, string]>([
    [{ phase: 'preparing' }, '◔ Fetal lung – getting ready >'],
    [{ phase: 'starting' }, '◔ Fetal lung – getting ready >'],
    [{ phase: 'live' }, '● Fetal lung – nobody here >'],
    [{ phase: 'paused' }, '‖ Fetal lung – paused >'],
    [{ phase: 'asleep' }, '☾ Fetal lung – asleep >'],
    [{ phase: 'stopping' }, '■ Fetal lung – stopping >'],
    [
      { phase: 'failed', error: describeFailure('host-start-failed', { name: 'lung.h5ad' }) },
      '✕ Fetal lung – Annotate could not open lung.h5ad. >',
    ],
    [{ notices: [exampleNotice('warning', 'The file was changed.')] }, '▲ Fetal lung – The file was changed. >'],
  ])('%o', (different, label) => {
    expect(drawn(trayMenu(sharing([exampleSession(different)])))[0]).toBe(label);
  });

  test('before there is a link, it cannot be copied or shown; what is not live cannot be paused', () => {
    const menu = drawn(sessionMenu({ phase: 'preparing', url: null }));
    expect(menu).toEqual(
      expect.arrayContaining(['[Copy link]', '[Copy invite text]', '[Show QR code]', '[Pause]', 'Stop']),
    );
  });

  test('while the general link is closed there is nothing to invite with', () => {
    const menu = drawn(sessionMenu({ generalLink: { role: 'annotator', open: false } }));
    expect(menu).toEqual(expect.arrayContaining(['Copy link', '[Copy invite text]']));
  });

  test('paused offers to resume', () => {
    expect(actions(sessionMenu({ phase: 'paused' }))).toContainEqual({ do: 'set-paused', id: 's1', paused: false });
  });

  test('a failed one can be taken off the list', () => {
    expect(drawn(sessionMenu({ phase: 'failed' }))).toEqual(['Remove from the list', '---', 'Show in window']);
  });

  test('a stopped one is gone', () => {
    expect(drawn(trayMenu(sharing([exampleSession({ phase: 'stopped' })])))[0]).toBe('(Nothing is shared)');
  });
});

test('sessions in trouble come first', () => {
  const tumour = exampleSession({ title: 'Tumour', notices: [exampleNotice('error', 'Broken.')] });
  const labels = drawn(trayMenu(sharing([exampleSession(), tumour]))).filter((label) => /^[●▲]/.test(label));
  expect(labels).toEqual(['▲ Tumour – Broken. >', '● Fetal lung – nobody here >']);
});

test('a moved file is shown, but cannot be shared again from here', () => {
  const menu = drawn(trayMenu(sharing([], [exampleRecent('lung'), exampleRecent('gone', true)])));
  expect(menu).toEqual(expect.arrayContaining(['  lung', '  [gone (moved)]']));
});

test('a recent dataset is shared by its path', () => {
  const again = actions(trayMenu(sharing([], [exampleRecent('lung')]))).find((action) => action.do === 'share-again');
  expect(again).toEqual({ do: 'share-again', path: '/data/lung.h5ad' });
});

test('long lists and names are cut', () => {
  const recents = Array.from({ length: 12 }, (_, at) => exampleRecent(`r${at}`));
  const people = Array.from({ length: 7 }, (_, at) => examplePerson(`P${at}`));
  const menu = drawn(trayMenu(sharing([exampleSession({ title: 'x'.repeat(60), people })], recents)));
  expect(menu[0]).toBe(`● ${'x'.repeat(47)}… – 7 here >`);
  expect(menu[1]).toBe('  (P0, P1, P2, P3, P4, …)');
  expect(menu.filter((label) => label.startsWith('  r'))).toHaveLength(8);
});

test('without a service only window, quit and starting again are offered', () => {
  expect(drawn(trayMenu({ service: 'starting' }))).toEqual(['(Starting)', '---', 'Open window', 'Quit Annotate Share']);
  expect(drawn(trayMenu({ service: 'ended' }))).toEqual([
    '(Annotate Share has stopped)',
    'Start again',
    '---',
    'Open window',
    'Quit Annotate Share',
  ]);
});

test('a session with an end says when, and is extended from there; one without says nothing of it', () => {
  const labels = (expiresAt: string | null) => JSON.stringify(trayMenu(sharing([exampleSession({ expiresAt })])));
  expect(labels('2026-11-20T18:00:00.000Z')).toMatch(/"Ends [^"]*2026[^"]*"/);
  expect(labels('2026-11-20T18:00:00.000Z')).toContain('{"do":"extend","id":"s1"}');
  expect(labels(null)).not.toContain('extend');
});

test('settings can be ticked where this computer has them, also while nothing runs', () => {
  const menu = menuWith({ service: 'ended' }, settings).filter(({ kind }) => kind === 'submenu');
  expect(drawn(menu)).toEqual([
    'On this computer >',
    '  ✓ Notifications',
    '    Stay awake while people are here',
    '  ---',
    '  Save a report of what went wrong…',
  ]);
  expect(actions(menu)).toEqual([
    { do: 'set-setting', name: 'notifications', on: false },
    { do: 'set-setting', name: 'stayAwake', on: true },
    { do: 'save-report' },
  ]);
  const all = { openAtLogin: false, notifications: true, stayAwake: true, updates: true };
  expect(drawn(menuWith({ service: 'starting' }, all))).toEqual(
    expect.arrayContaining(['    Open at login', '  ✓ Update by itself']),
  );
});
