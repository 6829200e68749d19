/** The shell by itself: it starts, its page is locked in, a second start hands over, and quitting leaves nothing. */
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runningServices } from '../../main/store/running-services.ts';
import { stillAlive } from '../support/processes.ts';
import { bridgeName } from '../../contract/desktop-bridge.ts';
import { answerMessageBoxes, collectOpenedOutside, expect, startBeside, test } from './support.ts';

test('it starts: window, page and tray', async ({ launch }) => {
  const { app, page, tray } = await launch();
  const window = await page();
  await expect(window.getByRole('heading', { name: 'Share a single-cell dataset from this computer' })).toBeVisible();
  expect(window.url()).not.toContain('token');
  const bounds = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.getSize()));
  expect(bounds).toEqual([[980, 680]]);

  await expect.poll(() => tray.status()).toEqual({ icon: 'idle', tooltip: 'Nothing is shared' });
  const labels = (await tray.items()).map(({ label }) => label);
  expect(labels).toEqual([
    'Nothing is shared',
    '---',
    'Share a file…',
    '---',
    'Open window',
    'On this computer',
    'Quit Annotate Share',
  ]);

  // Chosen on the page, and the shell follows.
  await window.evaluate(`location.hash = '#/settings'`);
  await window.getByLabel('Language').selectOption('de');
  await expect.poll(() => tray.status()).toEqual({ icon: 'idle', tooltip: 'Nichts wird geteilt' });
  expect((await tray.items()).map(({ label }) => label)).toContain('Datei teilen…');
});

// What runs in the page is text: our types know Node, not the DOM.

test('the page has the bridge and nothing of Node or Electron', async ({ launch }) => {
  const { app, page } = await launch();
  const window = await page();
  const offered = await window.evaluate(`Object.keys(${bridgeName}).sort()`);
  expect(offered).toEqual([
    'changeSettings',
    'chooseDataset',
    'closeWindow',
    'copyText',
    'lookForUpdate',
    'onNavigate',
    'onSettings',
    'openExternal',
    'openFolder',
    'pathOfDroppedFile',
    'platform',
    'revealInFolder',
    'saveReport',
    'settings',
  ]);
  const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'];
  expect(await window.evaluate(`${JSON.stringify(names)}.filter((name) => name in globalThis)`)).toEqual([]);
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one) => {
      // Electron's types leave it out, but it is what the window really runs with.
      const { webContents } = one as unknown as {
        webContents: { getLastWebPreferences(): Record<string, unknown> | null };
      };
      return webContents.getLastWebPreferences();
    }),
  );
  expect(preferences).toMatchObject([
    {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    },
  ]);
});

test('the path of a file is told', async ({ launch }) => {
  const { home, page } = await launch();
  const window = await page();
  const file = join(home, 'a cell & more.h5ad');
  writeFileSync(file, '');
  await window.evaluate(`{
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'file-under-test' });
    document.body.append(input);
  }`);
  await window.locator('#file-under-test').setInputFiles(file);
  const chosen = `document.querySelector('#file-under-test').files[0]`;
  const path = await window.evaluate(`${bridgeName}.pathOfDroppedFile(${chosen})`);
  expect(path).toBe(file);
});

test('it leads nowhere else', async ({ launch }) => {
  const { app, page } = await launch();
  const window = await page();
  const opened = await collectOpenedOutside(app);
  const before = window.url();
  // Playwright waits for a navigation that never comes, so the page is asked to go there by itself.
  for (const target of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,hello']) {
    await window.evaluate(`void setTimeout(() => document.location.assign('${target}'))`);
  }
  for (const target of ['https://example.org/', 'file:///etc/passwd', 'about:blank', 'https://docs.astral.sh/uv/']) {
    expect(await window.evaluate(`window.open('${target}') === null`)).toBe(true);
  }
  await expect.poll(opened).toEqual(['https://docs.astral.sh/uv/']);
  const contents = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getURL()));
  expect(contents).toEqual([before]);
});

