import { expect, test } from 'vitest';
import { FARTHEST, NO_VALUE } from '../../contract/dataset-facts.ts';
import { colourOfName, drawPicture, onScale, pointSize, type Colours } from './draw-picture.ts';
import type { PictureData } from './picture-data.ts';

const colours: Colours = {
  categories: [
    [255, 0, 0],
    [0, 255, 0],
  ],
  nothing: [9, 9, 9],
  plain: [0, 0, 255],
};

function picture(
  points: readonly (readonly [number, number, number])[],
  head: Partial<PictureData['head']> = {},
): PictureData {
  return {
    head: { cells: points.length, points: points.length, names: ['a', 'b'], scale: null, aspect: 1, ...head },
    places: Uint16Array.from(points.flatMap(([x, y]) => [x, y])),
    codes: Uint16Array.from(points.map(([, , code]) => code)),
  };
}

/** Where there is something, as `x,y` with its colour. */
function drawn(data: PictureData, width: number, height: number): Map<string, string> {
  const image = new Uint8ClampedArray(width * height * 4);
  drawPicture(new Uint32Array(image.buffer), { width, height }, data, colours, 1);
  const found = new Map<string, string>();
  for (let at = 0; at < width * height; at += 1)
    if (image[4 * at + 3] !== 0)
      found.set(`${at % width},${Math.floor(at / width)}`, [...image.subarray(4 * at, 4 * at + 3)].join());
  return found;
}

test('x goes to the right, y goes up, and nothing leaves the canvas', () => {
  const corners = picture([
    [0, 0, 0],
    [FARTHEST, FARTHEST, 1],
  ]);
  const found = drawn(corners, 60, 60);
  expect(found.get('2,57')).toBe('255,0,0');
  expect(found.get('57,2')).toBe('0,255,0');
  expect(new Set(found.values()).size).toBe(2);
  for (const place of found.keys()) expect(place).toMatch(/^([0-5]|5[4-9]),([0-5]|5[4-9])$/);
});

test('a wide picture keeps its shape in a high place', () => {
  const wide = picture(
    [
      [0, 0, 0],
      [FARTHEST, FARTHEST, 0],
    ],
    { aspect: 4 },
  );
  const rows = [...drawn(wide, 80, 200).keys()].map((place) => Number(place.split(',')[1]));
  expect(Math.max(...rows) - Math.min(...rows)).toBeLessThan(30);
});

test('cells without a value are grey and below the others', () => {
  const found = drawn(
    picture([
      [0, 0, 1],
      [0, 0, NO_VALUE],
      [FARTHEST, 0, NO_VALUE],
    ]),
    50,
    50,
  );
  expect(new Set(found.values())).toEqual(new Set(['0,255,0', '9,9,9']));
});

test('numbers have the colours of a scale, and without a column there is one colour', () => {
  const points = [
    [0, 0, 0],
    [FARTHEST, 0, 255],
  ] as const;
  expect(new Set(drawn(picture(points, { names: [], scale: [0, 9] }), 50, 50).values())).toEqual(
    new Set([onScale(0).join(), onScale(1).join()]),
  );
  expect(new Set(drawn(picture([[0, 0, 0]], { names: [] }), 50, 50).values())).toEqual(new Set(['0,0,255']));
});

test('the scale runs from dark violet to yellow, whatever it is asked for', () => {
  expect([onScale(-1), onScale(0), onScale(0.5), onScale(1), onScale(7)]).toEqual([
    [68, 1, 84],
    [68, 1, 84],
    [33, 145, 140],
    [253, 231, 37],
    [253, 231, 37],
  ]);
});

test('colours that have to be used again are told apart', () => {
  const used = [0, 2, 4].map((number) => colourOfName(number, colours).join());
  expect(new Set(used).size).toBe(3);
});

test.each([
  [10, 6],
  [5_000, 4],
  [200_000, 1],
  [0, 6],
])('%d points are %d pixels wide', (points, size) => {
  expect(pointSize(points, 500, 500, 1)).toBe(size);
});
