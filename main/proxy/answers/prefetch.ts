/** Gets what a first page needs before anybody asks, quietly: the first collaborator waits for nothing. */
import type { Logger } from 'pino';
import pLimit from 'p-limit';
import { roles } from '../../../contract/session.ts';
import { reasonOf } from '../host-replies.ts';
import type { Directory, Door } from '../ports.ts';
import { fitted, isRewritten } from '../rewrites.ts';
import { abilitiesOf, judgeRoute } from '../route-policy.ts';
import { keyFor } from './answers.ts';
import type { Packing } from './coding.ts';
import type { ColumnsOfSessions } from './file-columns.ts';
import { NOBODY, type Flights } from './flights.ts';
import type { Improver } from './improver.ts';
import type { KeptAnswer } from './kept-answer.ts';
import { searchOf } from './canonical-query.ts';
import type { Question } from './question.ts';
import type { Shelf } from './shelf.ts';
import { CELL_COLUMNS_PATH, CONFIG_PATH, judgeAnswer, PAGE_PATH, SCHEMA_PATH } from './whose.ts';

export interface PrefetchOptions {
  readonly directory: Directory;
  readonly shelf: Shelf;
  readonly flights: Flights;
  readonly columns: ColumnsOfSessions;
  readonly improver: Improver;
  readonly log: Logger;
}

const AT_ONCE = 2;
const COLUMNS_AT_MOST = 200;
/** Of the shelf: the rest is for what people ask for themselves. */
const PART_FILLED = 2;
/** What browsers ask for by plain HTTP, and by HTTPS. */
const packings: readonly Packing[] = ['br', 'gzip'];

const filesOfPage = /\s(?:src|href)="(static\/[^"]+)"/g;
/** Of the formats of a font all browsers of today take the later ones; `.eot` is for none of them. */
const filesOfStyle = /url\(\s*["']?([^"')]+\.(?:woff2?|ttf|png))["']?\s*\)/g;

/** Ends the rest of a prefetch. */
class NoMore extends Error {}

export class Prefetch {
  readonly #options: PrefetchOptions;

  constructor(options: PrefetchOptions) {
    this.#options = options;
  }

