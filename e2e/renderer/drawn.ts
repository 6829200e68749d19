/** Small pictures of invented cells, for the gallery and for what was shared before: another one for each seed, the same each time. */
import { PNG } from 'pngjs';

const WIDTH = 272;
const HEIGHT = 204;
const CELLS = 3000;
/** A dot. */
const square = [0, 1].flatMap((right) => [0, 1].map((down) => [right, down] as const));
const colours = [0x3b78b0, 0xdf8a3f, 0x4a9a66, 0xc5523b, 0x8669b0, 0x97674b, 0xd3769c, 0x7b8088];

export function aPicture(seed: string): PNG {
  const png = new PNG({ width: WIDTH, height: HEIGHT });
  const random = numbersFrom(seed);
  const groups = colours.map((colour) => ({
    colour,
    x: WIDTH * (0.2 + 0.6 * random()),
    y: HEIGHT * (0.2 + 0.6 * random()),
    wide: 8 + 14 * random(),
    high: 6 + 10 * random(),
  }));
  // The sum of three is close enough to a bell.
  const bell = () => random() + random() + random() - 1.5;
  for (let cell = 0; cell < CELLS; cell += 1) {
    const group = groups[cell % groups.length];
    if (group === undefined) continue;
    const [x, y] = [Math.round(group.x + 2 * group.wide * bell()), Math.round(group.y + 2 * group.high * bell())];
    for (const [right, down] of square) dot(png, x + right, y + down, group.colour);
  }
  return png;
}

function dot(png: PNG, x: number, y: number, colour: number): void {
  if (x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT) return;
  png.data.set([colour >> 16, (colour >> 8) & 0xff, colour & 0xff, 0xff], 4 * (y * WIDTH + x));
}

/** Numbers from 0 to 1 by a linear congruential generator, which starts with the text. */
function numbersFrom(seed: string): () => number {
  let state = Array.from(seed).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 0x7fffffff, 7);
  return () => {
    state = (state * 48271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
}
