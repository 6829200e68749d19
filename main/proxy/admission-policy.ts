/** Who may have the owner's computer compute now, who waits for it, and whose turn is next. Pure: no clock, no I/O. */
import { assertNever } from '../../contract/assert-never.ts';

export interface AdmissionLimits {
  /** How many heavy requests run at once, over all sessions: more than there are cores would only slow each other down. */
  readonly places: number;
  /** How many may wait, of one collaborator and of all together. */
  readonly linePerCollaborator: number;
  readonly line: number;
  /** How much those who wait may hold in memory with what they have sent. */
  readonly lineBytes: number;
}

/** Somebody who waits or is being served. */
export interface Asker {
  readonly session: string;
  readonly collaborator: string;
  /** How many at once this session's host can bear. */
  readonly atOnce: number;
  readonly bytes: number;
}

/** Everything that decides about turns. */
export interface Line {
  readonly running: readonly Asker[];
  /** In the order they came. */
  readonly waiting: readonly Asker[];
  /** When each person's last turn was, as a number that grows from turn to turn; nobody who has had none is in it. */
  readonly turns: ReadonlyMap<string, number>;
}

export type ArrivalVerdict = 'enter' | 'wait' | 'line-full' | 'memory';

/** Why somebody was sent away. */
export type Refusal = 'line-full' | 'waited-too-long' | 'memory';

/** One person at one session: the unit between which turns are shared out. */
export function personOf({ session, collaborator }: Pick<Asker, 'session' | 'collaborator'>): string {
  return `${session} ${collaborator}`;
}

export function judgeArrival(
  line: Line,
  asker: Asker,
  limits: AdmissionLimits,
  memory: 'enough' | 'short',
): ArrivalVerdict {
  if (memory === 'short') return 'memory';
  const { running, waiting, turns } = line;
  if (nextInLine({ running, waiting: [...waiting, asker], turns }, limits) === waiting.length) return 'enter';
  const ofThisPerson = waiting.filter((other) => personOf(other) === personOf(asker));
  const isFull =
    waiting.length >= limits.line ||
    ofThisPerson.length >= limits.linePerCollaborator ||
    totalBytes(waiting) + asker.bytes > limits.lineBytes;
  return isFull ? 'line-full' : 'wait';
}

/**
 * Whose turn it is: of those whose session can bear one more, the person whose last turn is longest ago, and of that person's requests
 * the one that came first. So everybody's first goes before anybody's second, whatever else is asked.
 *
 * @returns the place in `line.waiting`, or null when all have to wait
 */
export function nextInLine({ running, waiting, turns }: Line, { places }: AdmissionLimits): number | null {
  if (running.length >= places) return null;
  let next: { readonly place: number; readonly turn: number } | null = null;
  for (const [place, asker] of waiting.entries()) {
    const busy = running.filter(({ session }) => session === asker.session).length;
    if (busy >= asker.atOnce) continue;
    const turn = turns.get(personOf(asker)) ?? -Infinity;
    if (next === null || turn < next.turn) next = { place, turn };
  }
  return next?.place ?? null;
}

/** What a collaborator reads in Annotate. */
export function refusalMessage(why: Refusal): string {
  switch (why) {
    case 'line-full':
      return 'Many differential expressions are waiting already. Try again in a moment.';
    case 'waited-too-long':
      return 'The computer that shares this dataset is busy with other differential expressions. Try again in a moment.';
    case 'memory':
      return 'The computer that shares this dataset is short of memory right now. Looking around still works; try this again in a minute.';
    default:
      return assertNever(why);
  }
}

/** Seconds after which trying again has a chance. */
export function retryAfter(why: Refusal): number {
  return why === 'memory' ? 30 : 10;
}

function totalBytes(askers: readonly Asker[]): number {
  return askers.reduce((sum, { bytes }) => sum + bytes, 0);
}
