/** Makes few notifications of much news: who comes within the same minute is told together, and a flood is told as one. Pure. */
import type { NewsKind } from '../../contract/desktop-settings.ts';
import type { News } from './session-news.ts';
import { words } from './words.ts';

export interface Bulletin {
  /** The session that a click shows; null for the window. */
  readonly session: string | null;
  readonly title: string;
  readonly text: string;
}

export interface Gate {
  /** Who came, and is not told yet. */
  readonly held: readonly News[];
  /** When people were told of last, in ms. */
  readonly toldAt: number | null;
}

export interface Decision {
  readonly gate: Gate;
  readonly show: readonly Bulletin[];
  /** When to ask again without news, in ms from `now`; null: not before there is some. */
  readonly againInMs: number | null;
}

export const emptyGate: Gate = { held: [], toldAt: null };

const TOGETHER_MS = 60_000;
/** More at once would cover the screen. */
const MOST_AT_ONCE = 3;

/** `wanted`: false while notifications are muted, or the owner looks at the window. What happens then is not told later. */
export function decide(gate: Gate, news: readonly News[], now: number, wanted: boolean): Decision {
  if (!wanted) return { gate: { ...gate, held: [] }, show: [], againInMs: null };
  const held = [...gate.held, ...news.filter(({ joined }) => joined !== undefined)];
  const urgent = news.filter(({ joined }) => joined === undefined);
  const waitMs = gate.toldAt === null ? 0 : gate.toldAt + TOGETHER_MS - now;
  const isTime = held.length > 0 && waitMs <= 0;
  return {
    gate: isTime ? { held: [], toldAt: now } : { ...gate, held },
    show: bundled([...urgent, ...(isTime ? together(held) : [])]),
    againInMs: held.length > 0 && !isTime ? waitMs : null,
  };
}

/** What the owner wants to be told of; who came and is muted is not told later either. */
export function unmuted(news: readonly News[], muted: readonly NewsKind[]): readonly News[] {
  return news.filter(({ kind }) => !muted.includes(kind));
}

function together(held: readonly News[]): readonly News[] {
  const sessions = [...new Set(held.map(({ session }) => session))];
  return sessions.flatMap((id) => {
    const [first, ...others] = held.filter(({ session }) => session === id);
    if (first === undefined) return [];
    const names = new Set([first, ...others].map(({ joined }) => joined ?? ''));
    return [{ ...first, text: words.joined([...names]) }];
  });
}

function bundled(news: readonly News[]): readonly Bulletin[] {
  if (news.length <= MOST_AT_ONCE) return news.map(({ session, title, text }) => ({ session, title, text }));
  const titles = [...new Set(news.map(({ title }) => title))];
  return [{ session: null, title: words.muchNews(news.length), text: titles.join(', ') }];
}
