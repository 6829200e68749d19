/** Which columns of cells are in a dataset's own file: the schema, as somebody sees it who has saved nothing, tells. */
import { z } from 'zod';
import type { Door } from '../ports.ts';

const schema = z.looseObject({
  schema: z.looseObject({
    annotations: z.looseObject({
      obs: z.looseObject({ columns: z.array(z.looseObject({ name: z.string() })) }),
      var: z.looseObject({ index: z.string() }),
    }),
    layout: z.looseObject({ obs: z.array(z.looseObject({ name: z.string() })) }),
  }),
});

export interface FileColumns {
  readonly cells: ReadonlySet<string>;
  /** The column that names the genes. */
  readonly geneIndex: string;
  readonly embeddings: readonly string[];
}

/** @throws when it is not a `/schema` as we know it */
export function columnsIn(answer: string): FileColumns {
  const { annotations, layout } = schema.parse(JSON.parse(answer)).schema;
  return {
    cells: new Set(annotations.obs.columns.map(({ name }) => name)),
    geneIndex: annotations.var.index,
    embeddings: layout.obs.map(({ name }) => name),
  };
}

/** Remembers them for each session, as long as its content is the same. */
export class ColumnsOfSessions {
  readonly #known = new Map<
    string,
    { readonly slug: string; readonly content: string; readonly columns: FileColumns }
  >();
  readonly #read: (door: Door) => Promise<string>;

  /** @param read gets a session's schema as nobody sees it */
  constructor(read: (door: Door) => Promise<string>) {
    this.#read = read;
  }

  known({ id, content }: Door): FileColumns | null {
    const known = this.#known.get(id);
    return known?.content === content ? known.columns : null;
  }

  /** @throws when the host does not tell */
  async learn(door: Door): Promise<FileColumns> {
    const columns = this.known(door) ?? columnsIn(await this.#read(door));
    const { id, slug, content } = door;
    this.#known.set(id, { slug, content, columns });
    return columns;
  }

  /** Forgets sessions that are over. */
  tidy(isStill: (session: { readonly id: string; readonly slug: string }) => boolean): void {
    for (const [id, { slug }] of this.#known) if (!isStill({ id, slug })) this.#known.delete(id);
  }
}
