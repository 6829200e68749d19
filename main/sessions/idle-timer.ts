/** Tells when nothing has been asked for a while. A request that is under way is no rest, however long it takes. */

interface IdleFacts {
  readonly underWay: number;
  /** Whether the session is at work for itself. */
  readonly isBusy: boolean;
  readonly quietMs: number;
  readonly afterMs: number;
}

/** Work of its own that is not to be interrupted is looked at again this often. */
const LOOK_AGAIN_MS = 15_000;

/** `idle`, else in how many milliseconds to look again; null: when the last request is over. Pure. */
export function judgeIdle({ underWay, isBusy, quietMs, afterMs }: IdleFacts): 'idle' | number | null {
  if (underWay > 0) return null;
  if (quietMs < afterMs) return afterMs - quietMs;
  return isBusy ? Math.min(LOOK_AGAIN_MS, afterMs) : 'idle';
}

export class IdleTimer {
  readonly #onIdle: () => void;
  readonly #isBusy: () => boolean;
  #afterMs: number | null;
  #underWay = 0;
  #quietSince = performance.now();
  #watch: 'off' | 'on' = 'off';
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param afterMs milliseconds; null for never
   * @param onIdle called once for each `start`
   */
  constructor(afterMs: number | null, isBusy: () => boolean, onIdle: () => void) {
    this.#afterMs = afterMs;
    this.#isBusy = isBusy;
    this.#onIdle = onIdle;
  }

  /** Begins to count now. */
  start(): void {
    this.#watch = 'on';
    this.touch();
    this.#look();
  }

  stop(): void {
    this.#watch = 'off';
    clearTimeout(this.#timer);
  }

  /** Holds at once, also for the time that was quiet already. */
  change(afterMs: number | null): void {
    this.#afterMs = afterMs;
    this.#look();
  }

  touch(): void {
    this.#quietSince = performance.now();
  }

  /** A request begins; the returned function is called when it is over. */
  entered(): () => void {
    this.#underWay += 1;
    this.touch();
    let isUnderWay = true;
    return () => {
      if (!isUnderWay) return;
      isUnderWay = false;
      this.#underWay -= 1;
      this.touch();
      this.#look();
    };
  }

  #look(): void {
    clearTimeout(this.#timer);
    if (this.#watch === 'off' || this.#afterMs === null) return;
    const verdict = judgeIdle({
      underWay: this.#underWay,
      isBusy: this.#isBusy(),
      quietMs: performance.now() - this.#quietSince,
      afterMs: this.#afterMs,
    });
    if (verdict === 'idle') {
      this.stop();
      this.#onIdle();
    } else if (verdict !== null) {
      this.#timer = setTimeout(() => this.#look(), verdict).unref();
    }
  }
}
