/** Every view and state of the page, with how to get there: looked at by the accessibility, width and picture checks. */
import { expect, type Page } from '@playwright/test';
import { describeFailure } from '../../contract/errors.ts';
import { activityViews } from './activity-views.ts';
import { holdingViews } from './holding-views.ts';
import type { FakeControl } from './fake-control.ts';
import { groupViews } from './group-views.ts';
import { lookedAt } from './pictures.ts';
import {
  check,
  failed,
  invite,
  lung,
  lungInvited,
  lungOfInstitute,
  notice,
  offNetwork,
  onInternet,
  onNetwork,
  organoid,
  pbmc,
  pbmcOnNetwork,
  person,
  preparing,
  recents,
  telling,
  resources,
  retina,
  session,
  tumour,
} from './samples.ts';

export interface View {
  readonly name: string;
  readonly desktop?: boolean;
  readonly set: (control: FakeControl) => void;
  /** What of the address follows `#`. */
  readonly place?: string;
  readonly then?: (page: Page, control: FakeControl) => Promise<void>;
}

const file = '/home/lina/Lung atlas/fetal_lung_w12-20_final.h5ad';
const checkPlace = `/check/${encodeURIComponent(file)}`;
const all = [lung, tumour, retina, pbmc];
const openColumns = (page: Page) => page.getByText('Hide columns…').click();
const button = (page: Page, name: string) => page.getByRole('button', { name }).click();

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
  { name: '1-appearance', set: (control) => control.show([]), then: (page) => button(page, 'Appearance…') },
  { name: '2-check', desktop: true, set: (control) => control.show([]), place: checkPlace },
  {
    name: '2-check-picture',
    desktop: true,
    set: (control) => {
      control.show([]);
      control.finds(
        lookedAt(file, [{ ...describeFailure('dataset-raw-counts', { name: 'a.h5ad' }), severity: 'hint' }]),
      );
    },
    place: checkPlace,
    then: (page) => expect(page.getByRole('img', { name: /^umap of/ })).toBeVisible(),
  },
  {
    name: '2-check-picture-of-numbers',
    set: (control) => {
      control.show(all);
      control.finds(lookedAt(file));
    },
    place: checkPlace,
    then: async (page) => {
      await page.getByLabel('Colour by').selectOption('n_genes');
      await page.getByText('Show columns').click();
      await expect(page.getByRole('img', { name: /coloured by n_genes$/ })).toBeVisible();
    },
  },
  {
    name: '2-check-warnings',
    set: (control) => {
      control.show(all);
      const problem = describeFailure('dataset-duplicate-genes', { name: 'fetal_lung.h5ad', example: 'MATR3' });
      control.finds(check(file, [{ ...problem, severity: 'warning' }]));
    },
    place: checkPlace,
  },
  {
    name: '2-check-error',
    set: (control) => {
      control.show([pbmc]);
      const name = 'fetal_lung_w12-20_final.h5ad';
      const problem = describeFailure('dataset-truncated', { name, expected: 1_181_116_006, actual: 402_653_184 });
      control.finds(check(file, [{ ...problem, detail: 'end of file at 0x18000000', severity: 'error' }]));
    },
    place: checkPlace,
  },
  {
    name: '2-check-shared-already',
    set: (control) => {
      control.show([pbmc]);
      control.finds(check(pbmc.dataset.path));
    },
    place: `/check/${encodeURIComponent(pbmc.dataset.path)}`,
  },
  {
    name: '2-public',
    set: (control) => control.show([]),
    place: checkPlace,
    then: async (page) => {
      await page.getByText('The internet', { exact: true }).click();
      await button(page, 'Share');
    },
  },
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
  { name: '4-people', set: (control) => control.show(all), place: '/session/fetal-lung/people' },
  {
    name: '4-people-closed',
    set: (control) => control.show([{ ...pbmc, generalLink: { role: 'viewer', open: false } }]),
    place: '/session/pbmc-68k/people',
  },
  { name: '4-invited', set: (control) => control.show([lungInvited]), place: '/session/fetal-lung/people' },
  { name: '4-institute', set: (control) => control.show([lungOfInstitute]), place: '/session/fetal-lung/people' },
  {
    name: '4-invited-toggles-off',
    set: (control) => control.show([{ ...lungInvited, toggles: { diffexp: false, annotations: false } }]),
    place: '/session/fetal-lung/people',
    then: (page) => button(page, '2 browsers of Maria Okafor'),
  },
  {
    name: '4-invite',
    set: (control) => control.show([lungInvited]),
    place: '/session/fetal-lung/people',
    then: (page) => button(page, 'Invite someone…'),
  },
  {
    name: '4-invite-incomplete',
    set: (control) => control.show([lungInvited]),
    place: '/session/fetal-lung/people',
    then: async (page) => {
      await button(page, 'Invite someone…');
      await page.getByLabel('Ends').selectOption('On a date…');
      await button(page, 'Make the link');
    },
  },
  {
    name: '4-invite-link',
    set: (control) => control.show([lungInvited]),
    place: '/session/fetal-lung/people',
    then: (page) => button(page, 'Link and QR code of Maria Okafor'),
  },
  {
    name: '4-invite-link-local',
    set: (control) => control.show([{ ...pbmc, invites: [invite('Maria Okafor')] }]),
    place: '/session/pbmc-68k/people',
    then: (page) => button(page, 'Link and QR code of Maria Okafor'),
  },
  {
    name: '4-invite-renew',
    set: (control) => control.show([lungInvited]),
    place: '/session/fetal-lung/people',
    then: async (page) => {
      await button(page, 'Link and QR code of Maria Okafor');
      await button(page, 'Renew link…');
    },
  },
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
  { name: '4-reach', set: (control) => control.show([pbmc]), then: (page) => button(page, 'Change…') },
  {
    name: '4-reach-ssh',
    set: (control) =>
      control.show([
        {
          ...pbmc,
          identifiers: [
            { column: 'donor_dob', why: 'birth-date', certainty: 'likely' },
            { column: 'clinic_note', why: 'free-text', certainty: 'possible' },
          ],
        },
      ]),
    then: async (page) => {
      await button(page, 'Change…');
      await page.getByRole('radio', { name: 'The internet' }).check();
      await page.getByLabel('Through').selectOption('ssh');
      await page.getByLabel('Port on the server').fill('');
      await button(page, 'Go public');
    },
  },
  {
    name: '4-reach-missing',
    set: (control) => control.show([pbmc]),
    then: async (page) => {
      await button(page, 'Change…');
      await page.getByRole('radio', { name: 'The internet' }).check();
      await page.getByLabel('Through').selectOption('cloudflared');
    },
  },
  {
    name: '4-server-unknown',
    set: (control) => {
      const fingerprint = 'SHA256:0aZbXcYdWeVfUgThSiRjQkPlOmNn1234567890abcde';
      const error = describeFailure('tunnel-ssh-host-unknown', { host: 'gate.lunglab.example', fingerprint });
      const notices = [notice(error.code, 'error', error.message, error.hint)];
      control.show([{ ...pbmc, notices, reach: { ...onInternet, provider: 'ssh', state: 'failed', error } }]);
    },
  },
  {
    name: '4-reach-leave',
    set: (control) => control.show(all),
    place: '/session/fetal-lung',
    then: async (page) => {
      await button(page, 'Change…');
      await page.getByRole('radio', { name: 'This computer' }).check();
    },
  },
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
  {
    name: '4-reach-network-off',
    set: (control) => control.show([pbmc], { network: offNetwork }),
    then: async (page) => {
      await button(page, 'Change… Who can reach this session');
      await page.getByLabel('This network').check();
    },
  },
  {
    name: '4-reach-network-on',
    set: (control) => control.show([pbmcOnNetwork], { network: onNetwork }),
    then: (page) => button(page, 'Change… Who can reach this session'),
  },
  {
    name: '4-network-tell',
    set: (control) => control.show([pbmcOnNetwork], { network: onNetwork }),
    then: async (page) => {
      await button(page, 'What to tell people…');
      await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
    },
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
