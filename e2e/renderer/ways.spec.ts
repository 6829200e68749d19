/** Going to the internet: by which way, what it needs, who could read along, and what is left out for it. */
import { describeFailure } from '../../contract/errors.ts';
import { expect, open, test } from './fixtures.ts';
import { check, lung, onInternet, pbmc, session, ways } from './samples.ts';

const file = '/home/lina/cells.h5ad';
const identifiers = [
  { column: 'donor_dob', why: 'birth-date', certainty: 'likely' },
  { column: 'donor', why: 'code', certainty: 'possible' },
] as const;

test('each way says who could read along and what it lacks before it is chosen', async ({ page, control }) => {
  control.show([pbmc]);
  await open(page, control);
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('radio', { name: 'The internet' }).check();
  const way = page.getByLabel('Through');
  await expect(way.locator('option')).toHaveText([
    'localtunnel, nothing to set up',
    'SSH to lina@gate.lunglab.example',
    'a program of your own',
    'cloudflared (Cloudflare), not installed',
    'ngrok, not installed',
  ]);
  await expect(page.getByText('Whoever runs the relay could read along.')).toBeVisible();
  await way.selectOption('ssh');
  await expect(page.getByText('Only your own server stands in between')).toBeVisible();
  await way.selectOption('cloudflared');
  await expect(page.getByText('cloudflared is not installed on this computer')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go public' })).toBeDisabled();
});

test('ssh begins with what was set the last time, and says which field has to be mended', async ({ page, control }) => {
  control.show([pbmc]);
  await open(page, control);
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('radio', { name: 'The internet' }).check();
  await page.getByLabel('Through').selectOption('ssh');
  await expect(page.getByLabel('Server', { exact: true })).toHaveValue('lina@gate.lunglab.example');
  const port = page.getByLabel('Port on the server');
  await port.fill('');
  await page.getByRole('button', { name: 'Go public' }).click();
  await expect(port).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('dialog').getByRole('alert')).toHaveText(
    'Type the port that the server passes people on from, such as 8080.',
  );
  await port.fill('9090');
  await page.getByRole('button', { name: 'Go public' }).click();
  await expect
    .poll(() => control.asked.at(-1)?.body)
    .toEqual({
      tunnel: {
        provider: 'ssh',
        target: 'lina@gate.lunglab.example',
        url: 'https://cells.lunglab.example',
        port: 9090,
      },
    });
});

test('columns that look personal are named, and likely ones are left out unless the owner says otherwise', async ({
  page,
  control,
}) => {
  control.show([{ ...pbmc, identifiers: [...identifiers], hiddenColumns: ['batch'] }]);
  await open(page, control);
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('radio', { name: 'The internet' }).check();
  await expect(page.getByLabel('Leave out donor_dob')).toBeChecked();
  await expect(page.getByText('looks like dates of birth')).toBeVisible();
  await expect(page.getByLabel('Leave out donor', { exact: true })).not.toBeChecked();
  await page.getByRole('button', { name: 'Go public' }).click();
  await expect
    .poll(() => control.asked.at(-1)?.body)
    .toEqual({ tunnel: { provider: 'localtunnel' }, hiddenColumns: ['batch', 'donor_dob'] });
});

test('the same when a dataset is shared straight to the internet', async ({ page, control }) => {
  control.finds({ ...check(file), identifiers: [...identifiers] });
  await open(page, control, `/check/${encodeURIComponent(file)}`);
  await page.getByRole('radio', { name: 'The internet' }).check();
  await page.getByRole('button', { name: 'Share' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByLabel('Leave out donor', { exact: true }).check();
  await question.getByLabel('Through').selectOption('command');
  await question.getByRole('button', { name: 'Go public' }).click();
  await expect(question.getByRole('alert')).toHaveText('Type the command that opens the way.');
  await question.getByLabel('Command').fill('bore local {port}');
  await question.getByRole('button', { name: 'Go public' }).click();
  await expect
    .poll(() => control.asked.at(-1)?.body)
    .toMatchObject({
      tunnel: { provider: 'command', command: 'bore local {port}' },
      hiddenColumns: ['donor_dob', 'donor'],
    });
});

test('a server that ssh does not know: its fingerprint is shown, and confirming it connects', async ({
  page,
  control,
}) => {
  const fingerprint = 'SHA256:0aZbXcYdWeVfUgThSiRjQkPlOmNn1234567890abcde';
  const error = describeFailure('tunnel-ssh-host-unknown', { host: 'gate.lunglab.example', fingerprint });
  control.show([{ ...pbmc, reach: { ...onInternet, provider: 'ssh', state: 'failed', error } }]);
  await open(page, control);
  await expect(page.getByText(fingerprint, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'The fingerprint is right, connect' }).click();
  await expect.poll(() => control.asked.at(-1)?.body).toEqual({ tunnel: { provider: 'ssh', hostKey: fingerprint } });
});

test('an open way says through whom it goes', async ({ page, control }) => {
  control.show([{ ...lung, reach: { ...onInternet, provider: 'ssh' } }]);
  await open(page, control);
  await expect(page.getByText('Through your own server. Nobody else can read along.')).toBeVisible();
  const publicUrl = 'https://ab12.ngrok-free.app/d/fetal-lung/';
  control.show([{ ...lung, publicUrl, reach: { ...onInternet, provider: 'ngrok' } }]);
  await expect(page.getByText('On a first visit people see a page of ngrok’s')).toBeVisible();
});

test('the page of the public relay is explained in the text to send, with what to type in it', async ({
  page,
  control,
}) => {
  control.show([lung]);
  await open(page, control);
  await page.getByRole('button', { name: 'E-mail text…' }).click();
  const text = page.getByRole('textbox', { name: 'E-mail text' });
  await expect(text).toHaveValue(/asks for a “tunnel password”\. I send it to you another way\./);
  await page.getByLabel('Tunnel password').fill('192.0.2.17');
  await expect(text).toHaveValue(/“tunnel password”\. Type: 192\.0\.2\.17/);
  await expect(page.getByRole('link', { name: 'Show it in a browser' })).toHaveAttribute(
    'href',
    'https://loca.lt/mytunnelpassword',
  );
});

test('without an answer every way is offered', async ({ page, control }) => {
  control.offers([]);
  control.show([session('plain', 'Plain')]);
  await open(page, control);
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('radio', { name: 'The internet' }).check();
  await expect(page.getByLabel('Through').locator('option')).toHaveCount(ways.length);
});

test('a way that did not open is opened again as it was asked for', async ({ page, control }) => {
  const error = describeFailure('tunnel-program-failed', { program: 'bore', reason: 'no route' });
  control.show([{ ...pbmc, reach: { ...onInternet, provider: 'command', state: 'failed', error } }]);
  await open(page, control);
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect.poll(() => control.asked.at(-1)?.body).toEqual({ reach: { tryNow: true } });
});
