/** A verb's work, read from disk only when the verb is asked for: a service's many parts are of no use to `list` or `--help`. */

/** @param load imports the work; what it takes is what the verb's arguments and options are */
export function whenAsked<Taken extends unknown[]>(
  load: () => Promise<(...taken: Taken) => Promise<void> | void>,
): (...taken: Taken) => Promise<void> {
  return async (...taken) => {
    const run = await load();
    await run(...taken);
  };
}
