/** Watches over one session's end: tells when the owner is to be warned, and when it is over. */
import type { Clock } from '../tunnel/clock.ts';
import { nextLook, stageOf, type ExpiryStage } from './expiry-policy.ts';

export interface ExpiryOptions {
  readonly clock: Clock;
  /** The owner is to be warned, or need not be any more. */
  readonly onStage: () => void;
  /** Called once. */
  readonly onOver: () => void;
}

export class Expiry {
  readonly #options: ExpiryOptions;
  #end: number | null = null;
  #stage: ExpiryStage = 'far';
  #cancel: () => void = () => undefined;

  constructor(options: ExpiryOptions) {
    this.#options = options;
  }

  /** Milliseconds since 1970; null for not by itself. */
  get end(): number | null {
    return this.#end;
  }

  /** Asked by whoever lets people in: a timer may be late, this is not. */
  get isOver(): boolean {
    return stageOf(this.#end, this.#options.clock.now()) === 'over';
  }

  /** Holds at once. One that is over stays so. */
  change(end: number | null): void {
    if (this.#stage === 'over') return;
    this.#end = end;
    this.look();
  }

  /** Also to be called when the clock may have jumped. */
  look(): void {
    if (this.#stage === 'over') return;
    this.#cancel();
    const { clock, onStage, onOver } = this.#options;
    const now = clock.now();
    const before = this.#stage;
    this.#stage = stageOf(this.#end, now);
    if (this.#stage === 'over') onOver();
    else if (this.#end !== null) this.#cancel = clock.after(nextLook(this.#end, now), () => this.look());
    if (this.#stage !== before) onStage();
  }

  close(): void {
    this.#stage = 'over';
    this.#cancel();
  }
}
