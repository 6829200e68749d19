/** The views of where a session can be reached: the network and the ways to the internet. */
import { describeFailure } from '../../contract/errors.ts';
import { notice, offNetwork, onInternet, onNetwork, pbmc, pbmcOnNetwork } from './samples.ts';
import { all, button, type View } from './view.ts';

export const reachViews: readonly View[] = [
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
];
