/** Does what was chosen in the tray or in a menu. */
import { app, clipboard } from 'electron';
import { toFailure, type Failure } from '../../contract/errors.ts';
import type { ControlClient } from '../control/client.ts';
import type { Dialogs } from './dialogs.ts';
import type { ServiceKeeper, ServiceTrouble } from './service-keeper.ts';
import type { OwnerSettings } from './owner-settings.ts';
import { snapshotOf } from './shell-state.ts';
import type { TrayAction } from './tray-menu.ts';
import { peopleHere } from './tray-status.ts';
import type { MainWindow } from './window.ts';
import { words } from './words.ts';

const HOUR_MS = 3_600_000;

export interface ActionParts {
  readonly keeper: ServiceKeeper;
  readonly window: MainWindow;
  readonly dialogs: Dialogs;
  readonly settings: OwnerSettings;
  /** Something else than what is shared has changed what the menu shows and the shell does. */
  readonly onSetting: () => void;
  readonly saveReport: () => Promise<unknown>;
  /** The service refused: what the menu shows is to be taken back. */
  readonly onRefused: () => void;
}

export class TrayActions {
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  readonly perform = (action: TrayAction): void => {
    this.#perform(action).catch((error: unknown) => {
      this.#parts.onRefused();
      void this.#parts.dialogs.tell(words.told(toFailure(error)));
    });
  };

  /** The service is gone and nobody asked for it. */
  async offerStart(trouble: ServiceTrouble): Promise<void> {
    const [message, detail] =
      trouble.kind === 'could-not-start'
        ? [words.couldNotStart, inTwoParts(words.told(trouble.failure))]
        : [words.endedByItself, words.endedByItselfDetail];
    switch (await this.#parts.dialogs.offerStart(message, detail)) {
      case 'start':
        this.#parts.keeper.start();
        return;
      case 'report':
        await this.#parts.saveReport();
        return this.offerStart(trouble);
      case 'quit':
        app.quit();
        return;
    }
  }

  /** The page is gone, and what is shared goes on. */
  async offerPage(): Promise<void> {
    switch (await this.#parts.dialogs.offerPage()) {
      case 'show':
        this.#parts.window.open();
        return;
      case 'report':
        await this.#parts.saveReport();
        return this.offerPage();
      case 'close':
        this.#parts.window.close();
        return;
    }
  }

  async #perform(action: TrayAction): Promise<void> {
    const { keeper, window } = this.#parts;
    switch (action.do) {
      case 'copy-link':
        await clipboard.writeText(action.url);
        return;
      case 'copy-invite-text':
        await clipboard.writeText(words.inviteText(action));
        return;
      case 'show-qr':
        window.go({ to: 'session', id: action.id, show: 'qr' });
        return;
      case 'show-session':
        window.go({ to: 'session', id: action.id });
        return;
      case 'share-again':
        window.go({ to: 'share', dataset: action.path });
        return;
      case 'share-file':
        return this.#shareFile();
      case 'set-toggle':
        await keeper.client?.change(action.id, { toggles: { [action.toggle]: action.on } });
        return;
      case 'set-paused':
        await keeper.client?.change(action.id, { paused: action.paused });
        return;
      case 'extend':
        return this.#extend(action.id);
      case 'stop':
        return this.#stop(action.id);
      case 'stop-all':
        return this.#stopAll();
      case 'set-setting':
        this.#parts.settings.set(action.name, action.on);
        this.#parts.onSetting();
        return;
      case 'save-report':
        await this.#parts.saveReport();
        return;
      case 'open-window':
        window.open();
        return;
      case 'start-service':
        keeper.start();
        return;
      case 'quit':
        return this.#quit();
    }
  }

  async #shareFile(): Promise<void> {
    const dataset = await this.#parts.dialogs.chooseDataset();
    if (dataset !== null) this.#parts.window.go({ to: 'share', dataset });
  }

  async #extend(id: string): Promise<void> {
    const end = this.#sessions().find((session) => session.id === id)?.expiresAt ?? null;
    if (end === null) return;
    await this.#client?.change(id, { expiresAt: new Date(Date.parse(end) + HOUR_MS).toISOString() });
  }

  async #stop(id: string): Promise<void> {
    const session = this.#sessions().find((shared) => shared.id === id);
    if (session === undefined) return;
    const here = peopleHere([session]);
    if (!(await this.#mayDisturb(here, words.askStop(session.title), words.stop))) return;
    await this.#client?.stop(id);
  }

  async #stopAll(): Promise<void> {
    const sessions = this.#sessions();
    if (!(await this.#mayDisturb(peopleHere(sessions), words.askStopAll, words.stopEverything))) return;
    await this.#client?.stopAll();
  }

  async #quit(): Promise<void> {
    if (await this.#mayDisturb(peopleHere(this.#sessions()), words.askQuit, words.quit)) app.quit();
  }

  /** Asks only while people are here: then it cannot be undone for them. */
  async #mayDisturb(people: number, question: string, yes: string): Promise<boolean> {
    return people === 0 || this.#parts.dialogs.confirm(question, words.askWhilePeopleAreHere(people), yes);
  }

  #sessions() {
    return snapshotOf(this.#parts.keeper.state).sessions;
  }

  get #client(): ControlClient | null {
    return this.#parts.keeper.client;
  }
}

function inTwoParts({ message, hint }: Failure): string {
  return `${message}\n\n${hint}`;
}
