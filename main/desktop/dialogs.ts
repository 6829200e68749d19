/** The system's own dialogs. Only the shell shows any. */
import { dialog, type BrowserWindow, type MessageBoxOptions, type OpenDialogOptions } from 'electron';
import type { Failure } from '../../contract/errors.ts';
import { words } from './words.ts';

export class Dialogs {
  readonly #parent: () => BrowserWindow | null;

  /** `parent`: the window to which dialogs belong while it is shown; without one they stand alone. */
  constructor(parent: () => BrowserWindow | null) {
    this.#parent = parent;
  }

  /** Null when it was cancelled. */
  async chooseDataset(): Promise<string | null> {
    const options: OpenDialogOptions = {
      title: words.chooseTitle,
      buttonLabel: words.chooseButton,
      properties: ['openFile'],
      filters: [
        { name: words.datasetFiles, extensions: ['h5ad'] },
        { name: words.allFiles, extensions: ['*'] },
      ],
    };
    const parent = this.#shownParent();
    const { filePaths } = await (parent === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return filePaths[0] ?? null;
  }

  /** One question; Escape and closing it mean no. */
  async confirm(question: string, detail: string, yes: string): Promise<boolean> {
    return (await this.#ask({ type: 'question', message: question, detail, buttons: [yes, words.cancel] })) === 0;
  }

  async tell({ message, hint }: Failure): Promise<void> {
    await this.#ask({ type: 'warning', message, detail: hint, buttons: [words.ok] });
  }

  /** Whether to start the service again. */
  async offerStart(message: string, detail: string): Promise<boolean> {
    const buttons = [words.startAgain, words.quit];
    return (await this.#ask({ type: 'error', message, detail, buttons })) === 0;
  }

  async #ask(options: MessageBoxOptions & { readonly buttons: readonly string[] }): Promise<number> {
    const last = options.buttons.length - 1;
    const whole = { title: words.appName, noLink: true, defaultId: 0, cancelId: last, ...options };
    const parent = this.#shownParent();
    const { response } = await (parent === null ? dialog.showMessageBox(whole) : dialog.showMessageBox(parent, whole));
    return response;
  }

  #shownParent(): BrowserWindow | null {
    const parent = this.#parent();
    return parent?.isVisible() === true ? parent : null;
  }
}
