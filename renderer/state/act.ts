/** How a view that keeps what it read changes it. */

/** Does something and reads anew; resolves with whether it was done. */
export type Act = (work: () => Promise<unknown>) => Promise<boolean>;