test('it gets none of a browser’s powers, and the bridge opens no address that is not ours', async ({ launch }) => {
  const { app, page } = await launch();
  const window = await page();
  const opened = await collectOpenedOutside(app);
  const answers = await window.evaluate(`(async () => {
    const refusal = (promise) => promise.then(() => 'granted', (error) => error.name ?? error.code);
    const shell = ${bridgeName};
    return {
      midi: await refusal(navigator.requestMIDIAccess({ sysex: true })),
      clipboard: await refusal(navigator.clipboard.readText()),
      place: await refusal(new Promise((found, failed) => navigator.geolocation.getCurrentPosition(found, failed))),
      notifications: await Notification.requestPermission(),
      elsewhere: await refusal(shell.openExternal('https://example.org/')),
      file: await refusal(shell.openExternal('file:///etc/passwd')),
      reveal: await refusal(shell.revealInFolder('/etc/passwd')),
      noText: await refusal(shell.copyText(7)),
      folder: await refusal(shell.openFolder('/etc')),
      setting: await refusal(shell.changeSettings({ windowBounds: null })),
      // In a checkout it asks nobody for a newer one.
      update: await shell.lookForUpdate(),
    };
  })()`);
  expect(answers).toEqual({
    midi: 'SecurityError',
    clipboard: 'NotAllowedError',
    // Denied, not merely unknown.
    place: 1,
    notifications: 'denied',
    elsewhere: 'Error',
    file: 'Error',
    reveal: 'Error',
    noText: 'Error',
    folder: 'Error',
    setting: 'Error',
    update: { is: 'off' },
  });
  expect(await opened()).toEqual([]);
});

test('another page is not heard, even in a window of ours', async ({ launch }) => {
  const { app, page } = await launch();
  await page();
  const refused = await app.evaluate(async ({ BrowserWindow, app: electronApp }) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { sandbox: true, preload: `${electronApp.getAppPath()}/dist/desktop/preload.cjs` },
    });
    await stranger.loadURL('data:text/html,<title>stranger</title>');
    const answer: unknown = await stranger.webContents.executeJavaScript(
      'annotateShare.copyText("stolen").then(() => "heard", (error) => error.message)',
    );
    stranger.destroy();
    return answer;
  });
  expect(refused).toContain('desktop:copy-text is not for this page');
});

test('a second start hands its file to the first and ends', async ({ launch }) => {
  const { app, home, page } = await launch();
  const window = await page();
  writeFileSync(join(home, 'given later.h5ad'), '');
  const second = startBeside(home, ['given later.h5ad']);
  const [code] = (await once(second, 'exit')) as [number | null];
  expect(code).toBe(0);
  await expect(window.getByText('given later.h5ad').first()).toBeVisible();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('a file on the command line is what the window opens with', async ({ launch }) => {
  const { page } = await launch({ args: ['/no/such/folder/cells.h5ad'] });
  await expect((await page()).getByText('cells.h5ad').first()).toBeVisible();
});

test('files and links that macOS hands over as events, and what is dropped on its tray, open in the window', async ({
  launch,
}) => {
  const { app, page, tray } = await launch({ args: ['--hidden'] });
  const hand = (event: string, value: string) =>
    app.evaluate(
      ({ app: electronApp }, [name, what]) => {
        (electronApp as NodeJS.EventEmitter).emit(name, { preventDefault: () => undefined }, what);
      },
      [event, value] as const,
    );
  await expect.poll(() => tray.status()).toEqual({ icon: 'idle', tooltip: 'Nothing is shared' });
  await hand('open-file', '/no/such/folder/on the dock.h5ad');
  const window = await page();
  await expect(window.getByText('on the dock.h5ad').first()).toBeVisible();
  await tray.drop(['/no/such/folder/notes.txt', '/no/such/folder/on the tray.h5ad']);
  await expect(window.getByText('on the tray.h5ad').first()).toBeVisible();
  await hand('open-url', 'annotate-share://share');
  await expect.poll(() => new URL(window.url()).hash).toBe('#/share');
});

test('closing the window keeps it in the tray; the window comes back where it was', async ({ launch }) => {
  const { app, page, tray } = await launch();
  await page();
  const place = { x: 40, y: 50, width: 800, height: 600 };
  await app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
  }, place);
  const windows = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.getBounds()));
  await expect.poll(windows).toEqual([place]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(windows).toEqual([]);
  await tray.choose('Open window');
  await expect.poll(windows).toEqual([place]);
});

