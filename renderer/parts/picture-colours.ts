/** The colours of a picture as they are decided in tokens.css, for light or dark as it is now. */
import type { Colour, Colours } from '../dataset/draw-picture.ts';

const CATEGORIES = 12;

export function readColours(): Colours {
  const styles = getComputedStyle(document.documentElement);
  const read = (name: string): Colour => {
    const hex = styles.getPropertyValue(name).trim();
    const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) || 0;
    return [part(1), part(3), part(5)];
  };
  return {
    categories: Array.from({ length: CATEGORIES }, (_, index) => read(`--cat-${index + 1}`)),
    nothing: read('--line-button'),
    plain: read('--accent'),
  };
}
