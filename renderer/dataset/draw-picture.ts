/** Draws points into pixels, all at once: a canvas would take a call for each. Pure but for the pixels it is given. */
import { FARTHEST, LARGEST, NO_VALUE } from '../../contract/dataset-facts.ts';
import type { PictureData } from './picture-data.ts';

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

export interface Colours {
  /** Of names, one after the other. */
  readonly categories: readonly Colour[];
  /** Of cells without a value. */
  readonly nothing: Colour;
  /** Of cells that are not coloured by anything. */
  readonly plain: Colour;
}

/** Viridis, which colour-blind people can read as well as anybody. */
export const viridis: readonly Colour[] = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
];

/** @param share 0 to 1 */
export function onScale(share: number): Colour {
  const at = Math.min(Math.max(share, 0), 1) * (viridis.length - 1);
  const index = Math.min(Math.floor(at), viridis.length - 2);
  const [from, to] = [viridis[index] ?? [0, 0, 0], viridis[index + 1] ?? [0, 0, 0]];
  const between = (part: 0 | 1 | 2) => Math.round(from[part] + (to[part] - from[part]) * (at - index));
  return [between(0), between(1), between(2)];
}

/** After the last colour they begin again, each time further towards grey, so that neighbours in the legend still differ. */
export function colourOfName(number: number, { categories, nothing }: Colours): Colour {
  const colour = categories[number % categories.length] ?? nothing;
  const round = Math.min(Math.floor(number / categories.length), 3);
  const mixed = (part: 0 | 1 | 2) => Math.round(colour[part] + (nothing[part] - colour[part]) * 0.22 * round);
  return [mixed(0), mixed(1), mixed(2)];
}

/** @returns for each code its colour, as a pixel */
function pixelOf({ head }: PictureData, colours: Colours): (code: number) => number {
  const nothing = pixel(colours.nothing);
  if (head.scale !== null) {
    const ramp = Array.from({ length: LARGEST + 1 }, (_, code) => pixel(onScale(code / LARGEST)));
    return (code) => ramp[code] ?? nothing;
  }
  const names = head.names.map((_, number) => pixel(colourOfName(number, colours)));
  const plain = pixel(colours.plain);
  return (code) => (code === NO_VALUE ? nothing : (names[code] ?? plain));
}

function pixel([red, green, blue]: Colour): number {
  const bytes = new Uint8Array([red, green, blue, 255]);
  return new Uint32Array(bytes.buffer)[0] ?? 0;
}

/** Diameter of a point in pixels: many points are small, few are large. */
export function pointSize(points: number, width: number, height: number, density: number): number {
  const room = Math.sqrt((width * height) / Math.max(points, 1));
  return Math.max(1, Math.round(Math.min(room * 0.55, 6 * density)));
}

/**
 * @param pixels width × height of them, which are overwritten
 * @param density pixels of the screen for one of the page
 */
export function drawPicture(
  pixels: Uint32Array,
  size: { readonly width: number; readonly height: number },
  picture: PictureData,
  colours: Colours,
  density: number,
): void {
  pixels.fill(0);
  const { places, codes, head } = picture;
  const { width, height } = size;
  const dot = pointSize(codes.length, width, height, density);
  const box = fitted(width - dot, height - dot, head.aspect);
  const colourOf = pixelOf(picture, colours);
  const stamp = stampOf(dot, width);
  // Cells without a value lie below all others.
  for (const isBelow of [true, false]) {
    for (let index = 0; index < codes.length; index += 1) {
      const code = codes[index] ?? NO_VALUE;
      if ((code === NO_VALUE) !== isBelow) continue;
      const x = Math.round(box.left + ((places[2 * index] ?? 0) / FARTHEST) * box.width);
      const y = Math.round(box.top + (1 - (places[2 * index + 1] ?? 0) / FARTHEST) * box.height);
      const colour = colourOf(code);
      const corner = y * width + x;
      for (const step of stamp) pixels[corner + step] = colour;
    }
  }
}

/** As large as it fits in, in the middle. */
function fitted(width: number, height: number, aspect: number) {
  const side = Math.min(width, height * aspect);
  const fit = { width: side, height: side / aspect };
  return { ...fit, left: (width - fit.width) / 2, top: (height - fit.height) / 2 };
}

/** A disc, as steps from its upper left corner. */
function stampOf(size: number, width: number): readonly number[] {
  const steps: number[] = [];
  const middle = (size - 1) / 2;
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      if (size < 3 || Math.hypot(row - middle, column - middle) <= size / 2) steps.push(row * width + column);
  return steps;
}
