import { describe, expect, test } from 'vitest';
import { parseSuperblock, superblockPlaces } from './hdf5-header.ts';

/** The first 64 bytes of HDF5 files as HDF5 2.0 wrote them, with the size of the whole file. */
const real: [name: string, place: number, size: number, head: string][] = [
  [
    'version 0',
    0,
    2128,
    '894844460d0a1a0a000000000008080004001000000000000000000000000000ffffffffffffffff5008000000000000ffffffffffffffff0000000000000000',
  ],
  [
    'version 0 behind a user block',
    512,
    2640,
    '894844460d0a1a0a000000000008080004001000000000000002000000000000ffffffffffffffff500a000000000000ffffffffffffffff0000000000000000',
  ],
  [
    'version 0 moved back by a block put in front',
    1024,
    3152,
    '894844460d0a1a0a000000000008080004001000000000000000000000000000ffffffffffffffff5008000000000000ffffffffffffffff0000000000000000',
  ],
  [
    'version 2',
    0,
    2128,
    '894844460d0a1a0a020808000000000000000000ffffffffffffffff50080000000000003000000000000000da26f4344f484452020078021200000000ffffff',
  ],
  [
    'version 2 with addresses of 4 bytes',
    0,
    2088,
    '894844460d0a1a0a0204040000000000ffffffff28080000200000002c15b12f4f48445202207582016b7582016b7582016b7582016b60020a00000000ffffff',
  ],
  [
    'version 3',
    0,
    2128,
    '894844460d0a1a0a030808000000000000000000ffffffffffffffff50080000000000003000000000000000036f27064f484452020078021200000000ffffff',
  ],
  [
    'version 3 behind a user block',
    2048,
    4176,
    '894844460d0a1a0a030808000008000000000000ffffffffffffffff50100000000000003000000000000000bb626eee4f484452020078021200000000ffffff',
  ],
];

test.each(real)('%s', (_, place, size, head) => {
  expect(parseSuperblock(Buffer.from(head, 'hex'), place)).toEqual({
    kind: 'known',
    expectedBytes: size,
    beingWritten: false,
  });
});

test('version 1 has four bytes more in front of its addresses', () => {
  const head = Buffer.from(real[0]?.[3] ?? '', 'hex');
  head[8] = 1;
  const moved = Buffer.concat([head.subarray(0, 24), Buffer.from([32, 0, 0, 0]), head.subarray(24)]);
  expect(parseSuperblock(moved, 0)).toEqual({ kind: 'known', expectedBytes: 2128, beingWritten: false });
});

test('sizes beyond 4 GB', () => {
  const head = Buffer.from(real[0]?.[3] ?? '', 'hex');
  head.writeBigUInt64LE(300_000_000_000n, 40);
  expect(parseSuperblock(head, 0)).toMatchObject({ expectedBytes: 300_000_000_000 });
});

test('no size given', () => {
  const head = Buffer.from(real[0]?.[3] ?? '', 'hex').fill(0xff, 40, 48);
  expect(parseSuperblock(head, 0)).toEqual({ kind: 'known', expectedBytes: null, beingWritten: false });
});

test('a file that is being written', () => {
  const head =
    '894844460d0a1a0a030808010000000000000000ffffffffffffffff28080000000000003000000000000000f369b3e74f484452020078021200000000ffffff';
  expect(parseSuperblock(Buffer.from(head, 'hex'), 0)).toMatchObject({ kind: 'known', beingWritten: true });
});

describe('other beginnings', () => {
  test.each([
    ['nothing', '', 'none'],
    ['a text', Buffer.from('gene,cell').toString('hex'), 'none'],
    ['half a signature', '89484446', 'none'],
    ['a signature alone', '894844460d0a1a0a', 'damaged'],
    ['a version alone', '894844460d0a1a0a00', 'damaged'],
    ['cut within the addresses', real[0]?.[3].slice(0, 90) ?? '', 'damaged'],
    ['addresses of 3 bytes', '894844460d0a1a0a02030300', 'damaged'],
    ['a version from the future', '894844460d0a1a0a09', 'unknown'],
  ])('%s', (_, head, kind) => {
    expect(parseSuperblock(Buffer.from(head, 'hex'), 0)).toEqual({ kind });
  });
});

test.each([
  [0, [0]],
  [519, [0]],
  [520, [0, 512]],
  [5000, [0, 512, 1024, 2048, 4096]],
])('places to look at in a file of %i bytes', (size, places) => {
  expect(superblockPlaces(size)).toEqual(places);
});
