/** The cells of a dataset as its embedding places them, coloured by a column: to see at once whether it is the right file. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { DatasetFacts } from '../../contract/dataset-facts.ts';
import { useApp } from '../app-context.ts';
import { columnsToColourBy, embeddingsToDraw, type PictureChoice } from '../dataset/first-choice.ts';
import type { PictureData } from '../dataset/picture-data.ts';
import { PictureCanvas } from '../parts/picture-canvas.tsx';
import { PictureLegend } from '../parts/picture-legend.tsx';
import { texts } from '../texts/texts.ts';

interface EmbeddingPictureProps {
  readonly path: string;
  readonly facts: DatasetFacts;
  readonly first: PictureChoice;
}

type Drawn =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'drawn'; readonly data: PictureData; readonly choice: PictureChoice }
  | { readonly kind: 'failed' };

export function EmbeddingPicture({ path, facts, first }: EmbeddingPictureProps) {
  const { client } = useApp();
  const [choice, setChoice] = useState(first);
  const [drawn, setDrawn] = useState<Drawn>({ kind: 'waiting' });
  const known = useRef(new Map<string, PictureData>());
  const id = useId();
  useEffect(() => {
    let current = true;
    const key = JSON.stringify(choice);
    const had = known.current.get(key);
    const show = (data: PictureData) => {
      known.current.set(key, data);
      if (current) setDrawn({ kind: 'drawn', data, choice });
    };
    if (had === undefined)
      client.picture({ path, embedding: choice.embedding, column: choice.column ?? undefined }).then(show, () => {
        if (current) setDrawn({ kind: 'failed' });
      });
    else show(had);
    return () => {
      current = false;
    };
  }, [path, choice]);

  return (
    <section class="picture" aria-label={texts.picture.title}>
      <div class="picture-choices">
        <label class="row small" for={`${id}-embedding`}>
          <span class="muted">{texts.picture.embedding}</span>
          <select
            id={`${id}-embedding`}
            class="pick"
            value={choice.embedding}
            onChange={(event) => setChoice({ ...choice, embedding: event.currentTarget.value })}
          >
            {embeddingsToDraw(facts).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label class="row small" for={`${id}-column`}>
          <span class="muted">{texts.picture.column}</span>
          <select
            id={`${id}-column`}
            class="pick"
            value={choice.column === null ? '' : `=${choice.column}`}
            onChange={({ currentTarget: { value } }) =>
              setChoice({ ...choice, column: value === '' ? null : value.slice(1) })
            }
          >
            {columnsToColourBy(facts).map((name) => (
              <option key={name} value={`=${name}`}>
                {name}
              </option>
            ))}
            <option value="">{texts.picture.oneColour}</option>
          </select>
        </label>
      </div>
      <div class="plot">
        {drawn.kind === 'drawn' && <PictureCanvas data={drawn.data} label={labelOf(drawn)} />}
        {drawn.kind === 'failed' && <p class="small muted">{texts.picture.failed}</p>}
      </div>
      {drawn.kind === 'drawn' && <PictureLegend head={drawn.data.head} />}
      <p class="sr" role="status">
        {drawn.kind === 'waiting' ? texts.picture.drawing : drawn.kind === 'drawn' ? labelOf(drawn) : ''}
      </p>
    </section>
  );
}

function labelOf({ data, choice }: Extract<Drawn, { kind: 'drawn' }>): string {
  const { cells, names, scale } = data.head;
  const groups = choice.column === null || scale !== null ? null : names.length;
  return texts.picture.says({ embedding: choice.embedding, cells, column: choice.column, groups });
}
