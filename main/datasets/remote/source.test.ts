import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ShareError } from '../../../contract/errors.ts';
import { isRemote, nameOfSource, parseRemote } from './source.ts';

function refusal(source: string): ShareError {
  try {
    parseRemote(source);
  } catch (error) {
    if (error instanceof ShareError) return error;
  }
  return expect.fail('it was taken');
}

test.each([
  ['https://lab.example/lung.h5ad', true],
  ['HTTP://lab.example/lung.h5ad', true],
  [' s3://atlas/lung.h5ad', true],
  ['S3://atlas/lung.h5ad', true],
  ['/data/lung.h5ad', false],
  ['lung.h5ad', false],
  ['C:\\data\\lung.h5ad', false],
  ['file:///data/lung.h5ad', false],
  ['gs://atlas/lung.h5ad', false],
  ['ftp://lab.example/lung.h5ad', false],
  ['data/https://x', false],
])('%s comes from elsewhere: %s', (source, remote) => {
  expect(isRemote(source)).toBe(remote);
});

test.each([
  ['https://Lab.Example:443/a/../lung.h5ad#cells', 'https://lab.example/lung.h5ad', 'lab.example', 'lung.h5ad'],
  ['http://lab.example:80/lung.h5ad', 'http://lab.example/lung.h5ad', 'lab.example', 'lung.h5ad'],
  ['http://lab.example:8080/lung.h5ad', 'http://lab.example:8080/lung.h5ad', 'lab.example:8080', 'lung.h5ad'],
  ['http://[::1]:9/l.h5ad', 'http://[::1]:9/l.h5ad', '[::1]:9', 'l.h5ad'],
  ['http://0x7f.1/l.h5ad', 'http://127.0.0.1/l.h5ad', '127.0.0.1', 'l.h5ad'],
  ['https://d.example/files/4711', 'https://d.example/files/4711', 'd.example', '4711.h5ad'],
  ['https://d.example/x/v1.2', 'https://d.example/x/v1.2', 'd.example', 'v1.2.h5ad'],
  ['https://d.example/x.loom?dl=1', 'https://d.example/x.loom?dl=1', 'd.example', 'x.loom'],
  ['https://d.example/fetal%20lung.h5ad', 'https://d.example/fetal%20lung.h5ad', 'd.example', 'fetal lung.h5ad'],
  ['https://d.example/..%2f..%2fetc%2fpasswd', 'https://d.example/..%2f..%2fetc%2fpasswd', 'd.example', 'passwd.h5ad'],
  ['https://d.example/%00%0a.h5ad', 'https://d.example/%00%0a.h5ad', 'd.example', '__.h5ad'],
  ['https://d.example/%zz.h5ad', 'https://d.example/%zz.h5ad', 'd.example', '%zz.h5ad'],
  ['https://d.example/.part', 'https://d.example/.part', 'd.example', 'part.h5ad'],
  ['s3://atlas/lung/w12.h5ad', 's3://atlas/lung/w12.h5ad', 'the bucket atlas', 'w12.h5ad'],
  ['S3://atlas/a?b#c%20d.h5ad', 's3://atlas/a?b#c%20d.h5ad', 'the bucket atlas', 'a_b#c%20d.h5ad'],
])('%s', (source, normal, host, fileName) => {
  const parsed = parseRemote(source);
  expect(parsed).toMatchObject({ normal, host, fileName });
  expect(parseRemote(parsed.normal)).toEqual(parsed);
});

test('a signed address is kept whole and shown without its signature', () => {
  const { normal, shown } = parseRemote('https://d.example/l.h5ad?X-Amz-Signature=secret');
  expect([normal.includes('secret'), shown]).toEqual([true, 'https://d.example/l.h5ad']);
});

test('very long names are cut and keep their ending', () => {
  expect(parseRemote(`s3://atlas/${'肺'.repeat(100)}.h5ad`).fileName).toBe(`${'肺'.repeat(66)}.h5ad`);
  expect(parseRemote(`https://d.example/${'x'.repeat(400)}.h5ad`).fileName).toBe(`${'x'.repeat(200)}.h5ad`);
});

describe('refused', () => {
  test.each([
    'https://anna:hunter2@lab.example/lung.h5ad',
    'https://:hunter2@lab.example/lung.h5ad',
    'https://hunter2@lab.example/lung.h5ad',
    's3://AKIA:hunter2@atlas/lung.h5ad',
    'https://anna:hunter2@[bad/lung.h5ad',
  ])('%s: and the password is in no message', (source) => {
    const { failure } = refusal(source);
    expect(failure.code).toBe('dataset-source-refused');
    expect(JSON.stringify(failure)).not.toContain('hunter2');
  });

  test.each([
    ['https://', 'not written as one'],
    ['https://lab.example:99999/l.h5ad', 'not written as one'],
    ['https://lab.example:0/l.h5ad', 'no port 0'],
    ['https://lab.example', 'a folder'],
    ['https://lab.example/data/', 'a folder'],
    ['s3://atlas', 'a folder'],
    ['s3://atlas/', 'a folder'],
    ['s3://atlas/lung/', 'a folder'],
    ['s3:///lung.h5ad', 'a bucket’s name'],
    ['s3://At_las/lung.h5ad', 'a bucket’s name'],
    [`s3://atlas/${'ü'.repeat(513)}`, 'too long'],
  ])('%s', (source, reason) => {
    expect(refusal(source).failure).toMatchObject({ code: 'dataset-source-refused' });
    expect(refusal(source).message).toContain(reason);
  });
});

test('a path is called as the caller calls paths', () => {
  expect(nameOfSource('/data/lung.h5ad', basename)).toBe('lung.h5ad');
  expect(nameOfSource('https://d.example/a/lung.h5ad?x=/y', basename)).toBe('lung.h5ad');
});
