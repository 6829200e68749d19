import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { drawPicture, HEIGHT, WIDTH } from './draw-picture.ts';

type Point = readonly [x: number, y: number, code: number];
const points = (each: readonly Point[]) => {
  const data = Buffer.alloc(each.length * 6);
  each.forEach(([x, y, code], at) => {
    data.writeUInt16LE(x, at * 4);
    data.writeUInt16LE(y, at * 4 + 2);
    data.writeUInt16LE(code, each.length * 4 + at * 2);
  });
  return { count: each.length, data };
};
const drawn = (aspect: number, ...each: readonly Point[]) => PNG.sync.read(drawPicture({ aspect, ...points(each) }));
const colourAt = ({ data }: PNG, x: number, y: number) => [
  ...data.subarray((y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 4),
];
const inked = ({ data }: PNG) => {
  const places = Array.from({ length: WIDTH * HEIGHT }, (_, at) => at).filter((at) => (data[at * 4 + 3] ?? 0) > 0);
  return { columns: places.map((at) => at % WIDTH), rows: places.map((at) => Math.floor(at / WIDTH)) };
};

test('a picture of nothing can be seen through', () => {
  const png = drawn(1);
  expect([png.width, png.height]).toEqual([WIDTH, HEIGHT]);
  expect(inked(png).rows).toEqual([]);
});

test('points stand where they are, from the left and from below, each category in its colour', () => {
  const png = drawn(1, [0, 0, 0], [0xffff, 0xffff, 1], [0, 0xffff, 0xffff]);
  const side = HEIGHT - 32;
  const [left, right, top, bottom] = [(WIDTH - side) / 2, (WIDTH + side) / 2, 16, HEIGHT - 16];
  expect(colourAt(png, left, bottom)).toEqual([0x3b, 0x78, 0xb0, 255]);
  expect(colourAt(png, right, top)).toEqual([0xdf, 0x8a, 0x3f, 255]);
  expect(colourAt(png, left, top)).toEqual([0x8a, 0x8d, 0x91, 255]);
});

test.each([0.2, 0.5, 1, 2, 5])('all of it is inside, at an aspect of %d', (aspect) => {
  const { columns, rows } = inked(drawn(aspect, [0, 0, 0], [0xffff, 0xffff, 1]));
  expect(Math.min(...columns)).toBeGreaterThanOrEqual(8);
  expect(Math.max(...columns)).toBeLessThan(WIDTH - 8);
  expect(Math.min(...rows)).toBeGreaterThanOrEqual(8);
  expect(Math.max(...rows)).toBeLessThan(HEIGHT - 8);
});
