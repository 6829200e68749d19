/** The desktop shell: an ordered list of what is set up. */
import './old-engine-shim.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { setupAppLinks } from './link-scheme.ts';
import { setupAppPaths, shippedPaths, type ShippedPaths } from './app-paths.ts';
import { Dialogs } from './dialogs.ts';
import { desktopSettings, setupIpc } from './ipc.ts';
import { setupApplicationMenu } from './menu.ts';
import { setupNavigationGuard } from './navigation-guard.ts';
import type { OwnAddresses } from './navigation-policy.ts';
import { setupPermissionGuard } from './permission-guard.ts';
import { Notifications } from './notifications.ts';
import { placeOfLink } from './app-link.ts';
import type { Opening } from './opening.ts';
import { OwnerSettings } from './owner-settings.ts';
import { setupPower, Wakefulness } from './power.ts';
import { openPreferences } from './preferences.ts';
import { setupQuit } from './quit.ts';
import { spawnService, type ServiceChild } from './service-child.ts';
import { saveReport } from './save-report.ts';
import { ServiceKeeper } from './service-keeper.ts';
import { forkService } from './service-utility.ts';
import { snapshotOf } from './shell-state.ts';
import { takeSingleInstance, type HandedOver } from './single-instance.ts';
import { followLanguage } from './shell-language.ts';
import { setupTestHook } from './test-hook.ts';
import { TrayActions } from './tray-actions.ts';
import { AppTray } from './tray.ts';
import { setupUpdates, thisBuildUpdates } from './updates.ts';
import { MainWindow } from './window.ts';

setupAppPaths(process.env);
const handedOver = takeSingleInstance();
if (handedOver === null) app.exit(0);
else void app.whenReady().then(() => setupShell(handedOver));

function setupShell(files: HandedOver): void {
  const paths = shippedPaths();
  const keeper = new ServiceKeeper({
    launch: () => launchService(paths),
    onUp: () => window.load(),
    onState: (state) => {
      tray.show(state);
      notifications.follow(state);
      wakefulness.follow(state);
    },
    onTrouble: (trouble) => void actions.offerStart(trouble),
  });
  const own = () => ownAddresses(keeper);
  const preferences = openPreferences();
  const settings = new OwnerSettings(preferences, thisBuildUpdates());
  const wakefulness = new Wakefulness(() => settings.has('stayAwake'));
  const window = new MainWindow({
    preload: paths.preload,
    icon: join(paths.icons, 'app-512.png'),
    preferences,
    control: () => keeper.control,
    onPageEnded: () => void actions.offerPage(),
  });
  const notifications = new Notifications(
    window,
    () => settings.has('notifications'),
    () => settings.mutedNews,
  );
  const dialogs = new Dialogs(() => window.browserWindow);
  const followSettings = () => {
    tray.redraw(keeper.state);
    wakefulness.follow(keeper.state);
  };
  const actions = new TrayActions({
    keeper,
    window,
    dialogs,
    settings,
    saveReport: () => saveReport(dialogs, keeper),
    onSetting: () => {
      followSettings();
      window.tell('desktop:settings-changed', desktopSettings(settings));
    },
    onRefused: () => tray.redraw(keeper.state),
  });

  setupNavigationGuard(own);
  setupPermissionGuard(() => own().origin);
  setupIpc({
    window,
    dialogs,
    own,
    knownPaths: () => knownPaths(keeper),
    settings,
    onSetting: followSettings,
    saveReport: () => saveReport(dialogs, keeper),
  });
  setupApplicationMenu(actions.perform);
  void followLanguage(() => {
    tray.redraw(keeper.state);
    setupApplicationMenu(actions.perform);
  });
  const tray = new AppTray(
    { icons: paths.icons, settings: () => settings.now, perform: actions.perform },
    keeper.state,
  );
  setupQuit(() => keeper.stop());
  setupPower(keeper);
  setupUpdates(() => settings.has('updates'));
  setupAppLinks();
  setupTestHook(tray, process.env);
  keeper.start();
  files.follow((opening) => show(opening, window, keeper));
}

function show(opening: Opening, window: MainWindow, { state }: ServiceKeeper): void {
  switch (opening.open) {
    case 'nothing':
      return;
    case 'window':
      window.open();
      return;
    case 'dataset':
      window.go({ to: 'share', dataset: opening.path });
      return;
    case 'link': {
      const sessions = snapshotOf(state).sessions.map(({ id }) => id);
      window.go(placeOfLink(opening.link, sessions));
    }
  }
}

/** An older Electron's own Node cannot run the service; a Node that is named or shipped can. */
function launchService({ service, node }: ShippedPaths): ServiceChild {
  const named = process.env['ANNOTATE_SHARE_NODE'] || (existsSync(node) ? node : null);
  return named === null ? forkService(service, process.env) : spawnService(named, service, process.env);
}

function ownAddresses({ control, state }: ServiceKeeper): OwnAddresses {
  const links = snapshotOf(state).sessions.flatMap(({ url, publicUrl }) => [url, publicUrl]);
  return {
    origin: control === null ? null : new URL(control.url).origin,
    links: links.filter((link) => link !== null),
  };
}

/** Datasets that are or were shared. */
function knownPaths({ state }: ServiceKeeper): readonly string[] {
  const { sessions, recents } = snapshotOf(state);
  return [...sessions.map(({ dataset }) => dataset.path), ...recents.map(({ path }) => path)];
}
