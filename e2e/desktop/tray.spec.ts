/** The tray as a person meets it: a real panel, a real pointer, a real menu. Linux alone offers a panel that tests can own. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PNG } from 'pngjs';
import { exampleDataset } from '../support/datasets.ts';
import { stillAlive } from '../support/processes.ts';
import { mostAlike } from './framebuffer.ts';
import { Panel } from './panel.ts';
import { expect, stubOpenDialog, test } from './support.ts';

const icons = resolve(import.meta.dirname, '../../resources/icons/tray');
const looks = new Map(
  ['idle', 'sharing', 'trouble'].flatMap((state) =>
    ['light', 'dark'].map((bar): [string, PNG] => {
      const file = join(icons, `${state}-on-${bar}-22.png`);
      return [`${state} on ${bar}`, PNG.sync.read(readFileSync(file))];
    }),
  ),
);

if (process.platform === 'linux') {
  let panel: Panel;
  test.beforeEach(async () => {
    panel = await Panel.open();
  });
  test.afterEach(() => panel.close());

  test('the icon is in the panel: click for the window, right click for the menu', async ({ launch }) => {
    const { app, page, pids } = await launch({ variables: { DISPLAY: panel.display } });
    await (await page()).close();
    await panel.findIcon();

    const byClick = app.waitForEvent('window');
    await panel.clickIcon();
    await (await byClick).close();

    const byMenu = app.waitForEvent('window');
    await panel.choose(2); // Open window
    const window = await byMenu;
    await expect(window.getByRole('heading').first()).toBeVisible();

    await stubOpenDialog(app, '/no/such/folder/from the tray.h5ad');
    await panel.choose(1); // Share a file…
    await expect(window.getByText('from the tray.h5ad').first()).toBeVisible();

    const all = pids();
    const closed = app.waitForEvent('close');
    await panel.choose(4); // Quit Annotate Share
    await closed;
    await expect.poll(() => stillAlive(all)).toEqual([]);
  });

  test('the icon on the screen tells what is shared, on a light bar and a dark one; a session is steered from its submenu', async ({
    launch,
  }, testInfo) => {
    const desktop = await launch({ args: ['--hidden'], variables: { DISPLAY: panel.display } });
    const { app } = desktop;
    const seen = async (look: string) => {
      await expect.poll(() => mostAlike(panel.picture(), looks)).toBe(look);
      await testInfo.attach(look, { body: PNG.sync.write(panel.picture()), contentType: 'image/png' });
    };
    const { client } = await desktop.service();
    await panel.findIcon();
    await seen('idle on light');

    const { id } = await client.start({ dataset: exampleDataset() });
    await desktop.liveSession();
    await seen('sharing on light');
    await app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'dark';
    });
    await seen('sharing on dark');

    // Into the session's submenu; copy link, copy invite text, QR code, differential expression, annotations.
    await panel.press('Down', 'Right', 'Down', 'Down', 'Down', 'Down');
    await expect.poll(async () => (await client.session(id)).toggles).toEqual({ diffexp: true, annotations: false });

    await client.start({ dataset: '/no/such/cells.h5ad', title: 'Gone' }).catch(() => undefined);
    await seen('trouble on dark');
  });
}
