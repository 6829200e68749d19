/** The tray as a person meets it: a real panel, a real pointer, a real menu. Linux alone offers a panel that tests can own. */
import { stillAlive } from '../support/processes.ts';
import { Panel } from './panel.ts';
import { expect, stubOpenDialog, test } from './support.ts';

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
}
