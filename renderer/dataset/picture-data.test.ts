import { expect, test } from 'vitest';
import { readPicture } from './picture-data.ts';

const head = { cells: 3, points: 2, names: ['a\nb', 'c'], scale: null, aspect: 1.5 };

function bytes(line: string, numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const low = numbers.flatMap((number) => [number & 0xff, number >> 8]);
  return Uint8Array.from([...new TextEncoder().encode(`${line}\n`), ...low]);
}

// The line is once of an even and once of an odd length.
test.each(['', ' '])('the head, then places, then codes%s', (space) => {
  const picture = readPicture(bytes(JSON.stringify(head) + space, [0, 65_535, 10, 256, 1, 65_535]));
  expect(picture?.head).toEqual(head);
  expect([...(picture?.places ?? [])]).toEqual([0, 65_535, 10, 256]);
  expect([...(picture?.codes ?? [])]).toEqual([1, 65_535]);
});

test('no points are a picture too', () => {
  expect(readPicture(bytes(JSON.stringify({ ...head, points: 0 }), []))?.codes).toHaveLength(0);
});

test.each([
  ['nothing', new Uint8Array()],
  ['no line', Uint8Array.from([1, 2, 3])],
  ['another line', bytes('{"cells":1}', [])],
  ['too few numbers', bytes(JSON.stringify(head), [1, 2, 3, 4, 5])],
  ['too many numbers', bytes(JSON.stringify(head), [1, 2, 3, 4, 5, 6, 7])],
  ['more points than there may be', bytes(JSON.stringify({ ...head, points: 200_001 }), [])],
])('%s is none', (_what, given) => {
  expect(readPicture(given)).toBeNull();
});