test('when the service ends by itself, the person is told and can start it again', async ({ launch }) => {
  const { app, page, service, tray } = await launch();
  const window = await page();
  const asked = await answerMessageBoxes(app, 0);
  const first = await service();
  process.kill(first.pid, 'SIGKILL');
  await expect.poll(asked).toEqual(['Annotate Share stopped by itself.']);
  await expect.poll(async () => (await service()).pid).not.toBe(first.pid);
  await expect.poll(() => tray.status()).toEqual({ icon: 'idle', tooltip: 'Nothing is shared' });
  await expect(window.getByRole('heading').first()).toBeVisible();
  expect(new URL(window.url()).origin).toBe((await service()).url);
});

const endings: [string, (electron: number) => void][] = [
  ['SIGTERM', (electron) => process.kill(electron, 'SIGTERM')],
  ['SIGINT', (electron) => process.kill(electron, 'SIGINT')],
  ['SIGKILL', (electron) => process.kill(electron, 'SIGKILL')],
];
for (const [name, end] of endings) {
  test(`${name} leaves no process`, async ({ launch }) => {
    const { page, pids, service } = await launch();
    await page();
    const all = [...pids(), (await service()).pid];
    end(all[0] ?? 0);
    await expect.poll(() => stillAlive(all)).toEqual([]);
  });
}

test('a link that is opened while the app runs leads to a view', async ({ launch }) => {
  const { app, home, page } = await launch();
  const window = await page();
  const [code] = (await once(startBeside(home, ['annotate-share://share/home/ana/x.h5ad']), 'exit')) as [number | null];
  expect(code).toBe(0);
  await expect.poll(() => new URL(window.url()).hash).toBe('#/share');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('started with the computer, it stays in the tray', async ({ launch }) => {
  const { app, service, tray } = await launch({ args: ['--hidden'] });
  await service();
  await expect.poll(() => tray.status()).toEqual({ icon: 'idle', tooltip: 'Nothing is shared' });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
});

test('a page that ends by itself is shown again on request, and a report holds no token and no folder', async ({
  launch,
}) => {
  const { app, home, page, service, tray } = await launch();
  await page();
  await service();
  const asked = await answerMessageBoxes(app, 0);
  const file = join(home, 'report.txt');
  await app.evaluate(({ dialog, shell }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    shell.showItemInFolder = () => undefined;
  }, file);
  await tray.choose('Save a report of what went wrong…', 'On this computer');
  await expect.poll(asked).toEqual(['The report is saved.']);
  const report = existsSync(file) ? readFileSync(file, 'utf8') : '';
  expect(report).toContain('service started');
  expect(report).not.toContain(home);
  expect(report).not.toContain(runningServices(join(home, 'run'))[0]?.control.token ?? 'token');

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await expect.poll(asked).toContain('The window has stopped by itself.');
  const isBack = () =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents?.isCrashed() === false && contents.getURL().startsWith('http');
    });
  await expect.poll(isBack).toBe(true);
});

test('Quit in the tray leaves no process', async ({ launch }) => {
  const { app, page, pids, service, tray } = await launch();
  await page();
  const all = [...pids(), (await service()).pid];
  const closed = app.waitForEvent('close');
  await tray.choose('Quit Annotate Share');
  await closed;
  await expect.poll(() => stillAlive(all)).toEqual([]);
});
