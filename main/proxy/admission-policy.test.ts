import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  judgeArrival,
  nextInLine,
  personOf,
  refusalMessage,
  retryAfter,
  type AdmissionLimits,
  type Asker,
  type Line,
} from './admission-policy.ts';

const limits: AdmissionLimits = { places: 2, linePerCollaborator: 2, line: 3, lineBytes: 100 };

/** `a1` is collaborator 1 at session a; a capital letter is a session whose host bears one at a time. */
const asker = (text: string, bytes = 0): Asker => {
  const session = text.charAt(0);
  return { session, collaborator: text.slice(1), atOnce: session === session.toUpperCase() ? 1 : 8, bytes };
};
const askers = (text: string) => text.split(' ').flatMap((one) => (one === '' ? [] : [asker(one)]));
/** `turns`: whose turn it was, the latest last. */
const line = (running: string, waiting: string, turns = running): Line => ({
  running: askers(running),
  waiting: askers(waiting),
  turns: new Map(askers(turns).map((one, number) => [personOf(one), number])),
});

describe('arriving', () => {
  test.each([
    ['a free computer', line('', ''), 'enter'],
    ['one place left', line('b1', ''), 'enter'],
    ['all places taken', line('b1 b2', ''), 'wait'],
    ['the one place of this session taken', line('A1', ''), 'wait', asker('A2')],
    ['a place that nobody in line can use', line('A1', 'A2 A3'), 'enter'],
    ['a place that is due to somebody else', line('b1', 'c1', 'b1 a1'), 'wait'],
    ['two of this person waiting', line('b1 b2', 'a1 a1'), 'line-full'],
    ['two of this name waiting at another session', line('b1 b2', 'c1 c1'), 'wait'],
    ['the line full', line('b1 b2', 'b1 b2 b3'), 'line-full'],
  ] as const)('%s', (_, at, verdict, who = asker('a1')) => {
    expect(judgeArrival(at, who, limits, 'enough')).toBe(verdict);
  });

  test('what waits holds a bounded part of memory', () => {
    const full: Line = { ...line('b1 b2', ''), waiting: [asker('c1', 60)] };
    expect(judgeArrival(full, asker('a1', 40), limits, 'enough')).toBe('wait');
    expect(judgeArrival(full, asker('a1', 41), limits, 'enough')).toBe('line-full');
  });

  test('nobody enters while memory is short', () => {
    expect(judgeArrival(line('', ''), asker('a1'), limits, 'short')).toBe('memory');
  });
});

describe('whose turn it is', () => {
  test.each([
    ['nobody waits', line('', ''), null],
    ['all places taken', line('b1 b2', 'a1'), null],
    ['who came first', line('', 'a1 a2'), 0],
    ['who had no turn before who had one', line('', 'a1 a1 a2', 'a1'), 2],
    ['who had a turn longest ago', line('', 'a1 a2 a3', 'a2 a3 a1'), 1],
    ['not who asks a session that is busy', line('A1', 'A2 a1', 'a1'), 1],
    ['the same name at another session is somebody else', line('', 'a1 b1', 'a1'), 1],
    ['only such who ask a busy session', line('A1', 'A2 A3'), null],
  ])('%s', (_, at, place) => {
    expect(nextInLine(at, limits)).toBe(place);
  });
});

test('each refusal has a sentence that says what to do, and a time', () => {
  for (const why of ['line-full', 'waited-too-long', 'memory'] as const) {
    expect(refusalMessage(why)).toMatch(/[Tt]ry/);
    expect(retryAfter(why)).toBeGreaterThan(0);
  }
});

/** Plays arrivals and ends as `Admission` does and says, after each step, who was served. */
class Game {
  readonly running: Asker[] = [];
  readonly waiting: Asker[] = [];
  readonly turns = new Map<string, number>();
  readonly served: { readonly who: Asker; readonly passedOver: readonly Asker[] }[] = [];
  readonly #limits: AdmissionLimits;

  constructor(places: number) {
    this.#limits = { places, linePerCollaborator: 64, line: 256, lineBytes: 1 };
  }

  arrive(who: Asker): void {
    if (judgeArrival(this, who, this.#limits, 'enough') === 'enter') this.#serve(who);
    else this.waiting.push(who);
  }

  end(number: number): void {
    this.running.splice(number % this.running.length, 1);
    for (let place = nextInLine(this, this.#limits); place !== null; place = nextInLine(this, this.#limits)) {
      const [next] = this.waiting.splice(place, 1);
      if (next !== undefined) this.#serve(next);
    }
  }

  busy({ session }: Asker): number {
    return this.running.filter((other) => other.session === session).length;
  }

  #serve(who: Asker): void {
    const passedOver = this.waiting.filter((other) => this.busy(other) < other.atOnce);
    this.running.push(who);
    this.turns.set(personOf(who), this.served.length);
    this.served.push({ who, passedOver });
  }
}

const anyAsker = fc.constantFrom('a1', 'a2', 'a3', 'b1', 'b2', 'A1', 'A2').map((text) => asker(text));
const anyStep = fc.oneof(
  { weight: 3, arbitrary: anyAsker.map((who) => ({ arrives: who })) },
  { weight: 2, arbitrary: fc.nat().map((number) => ({ ends: number })) },
);
const anyPlay = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(anyStep, { maxLength: 120 }));

function play([places, steps]: typeof anyPlay extends fc.Arbitrary<infer T> ? T : never, after: (game: Game) => void) {
  const game = new Game(places);
  for (const step of steps) {
    if ('arrives' in step) game.arrive(step.arrives);
    else if (game.running.length > 0) game.end(step.ends);
    after(game);
  }
  return game;
}

describe('whatever is asked in whatever order', () => {
  test('places and what a host can bear are never exceeded, and no place stays free that somebody could use', () => {
    fc.assert(
      fc.property(anyPlay, ([places, steps]) => {
        play([places, steps], (game) => {
          expect(game.running.length).toBeLessThanOrEqual(places);
          for (const who of game.running) expect(game.busy(who)).toBeLessThanOrEqual(who.atOnce);
          if (game.running.length < places)
            for (const who of game.waiting) expect(game.busy(who)).toBeGreaterThanOrEqual(who.atOnce);
        });
      }),
    );
  });

  test('nobody is served twice while another, who could have been served both times, waits', () => {
    fc.assert(
      fc.property(anyPlay, (anyGame) => {
        const { served } = play(anyGame, () => undefined);
        for (const [first, { who, passedOver }] of served.entries()) {
          const again = served.findIndex((turn, number) => number > first && personOf(turn.who) === personOf(who));
          if (again === -1) continue;
          const still = served[again]?.passedOver ?? [];
          const others = passedOver.filter((other) => personOf(other) !== personOf(who));
          expect(still.filter((other) => others.includes(other))).toEqual([]);
        }
      }),
    );
  });

  test('one person’s twenty do not delay another’s first by more than what is being computed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }), (places, many) => {
        const game = new Game(places);
        for (let number = 0; number < many; number += 1) game.arrive(asker('a1'));
        game.arrive(asker('a2'));
        game.end(0);
        expect(game.served.at(many <= places ? many : -1)?.who.collaborator).toBe('2');
      }),
    );
  });
});
