import { expect, test } from 'vitest';
import { inviteDeeds, settingsDeeds, wishDeeds } from './owner-deeds.ts';

const settings = {
  title: 'Lung',
  toggles: { diffexp: true, annotations: true },
  generalRole: 'annotator',
  generalOpen: true,
  hides: { columns: ['mrn'], expression: false },
} as const;

test.each([
  [{}, []],
  [{ toggles: { diffexp: false, annotations: true } }, [['switched-toggle', 'diffexp', 'off']]],
  [
    { toggles: { diffexp: false, annotations: false }, title: 'Liver' },
    [
      ['switched-toggle', 'diffexp', 'off'],
      ['switched-toggle', 'annotations', 'off'],
      ['changed-title', undefined, 'Liver'],
    ],
  ],
  [{ generalRole: 'viewer' }, [['changed-general-role', undefined, 'viewer']]],
  [{ hides: { columns: ['mrn'], expression: true } }, [['switched-toggle', 'expression', 'off']]],
  [{ hides: { columns: ['sex', 'mrn'], expression: false } }, [['changed-hidden-columns', undefined, 'mrn, sex']]],
  [{ hides: { columns: [], expression: false } }, [['changed-hidden-columns', undefined, null]]],
  [{ generalOpen: false }, [['closed-general-link', undefined, undefined]]],
] as const)('settings changed by %j', (change, expected) => {
  const deeds = settingsDeeds(settings, { ...settings, ...change });
  expect(deeds.map(({ action, subject, value }) => [action, subject, value])).toEqual(expected);
});

test('opening the general link again', () => {
  expect(settingsDeeds({ ...settings, generalOpen: false }, settings)).toEqual([{ action: 'opened-general-link' }]);
});

test.each([
  [{ paused: true }, false, ['paused-session']],
  [{ paused: true }, true, []],
  [{ paused: false }, true, ['resumed-session']],
  [{ expiresAt: null }, false, ['changed-session-end']],
  [{ expiresAt: '2026-12-01T12:00:00Z' }, false, ['changed-session-end']],
  [{ tunnel: { provider: 'none' } }, false, ['changed-tunnel']],
  [{}, false, []],
] as const)('%j of a session that is paused: %s', (wish, isPaused, expected) => {
  expect(wishDeeds(wish, isPaused).map(({ action }) => action)).toEqual(expected);
});

const invite = { name: 'Maria', role: 'viewer', expiresAt: null, revokedAt: null } as const;
const [then, noon] = [new Date('2026-12-01T12:00:00Z'), new Date('2026-11-20T12:00:00Z')];

test.each([
  [invite, {}, []],
  [invite, { role: 'annotator' }, [['changed-invite-role', 'Maria', 'annotator']]],
  [invite, { name: 'Maria O.' }, [['renamed-invite', 'Maria O.', 'Maria']]],
  [invite, { expiresAt: then }, [['changed-invite-end', 'Maria', '2026-12-01T12:00:00.000Z']]],
  [{ ...invite, expiresAt: then }, { expiresAt: null }, [['changed-invite-end', 'Maria', null]]],
  [invite, { revokedAt: noon }, [['revoked-invite', 'Maria', undefined]]],
  [{ ...invite, revokedAt: noon }, { revokedAt: null }, [['restored-invite', 'Maria', undefined]]],
] as const)('an invite %j changed by %j', (before, change, expected) => {
  const deeds = inviteDeeds(before, { ...before, ...change });
  expect(deeds.map(({ action, subject, value }) => [action, subject, value])).toEqual(expected);
});
