/** Every view and state of the page, with how to get there: looked at by the accessibility, width and picture checks. */
import type { Page } from '@playwright/test';
import { describeFailure } from '../../contract/errors.ts';
import { activityViews } from './activity-views.ts';
import { checkViews } from './check-views.ts';
import { groupViews } from './group-views.ts';
import { settingsViews } from './settings-views.ts';
import { holdingViews } from './holding-views.ts';
import { mendingViews } from './mending-views.ts';
import { peopleViews } from './people-views.ts';
import { reachViews } from './reach-views.ts';
import {
  failed,
  lung,
  notice,
  onInternet,
  organoid,
  pbmc,
  person,
  preparing,
  recents,
  resources,
  retina,
  session,
  telling,
} from './samples.ts';
import { all, button, type View } from './view.ts';

export type { View } from './view.ts';

const openColumns = (page: Page) => page.getByText('Hide columns…').click();

export const views: readonly View[] = [
  { name: '1-first-run', desktop: true, set: (control) => control.show([]) },
  { name: '1-first-run-browser', set: (control) => control.show([]) },
  { name: '1-recents', desktop: true, set: (control) => control.show([], { recents: [...recents] }) },
  { name: '1-home-beside-sessions', set: (control) => control.show(all, { recents: [...recents] }), place: '/share' },
  {
    name: '1-example',
    desktop: true,
    set: (control) => control.show([]),
    then: (page) => button(page, 'Try the example…'),
  },
  ...checkViews,
  ...mendingViews,
  { name: '3-preparing', desktop: true, set: (control) => control.show([retina]) },
  {
    name: '3-starting',
    set: (control) =>
      control.show([
        ...all.slice(0, 2),
        preparing('kidney', 'Kidney, adult', [
          { name: 'check', state: 'done', done: 1, detail: null, seconds: 0.1 },
          { name: 'environment', state: 'done', done: 1, detail: null, seconds: 0 },
          { name: 'start', state: 'running', done: null, detail: 'Reading the file', seconds: 2.3 },
        ]),
      ]),
    place: '/session/kidney',
  },
  { name: '4-overview', set: (control) => control.show(all), place: '/session/fetal-lung' },
  { name: '4-overview-nobody', set: (control) => control.show([pbmc]) },
  { name: '4-overview-hiding', set: (control) => control.show([telling]), then: openColumns },
  {
    name: '4-overview-toggles-off',
    set: (control) =>
      control.show([
        {
          ...pbmc,
          toggles: { diffexp: false, annotations: false },
          people: [
            person('Maria Okafor'),
            ...['Guest 2', 'Guest 3', 'Guest 4', 'Guest 5', 'Guest 6'].map((name) => person(name)),
          ],
          resources: resources({ queue: 3, computing: 2, refused: 12, cacheHitRate: 0.71, cacheBytes: 38_000_000 }),
        },
      ]),
  },
  {
    name: '4-overview-opening',
    set: (control) => control.show([{ ...pbmc, reach: { ...onInternet, state: 'opening', since: null } }]),
  },
  {
    name: '4-overview-tunnel-failed',
    set: (control) =>
      control.show([
        {
          ...pbmc,
          reach: {
            ...onInternet,
            state: 'failed',
            error: describeFailure('tunnel-unreachable', { relay: 'https://localtunnel.me' }),
          },
        },
      ]),
  },
  ...holdingViews,
  ...peopleViews,
  ...activityViews,
  {
    name: '4-qr',
    set: (control) => control.show(all),
    place: '/session/fetal-lung',
    then: (page) => button(page, 'QR code'),
  },
  { name: '4-qr-local', set: (control) => control.show([pbmc]), then: (page) => button(page, 'QR code') },
  {
    name: '4-email',
    set: (control) => control.show(all),
    place: '/session/fetal-lung',
    then: (page) => button(page, 'E-mail text…'),
  },
  ...reachViews,
  {
    name: '4-stop',
    set: (control) => control.show(all),
    place: '/session/fetal-lung',
    then: (page) => page.getByRole('main').getByRole('button', { name: 'Stop' }).click(),
  },
  { name: '4-paused', set: (control) => control.show([{ ...lung, phase: 'paused', liveSince: null, people: [] }]) },
  { name: '4-restarted', set: (control) => control.show(all), place: '/session/tumour-b' },
  {
    name: '4-asleep',
    set: (control) =>
      control.show([
        { ...lung, phase: 'asleep', liveSince: null, people: [], resources: resources(), sleepAfterMinutes: 45 },
      ]),
  },
  {
    name: '4-memory-short',
    set: (control) => {
      const { message, hint } = describeFailure('memory-short', { refused: 7 });
      control.show([{ ...lung, notices: [notice('memory-short', 'warning', message, hint)] }]);
    },
  },
  {
    name: '4-gauges-amber',
    set: (control) =>
      control.show([{ ...lung, resources: resources({ cpu: 7.4, queue: 3, computing: 8, refused: 2 }) }], {
        computer: { memoryFree: 900_000_000, memoryTotal: 16_000_000_000, cores: 8 },
      }),
  },
  { name: '4-store', set: (control) => control.show([{ ...lung, matrixStore: 'building' }]) },
  { name: '4-restarting', set: (control) => control.show([{ ...lung, phase: 'starting', liveSince: null }]) },
  {
    name: '4-error-notice',
    set: (control) =>
      control.show([
        {
          ...lung,
          notices: [
            notice('dataset-changed', 'hint', 'The file has changed.', 'Share it again to show the new one.'),
            notice(
              'tunnel-failed',
              'error',
              'The tunnel through loca.lt broke.',
              'The link on this computer still works.',
            ),
          ],
        },
      ]),
  },
  { name: '5-failed-file', set: (control) => control.show([...all, organoid]), place: '/session/organoid-d30' },
  {
    name: '5-failed-python',
    desktop: true,
    set: (control) => control.show([failed('retina', 'Mouse retina, P0–P14', 'python-missing', {}, 'searched: PATH')]),
  },
  {
    name: '5-crashed',
    set: (control) =>
      control.show([
        {
          ...lung,
          phase: 'failed',
          liveSince: null,
          error: describeFailure('host-crashed', { name: 'fetal_lung.h5ad' }),
        },
      ]),
  },
  {
    name: '5-stopped',
    set: (control) => control.show([pbmc, session('old', 'Old one', { phase: 'stopped' })]),
    place: '/session/old',
  },
  { name: '5-unknown', set: (control) => control.show([pbmc]), place: '/session/gone' },
  {
    name: '6-lost',
    set: (control) => control.show(all),
    place: '/session/fetal-lung',
    then: async (page, control) => {
      control.disappear();
      await page.getByText('Connection to Annotate Share lost').waitFor();
    },
  },
  ...groupViews,
  ...settingsViews,
  { name: '6-no-key', set: (control) => control.replaceToken() },
  {
    name: '7-long-names',
    set: (control) => {
      const title =
        'Single-nucleus_RNA-seq_of_the_developing_human_prefrontal_cortex_gestational_weeks_8_to_26_integrated_v3_final';
      const publicUrl = `https://${'very-long-name-'.repeat(4)}of-a-relay.example/d/${title.toLowerCase()}/`;
      control.show([
        session('long', title, {
          publicUrl,
          reach: onInternet,
          people: [person(title), person('Aiko Sato', { here: false })],
        }),
      ]);
    },
    then: (page) => button(page, 'Show password'),
  },
];
