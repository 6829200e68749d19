/** Waits for what a drive answers, but not for ever: one of a network that went away may let whoever asks wait until it is back. */

/** Drives that sleep take some seconds to turn. */
export const PATIENCE_MS = 15_000;

/**
 * What the work comes to, or `late` if that takes too long. The work itself goes on, for nothing can stop it, and its end is nobody's.
 *
 * @param patienceMs how long it may take
 */
export async function withPatience<T>(patienceMs: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_settle, reject) => {
    timer = setTimeout(() => reject(late()), patienceMs);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
