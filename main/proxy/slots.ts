/** A few places and a short line for them, first come, first served. */

export interface SlotLimits {
  readonly places: number;
  readonly line: number;
}

export type ArrivalVerdict = 'enter' | 'wait' | 'refuse';

/** Pure. */
export function judgeArrival(taken: number, waiting: number, limits: SlotLimits): ArrivalVerdict {
  if (taken < limits.places) return 'enter';
  return waiting < limits.line ? 'wait' : 'refuse';
}

/** Gives the place back; calling it twice is the same as once. */
export type Release = () => void;

export class Slots {
  readonly #limits: SlotLimits;
  readonly #line: (() => void)[] = [];
  #taken = 0;

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  get idle(): boolean {
    return this.#taken === 0;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** Null when the line is full, or when whoever waited has gone. */
  async enter(gone: AbortSignal): Promise<Release | null> {
    switch (judgeArrival(this.#taken, this.#line.length, this.#limits)) {
      case 'refuse':
        return null;
      case 'enter':
        this.#taken += 1;
        return this.#release();
      case 'wait':
        return (await this.#wait(gone)) ? this.#release() : null;
    }
  }

  #wait(gone: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = () => {
        this.#line.splice(this.#line.indexOf(take), 1);
        resolve(false);
      };
      const take = () => {
        gone.removeEventListener('abort', leave);
        resolve(true);
      };
      gone.addEventListener('abort', leave, { once: true });
      this.#line.push(take);
    });
  }

  /** Whoever is next in line takes the place over, so that nobody who comes in between can. */
  #release(): Release {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.#line.shift();
      if (next === undefined) this.#taken -= 1;
      else next();
    };
  }
}
