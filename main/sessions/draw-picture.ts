/** Draws a dataset's small picture for the gallery: an embedding's points in the colours of its first category, on nothing. Pure. */
import { PNG } from 'pngjs';

/** Twice as large as it is shown at the least. */
export const WIDTH = 544;
export const HEIGHT = 408;
const MARGIN = 16;
const FINEST = 0xffff;
const MISSING = 0xffff;
/** The design's categories: at least 2.6:1 on light and dark alike. */
const palette: readonly (readonly [number, number, number])[] = [
  [0x3b, 0x78, 0xb0],
  [0xdf, 0x8a, 0x3f],
  [0x4a, 0x9a, 0x66],
  [0xc5, 0x52, 0x3b],
  [0x86, 0x69, 0xb0],
  [0x97, 0x67, 0x4b],
  [0xd3, 0x76, 0x9c],
  [0x7b, 0x80, 0x88],
  [0xb0, 0x9b, 0x2f],
  [0x36, 0xa1, 0x9f],
  [0x5a, 0x63, 0xb8],
  [0xc2, 0x95, 0x66],
];
const grey = [0x8a, 0x8d, 0x91] as const;

export interface Points {
  readonly count: number;
  /** Width by height of what is shown. */
  readonly aspect: number;
  /** Little-endian 16-bit numbers: x, y, x, y, … from 0 to 65535, y from below, then a code each; 65535 for no value. */
  readonly data: Buffer;
}

/** @returns a PNG whose empty places can be seen through, so that it fits light and dark pages */
export function drawPicture({ count, aspect, data }: Points): Buffer {
  const picture = new PNG({ width: WIDTH, height: HEIGHT });
  picture.data.fill(0);
  const { left, top, width, height } = frameFor(aspect);
  const radius = radiusFor(count);
  for (let at = 0; at < count; at += 1) {
    const x = left + (data.readUInt16LE(at * 4) / FINEST) * width;
    const y = top + (1 - data.readUInt16LE(at * 4 + 2) / FINEST) * height;
    const code = data.readUInt16LE(count * 4 + at * 2);
    dot(picture, x, y, radius, code === MISSING ? grey : (palette[code % palette.length] ?? grey));
  }
  return PNG.sync.write(picture);
}

/** As large as fits, in the middle. */
function frameFor(aspect: number) {
  const [most, tallest] = [WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN];
  const width = Math.min(most, tallest * aspect);
  const height = width / aspect;
  return { left: (WIDTH - width) / 2, top: (HEIGHT - height) / 2, width, height };
}

/** Few points are drawn large enough to be seen, many small enough to be told apart. */
function radiusFor(count: number): number {
  return Math.min(5, Math.max(1.2, 110 / Math.sqrt(Math.max(1, count))));
}

function dot(picture: PNG, x: number, y: number, radius: number, colour: readonly [number, number, number]): void {
  const reach = Math.ceil(radius + 1);
  for (let row = Math.floor(y) - reach; row <= Math.floor(y) + reach; row += 1) {
    for (let column = Math.floor(x) - reach; column <= Math.floor(x) + reach; column += 1) {
      const cover = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(column + 0.5 - x, row + 0.5 - y)));
      if (cover > 0 && row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH)
        blend(picture, row, column, colour, cover);
    }
  }
}

function blend(
  picture: PNG,
  row: number,
  column: number,
  colour: readonly [number, number, number],
  cover: number,
): void {
  const at = (row * WIDTH + column) * 4;
  const before = (picture.data[at + 3] ?? 0) / 255;
  const after = cover + before * (1 - cover);
  for (const [index, value] of colour.entries())
    picture.data[at + index] = Math.round(
      (value * cover + (picture.data[at + index] ?? 0) * before * (1 - cover)) / after,
    );
  picture.data[at + 3] = Math.round(after * 255);
}
