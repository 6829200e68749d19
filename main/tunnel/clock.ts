/** The time and its timers, as those who wait for something are handed them: a test hands out a clock that it moves itself. */

export interface Clock {
  /** Milliseconds since 1970, by this computer's calendar: jumps when the clock is set, and over a sleep. */
  now(): number;
  /** Milliseconds since some moment: never set, and on most systems it stands still while the computer sleeps. */
  steady(): number;
  /** Calls back once, unless the returned function was called before. Keeps no process alive. */
  after(ms: number, callback: () => void): () => void;
}

/** Longer waits than a timer of Node can hold would be over at once. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_WAIT_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
