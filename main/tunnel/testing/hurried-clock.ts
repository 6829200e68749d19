/** The system's clock, but in a hurry: what would be waited for in seconds comes in milliseconds, against real sockets and processes. */
import { systemClock, type Clock } from '../clock.ts';

export class HurriedClock implements Clock {
  readonly #times: number;
  readonly #began = performance.now();
  #running = 0;

  constructor(times: number) {
    this.#times = times;
  }

  /** How many timers run. */
  get timers(): number {
    return this.#running;
  }

  now(): number {
    return Math.round(performance.timeOrigin + this.#began + this.steady());
  }

  steady(): number {
    return (performance.now() - this.#began) * this.#times;
  }

  after(ms: number, callback: () => void): () => void {
    let isRunning = true;
    this.#running += 1;
    const end = () => {
      if (isRunning) this.#running -= 1;
      isRunning = false;
    };
    const cancel = systemClock.after(ms / this.#times, () => {
      end();
      callback();
    });
    return () => {
      cancel();
      end();
    };
  }
}
