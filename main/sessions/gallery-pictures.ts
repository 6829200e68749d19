/** What the gallery shows of a dataset without opening it: its size and a small picture, made once for each version of a file and kept. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { toFailure } from '../../contract/errors.ts';
import type { Hides } from '../../contract/hides.ts';
import type { Look } from '../annotate/look.ts';
import type { Downloads } from '../datasets/remote/downloads.ts';
import { isRemote } from '../datasets/remote/source.ts';

export interface GalleryPicturesOptions {
  readonly folder: string;
  readonly look: Pick<Look, 'facts' | 'picture'>;
  /** Left away: only files of this computer have pictures. */
  readonly downloads?: Pick<Downloads, 'copyOf'>;
  readonly log: Logger;
}

const shownSchema = z.object({
  cells: z.int().nonnegative(),
  genes: z.int().nonnegative(),
  /** What the picture shows, for those who cannot see it; null where there is none. */
  sentence: z.string().nullable(),
  words: z.array(z.string()),
});
export type Shown = z.infer<typeof shownSchema> & {
  /** Of file and picture; part of the picture's address. */
  readonly version: string;
};

/** Raised when pictures are drawn otherwise. */
const DRAWN_AS = 1;
const POINTS = 12_000;
/** A column of more says nothing in twelve colours. */
const MOST_CATEGORIES = 60;
/** What failed is tried again after so long. */
const RETRY_MS = 10 * 60_000;
const number = new Intl.NumberFormat('en');

export class GalleryPictures {
  readonly #options: GalleryPicturesOptions;
  readonly #known = new Map<string, { readonly shown: Shown; readonly hiding: string }>();
  readonly #failed = new Map<string, number>();
  readonly #making = new Set<string>();
  #line: Promise<void> = Promise.resolve();

  constructor(options: GalleryPicturesOptions) {
    this.#options = options;
  }

  /**
   * What is known of a file now; whoever wants to know more calls {@link refresh}.
   *
   * @param hides what is hidden now: a picture from before is not shown any more
   */
  of(path: string, hides: Hides): Shown | null {
    const known = this.#known.get(path);
    return known?.hiding === hidingOf(hides) ? known.shown : null;
  }

  /** @param hides what nobody is to see: neither a picture's colours nor its legend may tell it */
  async refresh(path: string, hides: Hides): Promise<void> {
    // What was never downloaded, or had to make room, is not fetched for a picture.
    const local = isRemote(path) ? ((await this.#options.downloads?.copyOf(path)) ?? null) : path;
    const stats = local === null ? null : await stat(local).catch(() => null);
    if (local === null || stats === null) return;
    const version = createHash('sha256')
      .update(JSON.stringify([DRAWN_AS, path, stats.size, stats.mtimeMs, hidingOf(hides)]))
      .digest('hex')
      .slice(0, 24);
    if (this.#known.get(path)?.shown.version === version || this.#making.has(version)) return;
    const kept = await this.#read(version);
    if (kept !== null) this.#known.set(path, { shown: kept, hiding: hidingOf(hides) });
    else if (Date.now() - (this.#failed.get(version) ?? -RETRY_MS) >= RETRY_MS)
      await this.#inTurn(path, local, version, hides);
  }

  async png(path: string, hides: Hides): Promise<Buffer | null> {
    const shown = this.of(path, hides);
    return shown?.sentence == null ? null : readFile(this.#file(shown.version, 'png')).catch(() => null);
  }

  /** One after another: whoever looks at cells goes before pictures of them. */
  #inTurn(path: string, local: string, version: string, hides: Hides): Promise<void> {
    this.#making.add(version);
    this.#line = this.#line.then(async () => {
      try {
        const shown = await this.#make(local, version, hides);
        if (shown !== null) this.#known.set(path, { shown, hiding: hidingOf(hides) });
      } catch (error) {
        this.#failed.set(version, Date.now());
        this.#options.log.warn({ path: local, failure: toFailure(error) }, 'no picture for the gallery');
      } finally {
        this.#making.delete(version);
      }
    });
    return this.#line;
  }

  /** Null as long as there is nothing to look with. */
  async #make(path: string, version: string, hides: Hides): Promise<Shown | null> {
    const seen = await this.#options.look.facts(path);
    if (seen === null) return null;
    const { cells, genes, embeddings, cellColumns } = seen.facts;
    const usable = embeddings.filter(({ why }) => why === null);
    const embedding = usable.find(({ name }) => name.toLowerCase() === 'umap') ?? usable[0];
    const column = cellColumns.find(
      ({ name, kind, categories }) =>
        kind === 'category' &&
        !hides.columns.includes(name) &&
        (categories ?? 0) > 1 &&
        (categories ?? 0) <= MOST_CATEGORIES,
    );
    if (embedding === undefined) return this.#keep(version, { cells, genes, sentence: null, words: [] }, null);
    const colour = column === undefined ? {} : { column: column.name };
    const picture = await this.#options.look.picture({ path, embedding: embedding.name, points: POINTS, ...colour });
    if (picture === null) return null;
    const { names, points, aspect } = picture.head;
    const coloured = column === undefined ? '' : ` in ${names.length} groups, coloured by ${column.name}`;
    const sentence = `${embedding.name} of ${number.format(cells)} cells${coloured}`;
    const { drawPicture } = await import('./draw-picture.ts');
    const png = drawPicture({ count: points, aspect, data: Buffer.from(picture.data) });
    return this.#keep(version, { cells, genes, sentence, words: names }, png);
  }

  async #keep(version: string, shown: Omit<Shown, 'version'>, png: Buffer | null): Promise<Shown> {
    await mkdir(this.#options.folder, { recursive: true, mode: 0o700 });
    if (png !== null) await this.#write(this.#file(version, 'png'), png);
    await this.#write(this.#file(version, 'json'), JSON.stringify(shown));
    return { ...shown, version };
  }

  async #read(version: string): Promise<Shown | null> {
    const text = await readFile(this.#file(version, 'json'), 'utf8').catch(() => null);
    if (text === null) return null;
    try {
      return { ...shownSchema.parse(JSON.parse(text)), version };
    } catch {
      return null; // damaged: made anew
    }
  }

  async #write(file: string, content: Buffer | string): Promise<void> {
    const beside = `${file}.${process.pid}.new`;
    await writeFile(beside, content, { mode: 0o600 });
    await rename(beside, file);
  }

  #file(version: string, ending: 'png' | 'json'): string {
    return join(this.#options.folder, `${version}.${ending}`);
  }
}

function hidingOf({ columns }: Hides): string {
  return JSON.stringify([...columns].sort());
}
