/** Which colour of a picture stands for what: names beside their colours, or a scale. */
import { useEffect, useState } from 'preact/hooks';
import type { PictureHead } from '../../contract/dataset-facts.ts';
import { colourOfName, viridis, type Colour } from '../dataset/draw-picture.ts';
import { format, texts } from '../texts/texts.ts';
import { readColours } from './picture-colours.ts';

const LISTED_AT_MOST = 36;

const css = ([red, green, blue]: Colour) => `rgb(${red}, ${green}, ${blue})`;

export function PictureLegend({ head }: { head: PictureHead }) {
  const colours = useColours();
  const more = head.names.length - LISTED_AT_MOST;
  return (
    <div class="legend">
      {head.scale !== null ? (
        <p class="scale" aria-label={texts.picture.scale(ends(head.scale))}>
          <span>{ends(head.scale).low}</span>
          <i style={{ background: `linear-gradient(90deg, ${viridis.map(css).join(', ')})` }} />
          <span>{ends(head.scale).high}</span>
        </p>
      ) : (
        head.names.length > 0 && (
          <ul>
            {head.names.slice(0, LISTED_AT_MOST).map((name, number) => (
              <li key={number} title={name}>
                <i style={{ background: css(colourOfName(number, colours)) }} />
                <span class="clip">{name}</span>
              </li>
            ))}
            {more > 0 && <li>{texts.picture.more({ count: more })}</li>}
          </ul>
        )
      )}
      {head.points < head.cells && <p class="muted">{texts.picture.sample({ points: head.points })}</p>}
    </div>
  );
}

function ends([low, high]: readonly [number, number]) {
  return { low: format.figure(low), high: format.figure(high) };
}

/** Read anew when light turns to dark, or back. */
function useColours() {
  const [colours, setColours] = useState(readColours);
  useEffect(() => {
    const read = () => setColours(readColours());
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', read);
    const themed = new MutationObserver(read);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      dark.removeEventListener('change', read);
      themed.disconnect();
    };
  }, []);
  return colours;
}
