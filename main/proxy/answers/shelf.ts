/** Where answers are kept: in memory, by session, bounded in bytes; what was not asked for longest goes first. */
import { LRUCache } from 'lru-cache';
import type { KeptAnswer } from './kept-answer.ts';

export interface ShelfFigures {
  /** Requests that were answered from here. */
  readonly hits: number;
  /** Requests that could have been, and had to be passed to the host or wait for one that was. */
  readonly misses: number;
  readonly bytes: number;
}

/** Which session, and what its answers are of: a door, to those who pass it. */
export interface SessionContent {
  readonly id: string;
  readonly slug: string;
  readonly content: string;
}

/** A single answer takes this part of the whole at most. */
const LARGEST_PART = 4;

/** What is kept of one session: of one content, which gives way to the next when the file has changed. */
interface Section {
  readonly slug: string;
  content: string;
  hits: number;
  misses: number;
  bytes: number;
  /** What each answer was weighed at. */
  readonly weights: Map<string, number>;
}

export class Shelf {
  readonly #answers: LRUCache<string, KeptAnswer>;
  readonly #sections = new Map<string, Section>();
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
    this.#answers = new LRUCache({
      maxSize: Math.max(1, limitBytes),
      maxEntrySize: Math.max(1, this.largest),
      dispose: (_answer, name) => this.#forgetName(name),
    });
  }

  /** Bytes of the largest answer that is kept. */
  get largest(): number {
    return Math.floor(this.limitBytes / LARGEST_PART);
  }

  find(of: SessionContent, key: string): KeptAnswer | undefined {
    this.#section(of);
    return this.#answers.get(nameOf(of.id, key));
  }

  /** Keeps an answer; one of a content that is over by now is not kept. */
  keep({ id, content }: SessionContent, key: string, answer: KeptAnswer): void {
    const section = this.#sections.get(id);
    if (section?.content === content) this.#put(id, section, key, answer);
  }

  /** Weighs again an answer that has come to hold more or fewer bytes, if it is still kept. */
  reweigh(session: string, key: string, answer: KeptAnswer): void {
    const section = this.#sections.get(session);
    if (section !== undefined && this.holds(session, key, answer)) this.#put(session, section, key, answer);
  }

  /** Whether this very answer is still kept. */
  holds(session: string, key: string, answer: KeptAnswer): boolean {
    return this.#answers.peek(nameOf(session, key)) === answer;
  }

  count(of: SessionContent, what: 'hits' | 'misses'): void {
    this.#section(of)[what] += 1;
  }

  figures(session: string): ShelfFigures {
    const { hits = 0, misses = 0, bytes = 0 } = this.#sections.get(session) ?? {};
    return { hits, misses, bytes };
  }

  /** Lets go of what was kept under keys that begin so. */
  forget(session: string, beginning: string): void {
    for (const key of [...(this.#sections.get(session)?.weights.keys() ?? [])])
      if (key.startsWith(beginning)) this.#answers.delete(nameOf(session, key));
  }

  /** Lets go of what was kept of sessions that are over. */
  tidy(isStill: (session: { readonly id: string; readonly slug: string }) => boolean): void {
    for (const [id, section] of this.#sections) {
      if (isStill({ id, slug: section.slug })) continue;
      this.#empty(id, section);
      this.#sections.delete(id);
    }
  }

  /** The file has changed, or the session is new: what was kept before is of no use to anybody. */
  #section({ id, slug, content }: SessionContent): Section {
    const known = this.#sections.get(id);
    if (known === undefined) {
      const section: Section = { slug, content, hits: 0, misses: 0, bytes: 0, weights: new Map() };
      this.#sections.set(id, section);
      return section;
    }
    if (known.content !== content) {
      this.#empty(id, known);
      known.content = content;
    }
    return known;
  }

  #put(session: string, section: Section, key: string, answer: KeptAnswer): void {
    const name = nameOf(session, key);
    // Packed it may fit where it does not with its plain bytes beside.
    if (answer.size > this.largest) answer.dropPlain();
    const { size } = answer;
    // Setting the same value again would not weigh it.
    this.#answers.delete(name);
    section.weights.set(key, size);
    section.bytes += size;
    this.#answers.set(name, answer, { size });
    // What is too large is neither taken nor disposed of.
    if (!this.#answers.has(name)) this.#forgetWeight(section, key);
  }

  #empty(session: string, section: Section): void {
    for (const key of [...section.weights.keys()]) this.#answers.delete(nameOf(session, key));
  }

  #forgetName(name: string): void {
    const at = name.indexOf(' ');
    const section = this.#sections.get(name.slice(0, at));
    if (section !== undefined) this.#forgetWeight(section, name.slice(at + 1));
  }

  #forgetWeight(section: Section, key: string): void {
    section.bytes -= section.weights.get(key) ?? 0;
    section.weights.delete(key);
  }
}

/** Ids of sessions hold no space. */
function nameOf(session: string, key: string): string {
  return `${session} ${key}`;
}
