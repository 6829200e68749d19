/** What the app says to the system and hears from it, over a real D-Bus: notifications, staying awake, and that the computer slept. */
import { request } from '@playwright/test';
import type { ControlClient } from '../../main/control/client.ts';
import { TOKEN_FIELD_NAME } from '../../main/proxy/pages/form-fields.ts';
import { exampleDataset } from '../support/datasets.ts';
import { Buses } from './buses.ts';
import { expect, test, type Desktop } from './support.ts';
import { WayOut } from './way-out.ts';

/** Opens a personal link as a browser of its own does, and looks at the dataset. */
async function invitedLooks(client: ControlClient, session: string, name: string): Promise<void> {
  const { url } = await client.invite(session, { name, role: 'viewer' });
  const browser = await request.newContext({ extraHTTPHeaders: { 'sec-fetch-site': 'same-origin' } });
  try {
    const page = await (await browser.get(url)).text();
    const [, token = ''] = new RegExp(`name="${TOKEN_FIELD_NAME}" value="([^"]+)"`).exec(page) ?? [];
    const headers = { origin: new URL(url).origin };
    const entered = await browser.post(url, { form: { [TOKEN_FIELD_NAME]: token }, headers });
    expect(entered.status()).toBe(200);
  } finally {
    await browser.dispose();
  }
}

const tooltip = async ({ tray }: Desktop) => (await tray.status())?.tooltip;

/** As if so much time had passed for the shell. */
async function passTime({ app }: Desktop, ms: number): Promise<void> {
  await app.evaluate((_electron, by) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + by;
  }, ms);
}

if (process.platform === 'linux') {
  let buses: Buses;
  test.beforeEach(async () => {
    buses = await Buses.open();
  });
  test.afterEach(() => buses.close());

  test('who comes is told once, several together, and nobody while it is muted; a click shows the session', async ({
    launch,
  }) => {
    const desktop = await launch({ args: ['--hidden'], variables: buses.variables });
    const { app, tray } = desktop;
    const { client } = await desktop.service();
    const { id, title } = await client.start({ dataset: exampleDataset(), title: 'Blood cells' });
    await desktop.liveSession();
    const told = () => buses.notified.map(({ title: about, text }) => [about, text]);
    const ready = ['Blood cells', 'The link is ready.'];
    await expect.poll(told).toEqual([ready]);
    expect(buses.awake.size).toBe(0);

    await invitedLooks(client, id, 'Ana');
    const ana = ['Blood cells', 'Ana is here.'];
    await expect.poll(told).toEqual([ready, ana]);
    await test.step('the computer stays awake for her', () => expect.poll(() => buses.awake.size).toBe(1));

    await invitedLooks(client, id, 'Ben');
    await invitedLooks(client, id, 'Cleo');
    await expect.poll(() => tooltip(desktop)).toBe('1 live, 3 people here');
    expect(told()).toEqual([ready, ana]);
    await passTime(desktop, 61_000);
    await invitedLooks(client, id, 'Dana');
    // Ben and Cleo may have come in the same moment, in either order.
    const others = ['Blood cells', expect.stringMatching(/^(Ben, Cleo|Cleo, Ben) and 1 other are here\.$/)];
    await expect.poll(told).toEqual([ready, ana, others]);

    await test.step('muted', async () => {
      await tray.choose('Notifications', 'On this computer');
      await passTime(desktop, 61_000);
      await invitedLooks(client, id, 'Emil');
      await expect.poll(() => tooltip(desktop)).toBe('1 live, 5 people here');
      expect(told()).toEqual([ready, ana, others]);
    });

    await test.step('the owner may want it to sleep all the same', async () => {
      await tray.choose('Stay awake while people are here', 'On this computer');
      await expect.poll(() => buses.awake.size).toBe(0);
    });

    const opened = app.waitForEvent('window');
    const last = buses.notified.at(-1);
    if (last === undefined) throw new Error('nothing was told');
    buses.click(last);
    await expect((await opened).getByRole('heading', { name: title })).toBeVisible();
  });

  test('when the computer has slept, the way out is looked at at once', async ({ launch }) => {
    const desktop = await launch({ args: ['--hidden'], variables: buses.variables });
    const { client } = await desktop.service();
    const wayOut = await WayOut.open(desktop.home);
    try {
      const { id } = await client.start({
        dataset: exampleDataset(),
        tunnel: { provider: 'command', command: [...wayOut.command] },
      });
      await desktop.liveSession();
      await expect.poll(async () => (await client.session(id)).reach.state).toBe('up');
      const before = wayOut.connections;
      buses.sleepAndWake();
      // By itself it would look every half a minute.
      await expect.poll(() => wayOut.connections, { timeout: 5000 }).toBeGreaterThan(before);
      await expect.poll(async () => (await client.session(id)).reach.state).toBe('up');
    } finally {
      await wayOut.close();
    }
  });
}
