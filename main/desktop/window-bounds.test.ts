import { expect, test } from 'vitest';
import { openingBounds, type Bounds } from './window-bounds.ts';

const laptop: Bounds = { x: 0, y: 25, width: 1440, height: 875 };
const projector: Bounds = { x: 1440, y: 0, width: 1920, height: 1080 };
const at = (x: number, y: number): Bounds => ({ x, y, width: 1000, height: 700 });

test.each<[string, Bounds | null, Bounds[], unknown]>([
  ['first start', null, [laptop], { width: 980, height: 680 }],
  ['where it was', at(100, 80), [laptop], at(100, 80)],
  ['on the second display', at(2000, 50), [laptop, projector], at(2000, 50)],
  ['on a display that is gone', at(2000, 50), [laptop], { width: 1000, height: 700 }],
  ['hanging out to the left, still in reach', at(-800, 80), [laptop], at(-800, 80)],
  ['too far left', at(-950, 80), [laptop], { width: 1000, height: 700 }],
  ['title bar above the display', at(100, 0), [laptop], { width: 1000, height: 700 }],
  ['title bar below the display', at(100, 890), [laptop], { width: 1000, height: 700 }],
  ['smaller than allowed', { x: 5, y: 30, width: 10, height: 10 }, [laptop], { x: 5, y: 30, width: 720, height: 520 }],
])('%s', (_name, saved, displays, expected) => {
  expect(openingBounds(saved, displays)).toEqual(expected);
});