  /** Never rejects: whoever asks later gets it from the host. */
  async run(slug: string): Promise<void> {
    const { log, directory } = this.#options;
    try {
      const door = directory.find(slug);
      if (door?.state.kind !== 'open') return;
      this.#forgetWhatIsOfTheHost(door);
      await this.#all(door);
      log.info({ session: door.id, ...this.#options.shelf.figures(door.id) }, 'fetched ahead');
    } catch (error) {
      if (!(error instanceof NoMore)) log.warn({ slug, reason: reasonOf(error) }, 'could not fetch ahead');
    }
  }

  async #all(door: Door): Promise<void> {
    const { columns } = this.#options;
    const atOnce = pLimit(AT_ONCE);
    const each = (paths: readonly string[]) => Promise.all(paths.map((path) => atOnce(() => this.#fetch(door, path))));
    const page = await this.#fetch(door, PAGE_PATH);
    await each([CONFIG_PATH, SCHEMA_PATH, '/api/v0.2/colors', '/api/v0.2/genesets']);
    const { cells, geneIndex, embeddings } = await columns.learn(door);
    const files = filesIn(await textOf(page), filesOfPage, PAGE_PATH);
    const got = await each(files);
    const styles = await Promise.all(
      got.map(async (answer, at) => ({ path: files[at] ?? '', text: isStyle(answer) ? await textOf(answer) : '' })),
    );
    await each(styles.flatMap(({ path, text }) => filesIn(text, filesOfStyle, path)));
    await each(embeddings.map((name) => `/api/v0.2/layout/obs${searchOf('layout-name', [name])}`));
    const shown = [...cells].slice(0, COLUMNS_AT_MOST);
    await each([
      ...shown.map((name) => `${CELL_COLUMNS_PATH}${searchOf('annotation-name', [name])}`),
      `/api/v0.2/annotations/var${searchOf('annotation-name', [geneIndex])}`,
    ]);
  }

  /** Null when the host had no such answer, or one that is too long to be kept. */
  async #fetch(door: Door, target: string): Promise<KeptAnswer | null> {
    this.#checkStill(door);
    const question = this.#questionOf(target, door);
    if (question === null) return null;
    const answer = this.#find(door, question) ?? (await this.#ask(door, question));
    if (answer === null) return null;
    if (isRewritten(question.path)) await this.#fit(door, question, answer);
    else this.#improve(door, question.key, question.path, answer);
    return answer;
  }

  async #ask(door: Door, question: Question): Promise<KeptAnswer | null> {
    const { flights } = this.#options;
    const seat = flights.board({
      door,
      question,
      collaborator: NOBODY,
      isHeavy: false,
      isRewritten: isRewritten(question.path),
    });
    try {
      const outcome = await seat.outcome;
      switch (outcome.kind) {
        case 'kept':
          return outcome.answer;
        case 'arriving':
          await outcome.tape.ended();
          return this.#find(door, question);
        case 'alone':
          await outcome.take()?.body.dump();
          return null;
        case 'closed':
        case 'failed':
          throw new NoMore();
        default:
          return null;
      }
    } finally {
      seat.leave();
    }
  }

  /** As people with each role get it now. */
  async #fit(door: Door, question: Question, answer: KeptAnswer): Promise<void> {
    for (const role of roles) {
      const abilities = abilitiesOf(role, door.toggles, door.hides);
      const key = keyFor(question, abilities);
      if (this.#options.shelf.find(door, key) !== undefined) continue;
      const fit = await fitted(answer, question.path, abilities);
      this.#options.shelf.keep(door, key, fit);
      this.#improve(door, key, question.path, fit);
    }
  }

  /** Goes on behind this: nobody waits for the smallest bytes. */
  #improve(door: Door, key: string, path: string, answer: KeptAnswer): void {
    for (const packing of packings)
      void this.#options.improver.improve({ session: door.id, key, path, answer }, packing);
  }

  #find(door: Door, question: Question): KeptAnswer | null {
    return this.#options.shelf.find(door, question.key) ?? null;
  }

  /** The session is over or asleep, its file has changed, or the shelf is filled enough. */
  #checkStill({ slug, id, content }: Door): void {
    const { directory, shelf } = this.#options;
    const now = directory.find(slug);
    const isSame = now?.id === id && now.content === content && now.state.kind === 'open';
    if (!isSame || shelf.figures(id).bytes > shelf.limitBytes / PART_FILLED) throw new NoMore();
  }

  #questionOf(target: string, door: Door): Question | null {
    const [path = '', query] = target.split('?', 2);
    if (!judgeRoute('GET', path).found) return null;
    const asked = {
      method: 'GET',
      path,
      search: query === undefined ? '' : `?${query}`,
      accept: path.endsWith('/genesets') ? 'application/json' : 'application/octet-stream',
      contentType: undefined,
      contentEncoding: undefined,
      body: null,
    };
    const whose = judgeAnswer(asked, this.#options.columns.known(door)?.cells ?? null);
    return whose.kind === 'person' ? null : whose.question;
  }

  /** A host that was started anew may have been told another title. */
  #forgetWhatIsOfTheHost({ id }: Door): void {
    this.#options.shelf.forget(id, `GET ${CONFIG_PATH} `);
  }
}

async function textOf(answer: KeptAnswer | null): Promise<string> {
  return answer === null ? '' : (await answer.plain()).toString('utf8');
}

function isStyle(answer: KeptAnswer | null): boolean {
  return answer?.head.contentType?.startsWith('text/css') === true;
}

/** Resolved as a browser does it; what leads elsewhere is on no list of routes. */
function filesIn(text: string, pattern: RegExp, from: string): string[] {
  const names = [...text.matchAll(pattern)].map(([, name = '']) => name);
  return [...new Set(names)].flatMap((name) => {
    const url = URL.parse(name, `http://session.invalid${from}`);
    return url === null || url.host !== 'session.invalid' ? [] : [url.pathname];
  });
}
