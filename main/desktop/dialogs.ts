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

  /** What to do about a service that has ended. */
  async offerStart(message: string, detail: string): Promise<'start' | 'report' | 'quit'> {
    const buttons = [words.startAgain, words.saveReport, words.quit];
    const answers = ['start', 'report', 'quit'] as const;
    return answers[await this.#ask({ type: 'error', message, detail, buttons })] ?? 'quit';
  }

  /** What to do about a page that has ended. */
  async offerPage(): Promise<'show' | 'report' | 'close'> {
    const [message, detail] = [words.pageEnded, words.pageEndedDetail];
    const buttons = [words.showAgain, words.saveReport, words.close];
    const answers = ['show', 'report', 'close'] as const;
    return answers[await this.#ask({ type: 'error', message, detail, buttons })] ?? 'close';
  }

  /** Null when it was cancelled. */
  async chooseReportFile(proposed: string): Promise<string | null> {
    const options = { title: words.saveReportTitle, defaultPath: proposed };
    const parent = this.#shownParent();
    const { filePath } = await (parent === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options));
    return filePath ? filePath : null;
  }

  async inform(message: string, detail: string): Promise<void> {
    await this.#ask({ type: 'info', message, detail, buttons: [words.ok] });
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
