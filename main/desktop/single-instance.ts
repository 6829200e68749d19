/** One shell per home: a second start hands its file over to the first and ends. */
import { app } from 'electron';
import { z } from 'zod';
import { datasetArgument } from './dataset-argument.ts';

/** Travels by the lock, not by argv: Chromium moves and adds switches there. */
const handOverSchema = z.object({ dataset: z.string().nullable() });

type Listener = (dataset: string | null) => void;

/** What the app is asked to open from outside; null asks for the window only. What comes before anybody listens is kept. */
export class HandedOver {
  #early: (string | null)[] = [];
  #listener: Listener = (dataset) => this.#early.push(dataset);

  constructor(first: string | null) {
    this.#early.push(first);
    app.on('second-instance', (_event, _argv, _folder, data) => {
      const handed = handOverSchema.safeParse(data);
      this.#listener(handed.success ? handed.data.dataset : null);
    });
    // macOS has one instance by itself, and sends files and clicks on the dock icon as events: files also before it is ready.
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#listener(path);
    });
    app.on('activate', () => this.#listener(null));
  }

  follow(listener: Listener): void {
    this.#listener = listener;
    for (const dataset of this.#early.splice(0)) listener(dataset);
  }
}

/** Null when another instance runs and has taken over what this one was asked to open. */
export function takeSingleInstance(): HandedOver | null {
  const dataset = datasetArgument(process.argv, process.cwd());
  return app.requestSingleInstanceLock({ dataset }) ? new HandedOver(dataset) : null;
}
