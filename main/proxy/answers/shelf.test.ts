import { beforeEach, describe, expect, test } from 'vitest';
import { KeptAnswer } from './kept-answer.ts';
import { Packer } from './packer.ts';
import { Shelf } from './shelf.ts';

const KIB = 1024;
const LIMIT = 100 * KIB;
const one = { id: 'session-1', slug: 'one', content: 'a' };
const other = { id: 'session-2', slug: 'other', content: 'a' };
const answer = (bytes: number) => new KeptAnswer({ contentType: undefined }, Buffer.alloc(bytes, bytes));
let shelf: Shelf;

beforeEach(() => {
  shelf = new Shelf(LIMIT);
});

function keep(of: typeof one, key: string, kept: KeptAnswer): KeptAnswer {
  shelf.find(of, key);
  shelf.keep(of, key, kept);
  return kept;
}

test('what is kept is found, by its own session and key alone', () => {
  const kept = keep(one, 'GET /a ', answer(10));
  expect(shelf.find(one, 'GET /a ')).toBe(kept);
  expect(shelf.find(one, 'GET /b ')).toBeUndefined();
  expect(shelf.find(other, 'GET /a ')).toBeUndefined();
});

describe('the bound', () => {
  test('what was not asked for longest goes first, of whatever session', () => {
    for (let number = 0; number < 10; number += 1)
      keep(number % 2 === 0 ? one : other, `${number}`, answer(9 * KIB - 24));
    expect(shelf.find(one, '0')).toBeDefined();
    keep(one, 'more', answer(15 * KIB));
    expect([shelf.find(one, '0'), shelf.find(other, '1')].map((found) => found !== undefined)).toEqual([true, false]);
    expect(shelf.figures(one.id).bytes + shelf.figures(other.id).bytes).toBeLessThanOrEqual(LIMIT);
  });

  test('one that fits packed, but not with its plain bytes beside, is kept packed', async () => {
    const kept = keep(one, 'large', answer(24 * KIB - 8));
    const packer = new Packer();
    await kept.inCoding('gzip', packer);
    shelf.reweigh(one.id, 'large', kept);
    expect(shelf.find(one, 'large')).toBe(kept);
    expect([kept.variant('identity'), (await kept.plain()).length]).toEqual([undefined, 24 * KIB - 8]);
    expect(shelf.figures(one.id).bytes).toBe(kept.size);
  });

  test('one answer takes a quarter of it at most', () => {
    keep(one, 'small', answer(5 * KIB));
    keep(one, 'large', answer(LIMIT / 4));
    expect([shelf.find(one, 'small'), shelf.find(one, 'large')].map((found) => found !== undefined)).toEqual([
      true,
      false,
    ]);
    expect(shelf.figures(one.id).bytes).toBe(6 * KIB);
  });

  test('one that has grown is weighed again, and goes if it is too large by then', () => {
    const kept = keep(one, 'a', answer(10 * KIB));
    const before = shelf.figures(one.id).bytes;
    kept.putBest('gzip', Buffer.alloc(5 * KIB));
    shelf.reweigh(one.id, 'a', kept);
    expect(shelf.figures(one.id).bytes).toBe(before + 5 * KIB);
    for (let number = 0; number < 8; number += 1) keep(one, `${number}`, answer(10 * KIB));
    expect(shelf.figures(one.id).bytes).toBeLessThanOrEqual(LIMIT);
  });

  test('one that is not kept any more is not brought back by being weighed', () => {
    const kept = keep(one, 'a', answer(KIB));
    keep(one, 'a', answer(2 * KIB));
    shelf.reweigh(one.id, 'a', kept);
    expect(shelf.holds(one.id, 'a', kept)).toBe(false);
    expect(shelf.figures(one.id).bytes).toBe(3 * KIB);
  });

  test('nothing may be kept', () => {
    shelf = new Shelf(0);
    keep(one, 'a', answer(1));
    expect([shelf.find(one, 'a'), shelf.figures(one.id).bytes]).toEqual([undefined, 0]);
  });
});

describe('another content', () => {
  test('lets go of what was kept of the one before, and of nothing else', () => {
    keep(one, 'a', answer(KIB));
    const kept = keep(other, 'a', answer(KIB));
    expect(shelf.find({ ...one, content: 'b' }, 'a')).toBeUndefined();
    expect(shelf.figures(one.id).bytes).toBe(0);
    expect(shelf.find(other, 'a')).toBe(kept);
  });

  test('what arrives late of the one before is not kept', () => {
    shelf.find(one, 'a');
    shelf.find({ ...one, content: 'b' }, 'a');
    shelf.keep(one, 'a', answer(KIB));
    expect(shelf.find({ ...one, content: 'b' }, 'a')).toBeUndefined();
    expect(shelf.figures(one.id).bytes).toBe(0);
  });

  test('the count goes on', () => {
    shelf.count(one, 'hits');
    shelf.count({ ...one, content: 'b' }, 'hits');
    shelf.count({ ...one, content: 'b' }, 'misses');
    expect(shelf.figures(one.id)).toEqual({ hits: 2, misses: 1, bytes: 0 });
  });
});

test('some of it can be forgotten, by how the key begins', () => {
  for (const key of ['GET /config ', 'GET /config  for diffexp', 'GET /colors ']) keep(one, key, answer(KIB));
  keep(other, 'GET /config ', answer(KIB));
  shelf.forget(one.id, 'GET /config ');
  expect([shelf.figures(one.id).bytes, shelf.figures(other.id).bytes]).toEqual([2 * KIB, 2 * KIB]);
  expect(shelf.find(one, 'GET /colors ')).toBeDefined();
});

test('a session that is over leaves nothing behind, nor does what arrives late of it', () => {
  keep(one, 'a', answer(KIB));
  const kept = keep(other, 'a', answer(KIB));
  shelf.count(one, 'hits');
  shelf.tidy(({ id, slug }) => id === other.id && slug === other.slug);
  shelf.keep(one, 'b', answer(KIB));
  expect(shelf.figures(one.id)).toEqual({ hits: 0, misses: 0, bytes: 0 });
  expect(shelf.find(other, 'a')).toBe(kept);
});
